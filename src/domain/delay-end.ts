import type { Day, OrderState } from './order.ts'

/**
 * What a wait ended for: an offer that nobody answered, a date that was agreed to (by an answer, or
 * once by silence) and not kept, or T itself, of which nothing had been put before anybody. To blame
 * the silence of a customer who pressed "keep waiting" would be a lie.
 */
export type DelayEnd = 'unanswered' | 'agreed' | 'unasked'

/** An offer whose silence cancels ends before the date that it offers: so the day itself tells. */
export function delayEnd({ said }: OrderState, lineId: string, deadline: Day): DelayEnd {
  const offer = said
    .flatMap(({ told }) => told.offers ?? [])
    .findLast((one) => one.lineId === lineId)
  if (!offer) return 'unasked'
  return offer.revisedOn === deadline ? 'agreed' : 'unanswered'
}

/** What the lines of an expiry have in common; where they differ, the one that is true of all. */
export function sharedEnd(order: OrderState, deadlines: Record<string, Day>): DelayEnd {
  const ends = new Set(Object.entries(deadlines).map(([id, day]) => delayEnd(order, id, day)))
  const [end] = ends
  return end && ends.size === 1 ? end : 'unasked'
}
