import type { DelayClock } from './delay-option.ts'
import { type Day, type OrderState, ownValue } from './order.ts'
import type { Told } from './said.ts'

/**
 * What a wait ended for: an offer that nobody answered, a date that was agreed to (by an answer, or
 * once by silence) and not kept, or T itself, of which nothing had been put before anybody. To blame
 * the silence of a customer who pressed "keep waiting" would be a lie.
 */
export type DelayEnd = 'unanswered' | 'agreed' | 'unasked'

/** An offer whose silence cancels ends before the date that it offers: so the day itself tells. */
export function delayEnd({ said }: OrderState, lineId: string, deadline: Day): DelayEnd {
  const offers = said
    .flatMap(({ told }) => told.offers ?? [])
    .filter((one) => one.lineId === lineId)
  const offer = offers.at(-1)
  if (!offer) return 'unasked'
  if (offer.revisedOn === deadline) return 'agreed'
  const wasAgreed = offers.some(({ revisedOn }) => revisedOn === deadline)
  // Asked about a later date, and told since that the one before it holds after all.
  const told = said.findLast((one) => Object.hasOwn(one.told.dates, lineId))?.told
  const isBack = told !== undefined && !hasOffer(told, lineId) && isBy(told, lineId, deadline)
  if (offer.until === deadline && !(wasAgreed && isBack)) return 'unanswered'
  return wasAgreed ? 'agreed' : 'unasked'
}

const hasOffer = ({ offers = [] }: Told, lineId: string) =>
  offers.some((one) => one.lineId === lineId)

function isBy({ dates }: Told, lineId: string, deadline: Day): boolean {
  const day = ownValue(dates, lineId)
  return day != null && day <= deadline
}

/** What the lines of an expiry have in common; where they differ, the one that is true of all. */
export function sharedEnd(order: OrderState, deadlines: Record<string, Day>): DelayEnd {
  const ends = new Set(Object.entries(deadlines).map(([id, day]) => delayEnd(order, id, day)))
  const [end] = ends
  return end && ends.size === 1 ? end : 'unasked'
}

/**
 * The day that is over was told as one by which it ships, and not as one by which to answer: agreed to,
 * or T itself. The thirty days that the law gives are nobody's word.
 */
export const isDayTold = ({ state, basis, offers, originalOn }: DelayClock): boolean =>
  state.name === 'agreed' ||
  offers.at(-1)?.isHeld === true ||
  (state.name === 'unasked' && state.on === originalOn && basis !== 'thirty_days')
