import type { EvidencePack } from './evidence.ts'
import { type MadeOffer, madeOffers } from './made-offer.ts'
import type { Instant, OrderState } from './order.ts'
import { ownValue } from './order.ts'
import { takenBy } from './removed-units.ts'

type DelayOptions = EvidencePack['delay_options']
type Zones = { zone: string; merchantZone: string }
type End = Pick<DelayOptions[number], 'outcome' | 'outcome_at' | 'event_id'>

/**
 * Every delay that was put before the customer, in the words it was put in, and what came of it:
 * 16 CFR 435.2 lets a seller keep an order waiting only on such a record. Read from what was said and
 * not from the clocks that still run: those forget a line as soon as it ships.
 */
export function evidenceDelays(
  order: OrderState,
  textOf: ReadonlyMap<string, string | null>,
  zones: Zones,
): DelayOptions {
  const made = madeOffers(order, zones)
  return made.map((offer) => {
    const next = made.find((one) => one.lineId === offer.lineId && one.at > offer.at)
    const title = order.lines.find(({ id }) => id === offer.lineId)?.title ?? offer.lineId
    return {
      line_id: offer.lineId,
      title,
      offered_at: offer.at,
      message_ids: offer.messageIds,
      words: offer.messageIds.map((id) => textOf.get(id) ?? null).find((one) => one) ?? null,
      original_on: offer.originalOn,
      revised_on: offer.revisedOn,
      silence_means: offer.silence,
      until: offer.until,
      ...endOf(order, offer, next?.at ?? null),
      agreed_to: offer.answers.map(({ eventId, at, agreedTo }) => ({
        event_id: eventId,
        at,
        ships_by: agreedTo,
      })),
    }
  })
}

/**
 * The first that ended it: an answer, something else chosen in its place, a cancellation, silence, or
 * the offer that followed. Who chose something else answered too, though not with yes or no.
 */
function endOf(order: OrderState, offer: MadeOffer, replacedAt: Instant | null): End {
  const { lineId, at, messageIds } = offer
  const consent = order.consents.find(
    (one) => one.lineId === lineId && messageIds.includes(one.offer),
  )
  if (consent) return end('consented', consent)

  const before = (one: { at: Instant }) => one.at >= at && (!replacedAt || one.at < replacedAt)
  const swap = order.substitutes.find(
    (one) => one.lineId === lineId && one.chosen && before(one.chosen),
  )?.chosen
  if (swap) return end('swapped', swap)
  const expiry = order.expiries.find(
    (one) => ownValue(one.deadlines, lineId) === offer.until && before(one),
  )
  if (expiry) return end('expired', expiry)
  const cancelled = order.cancellations.find(
    (one) => one.lines.some(({ id }) => id === lineId) && before(one),
  )
  if (cancelled) return end('cancelled', cancelled)
  const removed = takenBy(order).find(
    ({ removal, lines }) =>
      lines.some(({ id, quantity }) => id === lineId && quantity > 0) && before(removal),
  )
  if (removed) return end('cancelled', removed.removal)
  return replacedAt
    ? { outcome: 'replaced', outcome_at: replacedAt, event_id: null }
    : { outcome: 'unanswered', outcome_at: null, event_id: null }
}

const end = (outcome: End['outcome'], { at, eventId }: { at: Instant; eventId: string }): End => ({
  outcome,
  outcome_at: at,
  event_id: eventId,
})
