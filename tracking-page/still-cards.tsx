import type { CancelledCard, UnshippedCard } from '../src/render/page.ts'
import { Waitlisted } from './choice-cards.tsx'
import { type PageContext, shortDay } from './context.ts'
import { Items } from './items.tsx'

type CancelledProps = { card: CancelledCard; isLast: boolean; context: PageContext }

/** What is cancelled, why if nobody asked, and the money. `isLast` of them leads to the waiting list. */
export function Cancelled({ card, isLast, context }: CancelledProps) {
  const { words, merchant } = context
  const { why } = card
  return (
    <section class="card" data-part={`gone${card.number}`}>
      <h2>
        {words.cancelled.name}{' '}
        {card.on && <span class="when">{words.cancelled.on(shortDay(card.on, context))}</span>}
      </h2>
      <Items items={card.items} words={words} />
      {why === 'unfulfillable' && <p>{words.cancelled.unfulfillable}</p>}
      {why && why !== 'unfulfillable' && (
        <p>{words.cancelled.ended(why.end, shortDay(why.by, context))}</p>
      )}
      {card.owesRefund && <p>{words.cancelled.refundDue(merchant.policy.refund_days)}</p>}
      {isLast && <Waitlisted context={context} />}
    </section>
  )
}

/** What needs no parcel: without it the order would seem to have lost it. */
export function Unshipped({ card, context }: { card: UnshippedCard; context: PageContext }) {
  const { words } = context
  return (
    <section class="card" data-part="unshipped">
      <h2>{words.unshipped}</h2>
      <Items items={card.items} words={words} />
    </section>
  )
}
