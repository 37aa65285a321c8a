import type { EvidencePack } from './evidence.ts'
import { dateBound } from './made-offer.ts'
import type { Instant, OrderState } from './order.ts'
import { ownValue } from './order.ts'
import type { DelayOffer } from './said.ts'

type DelayOptions = EvidencePack['delay_options']
type Made = DelayOffer & { key: string; at: Instant; messageIds: string[]; isHeld?: true }
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
  const made = madeOffers(order)
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
      agreed_to: agreedTo(order, offer, zones),
    }
  })
}

/** A yes that came once its day was over is to what was told since, and not to the date it offered. */
function agreedTo(order: OrderState, offer: Made, zones: Zones): DelayOptions[number]['agreed_to'] {
  const { lineId, messageIds } = offer
  const given = order.consents.filter(
    (one) => one.lineId === lineId && messageIds.includes(one.offer),
  )
  return given.map(({ eventId, at }, place) => {
    const before = { ...offer, consentedAt: given[place - 1]?.at ?? null }
    return { event_id: eventId, at, ships_by: dateBound(order, before, { ...zones, now: at }) }
  })
}

/** By mail and by text it is one offer. */
function madeOffers({ said }: OrderState): Made[] {
  const made: Made[] = []
  for (const { key, at, messageId, told } of said) {
    for (const offer of [...(told.offers ?? []), ...(told.held ?? [])]) {
      const same = made.find((one) => one.key === key && one.lineId === offer.lineId)
      const isHeld = told.held?.includes(offer) && { isHeld: true as const }
      if (same) same.messageIds.push(messageId)
      else made.push({ ...offer, key, at, messageIds: [messageId], ...isHeld })
    }
  }
  return made
}

/**
 * The first that ended it: an answer, something else chosen in its place, a cancellation, silence, or
 * the offer that followed. Who chose something else answered too, though not with yes or no.
 */
function endOf(order: OrderState, offer: Made, replacedAt: Instant | null): End {
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
  const removed = order.removals?.find(
    (one) => one.lines.some(({ id }) => id === lineId) && before(one),
  )
  if (removed) return end('cancelled', removed)
  return replacedAt
    ? { outcome: 'replaced', outcome_at: replacedAt, event_id: null }
    : { outcome: 'unanswered', outcome_at: null, event_id: null }
}

const end = (outcome: End['outcome'], { at, eventId }: { at: Instant; eventId: string }): End => ({
  outcome,
  outcome_at: at,
  event_id: eventId,
})
