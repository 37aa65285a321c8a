import { because } from '../../because.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import type { OrderState } from '../../order.ts'
import type { WebhookRule } from './rule.ts'

/** An agreement to a delay (16 CFR 435.2), line by line with the date that was agreed to. */
export const wantDelayConsented: WebhookRule = (order) =>
  byEvent(order.consents).map(({ eventId, at, entries }) => ({
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
          agreed_to: agreedTo(order, lineId, offer),
        })),
      },
    }),
  }))

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

/** Null where the offer named no date. */
const agreedTo = (order: OrderState, lineId: string, offer: string) =>
  order.said
    .find(({ messageId }) => messageId === offer)
    ?.told.offers?.find((one) => one.lineId === lineId)?.revisedOn ?? null

/** One act may be about several lines: it is one event. */
function byEvent<E extends { eventId: string; at: string }>(entries: readonly E[]) {
  return [...new Set(entries.map(({ eventId }) => eventId))].map((eventId) => {
    const own = entries.filter((one) => one.eventId === eventId)
    return { eventId, at: own[0]?.at ?? '', entries: own }
  })
}
