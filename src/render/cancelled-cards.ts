import { type ActNow, cancelledNow } from '../domain/cadence/merchant/cancelled-now.ts'
import { type DelayEnd, delayEnd } from '../domain/delay-end.ts'
import { type Day, type Instant, type OrderState, ownValue } from '../domain/order.ts'
import { refundOwed, removedLeftOf } from '../domain/refund-owed.ts'
import { type RemovedNow, removedNow } from '../domain/removed-units.ts'
import { dayIn } from './dates.ts'
import type { Item } from './page.ts'

/** Why nobody had to ask: it cannot be had, or the wait ended by itself on a day. */
export type CancelledWhy = 'unfulfillable' | { end: DelayEnd; by: Day }

export type CancelledCard = {
  kind: 'cancelled'
  /** Counted from the first that was cancelled, so that a later one never changes its name. */
  number: number
  items: Item[]
  on: Day | null
  /** The moment of the last act of it: the day by which its money is due is counted from there. */
  at: Instant | null
  why: CancelledWhy | null
  /** Its money has still to come back, as far as we know. */
  owesRefund: boolean
}

/**
 * What is cancelled, the newest first: a card for each day and reason, for the days of the refund
 * are counted from it, and "we could not get it" of one line is false of another.
 */
export function cancelledCards(order: OrderState, zone: string): CancelledCard[] {
  const acts = cancelledNow(order)
  const cards = new Map<string, CancelledCard>()
  const put = (
    item: Item,
    facts: Pick<CancelledCard, 'on' | 'why' | 'owesRefund'>,
    at: Instant | null,
  ) => {
    const key = JSON.stringify(facts)
    const card = cards.get(key)
    if (card) Object.assign(card, { at, items: withItem(card.items, item) })
    else cards.set(key, { kind: 'cancelled', number: cards.size + 1, items: [item], at, ...facts })
  }
  for (const { item, facts, at } of goneItems(order, acts, zone)) put(item, facts, at)
  // Cancelled by no act that we know: a voided package gave back what had crossed.
  for (const item of unnamed(order, acts)) {
    const why = (item.line.backorder?.unfulfillable ?? 0) > 0 ? 'unfulfillable' : null
    put(item, { on: null, why, owesRefund: refundOwed(order, acts, null) }, null)
  }
  return [...cards.values()].reverse()
}

/** By each act, and by each update that took something off: in the order in which they came. */
function goneItems(order: OrderState, acts: readonly ActNow[], zone: string) {
  const named = acts.flatMap((one) => {
    const owesRefund = refundOwed(order, acts, one)
    return itemsOf(order, one.lines).map((item) => {
      const why = whyOf(order, one, item)
      return { item, at: one.act.at, facts: { on: dayIn(one.act.at, zone), why, owesRefund } }
    })
  })
  const removed = removedNow(order).filter((one) => isKnown(order, one))
  const taken = removed.flatMap((one) => {
    const { at } = one.removal
    const owesRefund = removedLeftOf(order, acts, one) !== null
    const facts = { on: dayIn(at, zone), why: null, owesRefund }
    return itemsOf(order, one.all).map((item) => ({ item, at, facts }))
  })
  return [...named, ...taken].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** To who had heard of nothing yet and paid nothing, what was taken off was never on the order. */
const isKnown = ({ said, paymentStatus }: OrderState, { removal }: RemovedNow) =>
  removal.imported || paymentStatus === 'paid' || said.some(({ at }) => at <= removal.at)

const itemsOf = (order: OrderState, lines: ActNow['lines']): Item[] =>
  lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId)
    return line ? [{ line, quantity }] : []
  })

function whyOf(order: OrderState, { act }: ActNow, { line }: Item): CancelledWhy | null {
  if (act.cause === 'unfulfillable') return act.cause
  const expiry = order.expiries.find(({ eventId }) => eventId === act.eventId)
  const by = expiry && ownValue(expiry.deadlines, line.id)
  return act.cause === 'expired' && by ? { end: delayEnd(order, line.id, by), by } : null
}

/** Units of one line are one row, wherever they come from: "1 × Mug" twice reads as two things. */
export const withItem = (items: readonly Item[], { line, quantity }: Item): Item[] =>
  items.some((item) => item.line === line)
    ? items.map((item) =>
        item.line === line ? { line, quantity: item.quantity + quantity } : item,
      )
    : [...items, { line, quantity }]

function unnamed(order: OrderState, acts: readonly ActNow[]): Item[] {
  const named = acts.flatMap(({ lines }) => lines)
  return order.lines
    .map((line) => ({
      line,
      quantity: named
        .filter(({ lineId }) => lineId === line.id)
        .reduce((left, { quantity }) => left - quantity, line.cancelled),
    }))
    .filter(({ quantity }) => quantity > 0)
}
