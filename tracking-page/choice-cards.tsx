import type { OrderState } from '../src/domain/order.ts'
import { chosenSplit, mayChooseSplit } from '../src/domain/split.ts'
import { openSubstitutes, takenOffers } from '../src/domain/substitute.ts'
import { joinableLines, listedLines } from '../src/domain/waitlist.ts'
import type { Item } from '../src/render/page.ts'
import type { PageContext } from './context.ts'
import { shortTitle } from './short-title.ts'

type Props = { items: readonly Item[]; context: PageContext }
type Offer = OrderState['substitutes'][number]

/** How it ships, where the shopper is asked: a card of its own, for it concerns all of the order. */
export function SplitCard({ context }: { context: PageContext }) {
  const { order, merchant, words, links } = context
  const { split } = words.choices
  if (!mayChooseSplit(order, merchant.policy)) return null
  const chosen = chosenSplit(order)
  return (
    <section class="card" data-part="split">
      <h2>{split.name}</h2>
      <p>{chosen ? split.chosen(chosen) : split.card}</p>
      <p class="actions">
        <a class={chosen ? 'quiet' : 'button'} href={`${links.self}/split`}>
          {chosen ? split.change : split.choose}
        </a>
      </p>
    </section>
  )
}

/** What may be had instead of what is in the card, and what was taken of it. */
export function Substitutes({ items, context }: Props) {
  const { order, words, links } = context
  const { substitute } = words.choices
  const ids = new Set(items.map(({ line }) => line.id))
  const open = openSubstitutes(order).filter(({ lineId }) => ids.has(lineId))
  const taken = takenOffers(order).filter(({ offer }) => ids.has(offer.lineId))
  return (
    <>
      {taken.map(({ option }) => (
        <p dir="auto">{substitute.taken(shortTitle(option.title))}</p>
      ))}
      {open.length > 0 && (
        <>
          <Notes offers={open} context={context} />
          <p class="actions">
            <a class="button" href={`${links.self}/substitute`}>
              {substitute.link}
            </a>
          </p>
        </>
      )}
    </>
  )
}

/** More lines than this are told together, and named on the page that follows. */
const NOTES_MAX = 3

/** Of what, and by what: two lines with one offer each leave nobody a choice of two. */
function Notes({ offers, context }: { offers: readonly Offer[]; context: PageContext }) {
  const { note, noteSeveral } = context.words.choices.substitute
  if (offers.length > NOTES_MAX) return <p>{noteSeveral(offers.length)}</p>
  return (
    <>
      {offers.map(({ lineId, options }) => {
        const line = offers.length > 1 && context.order.lines.find(({ id }) => id === lineId)
        const [only] = options
        const option = options.length === 1 && only ? shortTitle(only.title) : null
        return (
          <p dir="auto">{note(options.length, line ? shortTitle(line.title) : null, option)}</p>
        )
      })}
    </>
  )
}

/** It has waited past the fulfilment window, and its reader is asked. */
export function Asked({ items, context }: Props) {
  const { asked = [], words, links } = context
  if (!items.some(({ line }) => asked.includes(line.id))) return null
  return (
    <>
      <p>{words.choices.choice.asked}</p>
      <p class="actions">
        <a class="button" href={`${links.self}/choice`}>
          {words.choices.choice.link}
        </a>
      </p>
    </>
  )
}

/** For who cancelled and still wants it; whoever nobody can write to is not promised a word. */
export function Waitlisted({ context }: { context: PageContext }) {
  if (!hasWaitlist(context)) return null
  const { order, words, links } = context
  const { waitlist } = words.choices
  return (
    <>
      {listedLines(order).length > 0 && <p>{waitlist.listed}</p>}
      {isJoinable(order) && (
        <p class="actions">
          <a class="quiet" href={`${links.self}/waitlist`}>
            {waitlist.action}
          </a>
        </p>
      )}
    </>
  )
}

export const hasWaitlist = ({ order, reach }: PageContext) =>
  reach !== 'page' && (listedLines(order).length > 0 || isJoinable(order))

/** What was only asked to be cancelled may still come: it joins with the request, not by itself. */
const isJoinable = (order: OrderState) =>
  joinableLines(order).some(({ cancelled }) => cancelled > 0)
