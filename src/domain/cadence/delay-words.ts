import { addDays, dayOf } from '../calendar.ts'
import { asOfNow } from '../delay-answer.ts'
import { expiringClocks } from '../delay-expiry.ts'
import { offersTogether } from '../delay-offer.ts'
import type { DelayClock } from '../delay-option.ts'
import type { NoticeFacts } from '../message.ts'
import type { Day, Instant, OrderState } from '../order.ts'
import type { DelayOffer, Told } from '../said.ts'
import type { CadenceContext } from './context.ts'

/** The offers for whose delay the confirmation is the first word, and so the offer itself. */
export const offersOfConfirmation = (order: OrderState, context: CadenceContext): DelayOffer[] =>
  offersTogether(order, context)
    .filter(({ isKnown }) => isKnown)
    .map(({ offer }) => offer)

/** An offer states its date, for a line that is in stock or being prepared as well. */
export const tellOffers = (told: Told, offers: DelayOffer[]): Told =>
  offers.length === 0
    ? told
    : {
        ...told,
        offers,
        dates: {
          ...told.dates,
          ...Object.fromEntries(offers.map(({ lineId, revisedOn }) => [lineId, revisedOn])),
        },
      }

/**
 * Offers whose silence cancels and that nobody has answered. A word that says where the order stands
 * says them again: "still set to ship in May" alone would lull a reader whose order ends in April.
 * It is no new offer, so none is told by it. A day that is over, and did not cancel, is not said to.
 */
export const unansweredOffers = (order: OrderState, context: CadenceContext): DelayOffer[] =>
  expiringClocks(order, context).flatMap(({ clock, at, held }) => {
    const isAhead = at > context.now && held !== 'late'
    return isAhead && clock.state.name === 'asked' ? (asOfNow(clock) ?? []) : []
  })

/**
 * The next day on which something of the order is cancelled if it has not shipped, though its
 * customer owes no answer, and of which lines: said in the last days before it, where "the date that
 * holds" is not all.
 */
export function nearEnd(
  order: OrderState,
  context: CadenceContext,
  moment: Instant,
): Pick<NoticeFacts, 'endsOn' | 'endsFor'> {
  const ends = expiringClocks(order, context).flatMap(({ clock, at, held }) => {
    const { name, on } = clock.state
    const isKept = (name === 'unasked' || name === 'agreed') && clock.date !== null
    if (!isKept || held !== null || at <= moment) return []
    const isNear = addDays(on, -NEAR_DAYS) <= dayOf(moment, context.merchantZone)
    return isNear ? [{ on, lineId: clock.lineId }] : []
  })
  const [first] = ends
  if (!first) return {}
  return {
    endsOn: first.on,
    endsFor: ends.filter(({ on }) => on === first.on).map(({ lineId }) => lineId),
  }
}

const NEAR_DAYS = 7

/** Each line's applicable time, and what silence means from which day on. */
export const offerFacts = (offers: readonly DelayOffer[]) => ({
  applicable: Object.fromEntries(offers.map((one) => [one.lineId, one.originalOn])),
  silence: Object.fromEntries(offers.map((one) => [one.lineId, one.silence])),
  until: Object.fromEntries(offers.map((one) => [one.lineId, one.until])),
})

/** The messages that made the last offer of each of the clocks: by mail and by text there are two. */
export const offeredBy = (clocks: readonly DelayClock[]): string[] => [
  ...new Set(clocks.flatMap(({ offers }) => offers.at(-1)?.messageIds ?? [])),
]

/** For support: which case of the rule it is, and what comes of silence. */
export function inWords(
  { originalOn, revisedOn, silence, until }: DelayOffer,
  before: Day | null,
): string {
  const late = `it will not ship by ${before ?? originalOn}; ${revisedOn ? `now ${revisedOn}` : 'no date can be given'}.`
  return silence === 'consent'
    ? `${late} Silence is consent (16 CFR 435.2(b)(1)(ii)).`
    : `${late} Cancelled at the end of ${until} unless agreed to (16 CFR 435.2(b)).`
}
