import type { Item } from '../src/render/page.ts'
import {
  type CancelChoice,
  cancelLink,
  chosenItems,
  decisionFor,
  objectOf,
  sameItems,
} from './cancel-choice.ts'
import type { PageContext } from './context.ts'

type Props = { items: readonly Item[]; waiting?: boolean; context: PageContext }

/**
 * The way out, inside the card that it concerns. A link to the page that confirms it: mail
 * scanners and browsers open links unasked, so following one cancels nothing.
 */
export function CancelAction({ items, waiting = false, context }: Props) {
  const { order, words, links } = context
  if (isAsked(items, context)) return null
  const choice = choiceFor(items, waiting, context)
  const chosen = chosenItems(order, choice)
  if (chosen.length === 0) return null
  const asks = decisionFor(context, choice).made.length === 0
  if (asks && isDeclined(chosen, context)) return null
  return (
    <p class="actions">
      <a class="quiet" href={cancelLink(links.cancel, choice)}>
        {words.cancel.action(objectOf(order, chosen), asks)}
      </a>
    </p>
  )
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
