import type { MessageKind } from '../../src/domain/message.ts'
import type { Instant } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { live } from '../domain/life-driver.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { anEvent, ownEvent, PLACED_AT } from '../support/events.ts'
import { inputOf, merchantOf, readBy } from './scenes.ts'

export const MAILED = { name: 'Jon Snow', email: 'jon.snow@example.com' }
export const TEXTED = { phone: '+12125550123', sms_consent: true }
export const LANGUAGES = ['en', 'es', 'fr', 'de'] as const
/** "1 of 3", as each language says it. */
export const OF = { en: 'of', es: 'de', fr: 'sur', de: 'von' } as const

/** A word as it is read: of a mail all but its HTML, of a text its body. */
export type Word = { at: Instant; kind: MessageKind; channel: 'email' | 'sms'; words: string }

/** All that an order's reader reads in a life of it, in one language. */
export function wordsIn(
  locale: string,
  events: readonly Recorded[],
  { until, policy = {} }: { until: Instant; policy?: Partial<Policy> },
): Word[] {
  const rules: Policy = { ...defaultPolicy(), delay_options: 'notify', ...policy }
  const { spoken } = live({
    events: [...events],
    until,
    merchantZone: 'America/New_York',
    policies: [{ from: PLACED_AT, policy: rules }],
    outages: [],
    refused: [],
  })
  return spoken.map(({ at, kind, channel, wanted: { facts }, order }) => {
    const merchant = merchantOf({ policy: rules })
    const changes = { facts, now: at, merchant } as Partial<MessageInput>
    const input = readBy(inputOf(kind, order, changes), locale)
    if (channel === 'sms') return { at, kind, channel, words: drawText(input).body }
    const { subject, preheader, text } = drawMail(input)
    return { at, kind, channel, words: [subject, preheader, text].join('\n') }
  })
}

/** So many hours after the order, which is placed at ten in the morning in New York. */
export const hourOf = (hours: number): Instant =>
  new Date(Date.parse(PLACED_AT) + hours * 3_600_000).toISOString()

export const ships = (hours: number, shipmentId: string, quantity = 1, id = 'L1') =>
  anEvent('shipment.created', hourOf(hours), {
    shipment_id: shipmentId,
    shipped_at: hourOf(hours),
    carrier: 'UPS',
    tracking_number: `1Z${shipmentId}`,
    lines: [{ id, quantity }],
  })
export const scans = (hours: number, shipmentId: string, status: 'delivered' | 'exception') =>
  anEvent('shipment.updated', hourOf(hours), { shipment_id: shipmentId, status })
export const cancels = (hours: number, quantity = 1, id = 'L1') =>
  anEvent('order.cancelled', hourOf(hours), { lines: [{ id, quantity }] })
export const comes = (hours: number, quantity = 1, id = 'L1') =>
  anEvent('backorder.allocated', hourOf(hours), { lines: [{ id, quantity }] })
export const moves = (hours: number, expected_at: string | null, id = 'L1') =>
  anEvent('backorder.eta_changed', hourOf(hours), { lines: [{ id, expected_at }] })
export const orders = (hours: number, quantity: number, id = 'L1') =>
  anEvent('order.updated', hourOf(hours), { lines: [{ id, quantity }] } as never)
/** By the shopper: so many in all. */
export const wishes = (hours: number, total: number) =>
  ownEvent('cancellation.made', hourOf(hours), {
    by: 'shopper',
    reason: null,
    lines: [{ id: 'L1', quantity: total, total }],
  })
