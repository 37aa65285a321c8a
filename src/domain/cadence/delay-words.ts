import { offersTogether } from '../delay-offer.ts'
import type { DelayClock } from '../delay-option.ts'
import type { Day, OrderState } from '../order.ts'
import type { Policy } from '../policy.ts'
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

/**
 * For support: which case of the rule it is, and what comes of silence. `stood` is the day that it was
 * to ship by; a date no later than that is asked about for what was `told` before it.
 */
export function inWords(
  { revisedOn, silence, until }: DelayOffer,
  { stood, told, expiry }: { stood: Day; told: Day | null; expiry: Policy['expiry'] },
): string {
  const before = revisedOn !== null && revisedOn <= stood ? told : stood
  const gone = before ? `it will not ship by ${before}` : 'no date could be given before'
  const late = `${gone}; ${revisedOn ? `now ${revisedOn}` : 'no date can be given'}.`
  if (silence === 'consent') return `${late} Silence is consent (16 CFR 435.2(b)(1)(ii)).`
  return expiry === 'confirm'
    ? `${late} The merchant says at the end of ${until} what silence ends (16 CFR 435.2(b)).`
    : `${late} Cancelled at the end of ${until} unless agreed to (16 CFR 435.2(b)).`
}
