import { offersTogether } from '../delay-offer.ts'
import type { OrderState } from '../order.ts'
import type { DelayOffer } from '../said.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext } from './context.ts'
import { movedBeside } from './eta-changed.ts'

/**
 * What a word about `lines` says of the rest of the order: every date that moved, and the offers
 * whose delay is known. That word then is the offer: one of its own would say the same date a second
 * time in the same minute.
 */
export function toldBeside(order: OrderState, lines: readonly string[], context: CadenceContext) {
  const { dates, reason } = movedBeside(order, lines, context)
  const offers = offersBeside(order, context)
  return { offers, facts: { offers, reason, dates: [...dates, ...datesOf(offers, dates)] } }
}

/**
 * The offers that any word which shows their dates makes, in place of one of their own: that a date
 * is told in one minute, and what silence means ten minutes later, is the same news twice and two
 * meanings of it. Not of a day that went by, whose apology has its hour. Where the confirmation is
 * still owed, they are that one's.
 */
export const offersBeside = (order: OrderState, context: CadenceContext): DelayOffer[] =>
  unawareLines(order).length > 0
    ? []
    : offersTogether(order, context)
        .filter(({ isKnown, clock }) => isKnown && !clock.isPassed)
        .map(({ offer }) => offer)

/** Of an offer whose date was told before: nothing moved, and it is stated all the same. */
export const datesOf = (offers: readonly DelayOffer[], stated: readonly { lineId: string }[]) =>
  offers
    .filter((offer) => !stated.some(({ lineId }) => lineId === offer.lineId))
    .map(({ lineId, revisedOn }) => ({ lineId, old: revisedOn, new: revisedOn }))
