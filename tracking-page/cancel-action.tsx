import { openQuantity } from '../src/domain/order.ts'
import type { Item } from '../src/render/page.ts'
import {
  type CancelChoice,
  cancelLink,
  chosenItems,
  decisionFor,
  objectOf,
  sameItems,
} from './cancel-choice.ts'
import { groupOffers, offeredItems } from './consent-card.tsx'
import type { PageContext } from './context.ts'

type Props = { items: readonly Item[]; waiting?: boolean; context: PageContext }

/**
 * The way out, inside the card that it concerns. A link to the page that confirms it: mail
 * scanners and browsers open links unasked, so following one cancels nothing.
 *
 * Units of one line may stand in several cards, and units are alike: what can be cancelled of it is
 * what waits, or all that has not shipped. Both stand once, in the last of its cards.
 */
export function CancelAction({ items, waiting = false, context }: Props) {
  const parted = items.filter(isParted)
  const own = waiting ? items : items.filter((item) => !isParted(item))
  const whole = parted.filter((item) => context.lastOf?.get(item.line.id) === item)
  const [line] = whole.map((item) => item.line)
  const choices = [
    ...(own.length > 0 ? [choiceFor(own, waiting, context)] : []),
    // Of several such lines a button each would be a list: the page that the others lead to has it.
    ...(whole.length === 1 && line ? [{ scope: 'all' as const, lines: [line.id] }] : []),
  ]
  const links = choices.filter((choice) => isOpen(choice, context))
  if (links.length === 0) return null
  return (
    <p class="actions">
      {links.map((choice) => (
        <CancelLink choice={choice} context={context} />
      ))}
    </p>
  )
}

function CancelLink({ choice, context }: { choice: CancelChoice; context: PageContext }) {
  const { order, words, links } = context
  return (
    <a class="quiet" href={cancelLink(links.cancel, choice)} dir="auto">
      {words.cancel.action(objectOf(order, chosenItems(order, choice)), asksOnly(choice, context))}
    </a>
  )
}

/** More of the line is open than this card holds. */
const isParted = ({ line, quantity }: Item) => quantity < openQuantity(line)

const asksOnly = (choice: CancelChoice, context: PageContext) =>
  decisionFor(context, choice).made.length === 0

/** Nothing to cancel, asked already, asked and answered, or offered above: then there is no link. */
function isOpen(choice: CancelChoice, context: PageContext): boolean {
  const chosen = chosenItems(context.order, choice)
  if (chosen.length === 0 || isAsked(chosen, context) || isOffered(chosen, context)) return false
  return !(asksOnly(choice, context) && isDeclined(chosen, context))
}

/** The card that asks for an answer has this very button: twice on a page, it reads as two things. */
function isOffered(items: readonly Item[], { order, lastOf, offers = [] }: PageContext) {
  if (!lastOf) return false
  return groupOffers(offers).some((group) => sameItems(offeredItems(order, group), items))
}

/**
 * The widest choice that names just these items. Where all that is open is what waits, the link is
 * to cancel all: followed after stock has come, "what waits" would find nothing.
 */
function choiceFor(items: readonly Item[], waiting: boolean, { order }: PageContext): CancelChoice {
  const scopes = waiting ? (['all', 'waiting'] as const) : (['all'] as const)
  for (const scope of scopes) {
    const every = { scope, lines: [] }
    if (sameItems(items, chosenItems(order, every))) return every
  }
  return { scope: waiting ? 'waiting' : 'all', lines: items.map(({ line }) => line.id) }
}

/** Asked and answered: the same question again would get the same answer. A letter may not. */
function isDeclined(items: readonly Item[], { order }: PageContext) {
  const { cancellationDeclined: answer } = order
  return answer !== null && items.every(({ line }) => answer.lines.includes(line.id))
}

/** Who has asked already is not asked to ask again. */
function isAsked(items: readonly Item[], { order }: PageContext) {
  const asked = new Set(order.cancellationRequest?.lines.map(({ id }) => id))
  return items.every(({ line }) => asked.has(line.id))
}
