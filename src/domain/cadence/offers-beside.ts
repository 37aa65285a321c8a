import type { OrderState } from '../order.ts'
import type { DelayOffer } from '../said.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext } from './context.ts'
import { offersOfConfirmation } from './delay-words.ts'
import { movedBeside } from './eta-changed.ts'

/**
 * What a word about `lines` says of the rest of the order: every date that moved, and the offers
 * whose delay is known. That word then is the offer: one of its own would say the same date a second
 * time in the same minute. Where the confirmation is still owed, the offers are that one's.
 */
export function toldBeside(order: OrderState, lines: readonly string[], context: CadenceContext) {
  const { dates, reason } = movedBeside(order, lines, context)
  const owed = unawareLines(order).length > 0 ? [] : offersOfConfirmation(order, context)
  const offers = owed.some(({ lineId }) => lines.includes(lineId)) ? [] : owed
  return { offers, facts: { offers, reason, dates: [...dates, ...datesOf(offers, dates)] } }
}

/** Of an offer whose date was told before: nothing moved, and it is stated all the same. */
const datesOf = (offers: readonly DelayOffer[], stated: readonly { lineId: string }[]) =>
  offers
    .filter((offer) => !stated.some(({ lineId }) => lineId === offer.lineId))
    .map(({ lineId, revisedOn }) => ({ lineId, old: revisedOn, new: revisedOn }))
