import { because } from '../../because.ts'
import { type MadeOffer, madeOffers } from '../../made-offer.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import type { WebhookRule } from './rule.ts'

/** An agreement to a delay (16 CFR 435.2), line by line with the date that was agreed to. */
export const wantDelayConsented: WebhookRule = (order, _messages, context) => {
  if (order.consents.length === 0) return []
  const offers = madeOffers(order, context)
  return byEvent(order.consents).map(({ eventId, at, entries }) => ({
    kind: 'delay.consented',
    key: `delay.consented:${eventId}`,
    dueAt: at,
    why: 'The shopper agreed to the delay.',
    because: because('delay_consented', {
      lines: entries.map(({ lineId }) => lineId),
      events: [eventId],
      agreed_at: at,
    }),
    facts: merchantFacts({
      data: {
        lines: entries.map(({ lineId, offer }) => ({
          id: lineId,
          offer,
          agreed_to: agreedTo(offers, lineId, eventId),
        })),
      },
    }),
  }))
}

/** Who wants to hear when a cancelled article is to be had again. */
export const wantWaitlistJoined: WebhookRule = (order) =>
  byEvent(order.waitlist).map(({ eventId, at, entries }) => ({
    kind: 'waitlist.joined',
    key: `waitlist.joined:${eventId}`,
    dueAt: at,
    why: 'The shopper joined the waiting list.',
    because: because('waitlist_joined', {
      lines: entries.map(({ lineId }) => lineId),
      events: [eventId],
      joined_at: at,
    }),
    facts: merchantFacts({
      data: { lines: entries.map(({ lineId, sku }) => ({ id: lineId, sku })) },
    }),
  }))

/** The date that this yes bound; null where there is none. */
const agreedTo = (offers: readonly MadeOffer[], lineId: string, eventId: string) =>
  offers
    .filter((offer) => offer.lineId === lineId)
    .flatMap(({ answers }) => answers)
    .find((answer) => answer.eventId === eventId)?.agreedTo ?? null

/** One act may be about several lines: it is one event. */
function byEvent<E extends { eventId: string; at: string }>(entries: readonly E[]) {
  return [...new Set(entries.map(({ eventId }) => eventId))].map((eventId) => {
    const own = entries.filter((one) => one.eventId === eventId)
    return { eventId, at: own[0]?.at ?? '', entries: own }
  })
}
