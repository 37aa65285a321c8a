import { addWorkingDays, dayOf } from '../src/domain/calendar.ts'
import { lastWholeDay } from '../src/domain/deadline.ts'
import type { DelayEnd } from '../src/domain/delay-end.ts'
import type { Day } from '../src/domain/order.ts'
import type { CancelledCard, UnshippedCard } from '../src/render/page.ts'
import { Waitlisted } from './choice-cards.tsx'
import { type PageContext, shortDay } from './context.ts'
import { Items } from './items.tsx'

/** Who cancels line by line makes a card of each: so many stand open, the newest. */
const CANCELLED_SHOWN = 3

type CardsProps = { cards: readonly CancelledCard[]; context: PageContext }

/** What is cancelled, the newest first; older ones make room. The last open one leads to the waiting list. */
export function CancelledCards({ cards, context }: CardsProps) {
  // One card more is shown rather than folded alone.
  const shown = cards.length > CANCELLED_SHOWN + 1 ? cards.slice(0, CANCELLED_SHOWN) : cards
  const earlier = cards.slice(shown.length)
  return (
    <>
      {shown.map((card) => (
        <Cancelled card={card} isLast={card === shown.at(-1)} context={context} />
      ))}
      {earlier.length > 0 && <Earlier cards={earlier} context={context} />}
    </>
  )
}

function Earlier({ cards, context }: CardsProps) {
  const { cancelled } = context.words
  return (
    <section class="card folded" data-part="gone">
      <details class="fold" data-fold="gone">
        <summary>
          <h2>{cancelled.earlier(cards.length)}</h2>
        </summary>
        {cards.map((card) => (
          <div class="gone">
            <h3>{card.on ? cancelled.on(shortDay(card.on, context)) : cancelled.name}</h3>
            <What card={card} context={context} />
          </div>
        ))}
      </details>
    </section>
  )
}

type CancelledProps = { card: CancelledCard; isLast: boolean; context: PageContext }

function Cancelled({ card, isLast, context }: CancelledProps) {
  const { words } = context
  return (
    <section class="card" data-part={`gone${card.number}`}>
      <h2>
        {words.cancelled.name}{' '}
        {card.on && <span class="when">{words.cancelled.on(shortDay(card.on, context))}</span>}
      </h2>
      <What card={card} context={context} />
      {isLast && <Waitlisted context={context} />}
    </section>
  )
}

/** The goods, why if nobody asked, and the money. */
function What({ card, context }: { card: CancelledCard; context: PageContext }) {
  const { words, merchant } = context
  const { why } = card
  return (
    <>
      <Items items={card.items} words={words} />
      {why === 'unfulfillable' && <p>{words.cancelled.unfulfillable}</p>}
      {why && why !== 'unfulfillable' && (
        <p>{words.cancelled.ended(why.end, shortDay(endedBy(why, context), context))}</p>
      )}
      {card.owesRefund && (
        <p>{words.cancelled.refundDue(merchant.policy.refund_days, dueOn(card, context))}</p>
      )}
    </>
  )
}

/** An answer was asked for by a day that its reader had in whole; a promised one is the merchant's. */
const endedBy = (
  { end, by }: { end: DelayEnd; by: Day },
  { zone, readerZone }: PageContext,
): Day => (end === 'unanswered' ? lastWholeDay(by, { zone: readerZone, merchantZone: zone }) : by)

/** The day that its message said; null once it is over, for no past day is one to come. */
function dueOn({ at }: CancelledCard, context: PageContext): string | null {
  if (at === null) return null
  const { timeZone, country, policy } = context.merchant
  const day = addWorkingDays(dayOf(at, timeZone), policy.refund_days, country)
  return day < context.today ? null : shortDay(day, context)
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
