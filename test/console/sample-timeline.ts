import type { MessageKind } from '../../src/domain/message.ts'
import type { TimelineEntry } from '../../src/operations/console-types.ts'
import { play } from '../domain/story-driver.ts'
import { anEvent } from '../support/events.ts'

const NOW = '2026-03-14T14:32:00.000Z'
const SLIPPED_AT = '2026-03-11T18:05:00.000Z'

type Event = Extract<TimelineEntry, { sort: 'event' }>
const events: readonly Event[] = [
  {
    sort: 'event',
    at: '2026-03-04T14:30:00.000Z',
    type: 'order.placed',
    source: 'shopify',
    id: 'evt_1',
    data: {
      order_id: 'ord/1001',
      order_number: '#1001',
      placed_at: '2026-03-04T14:30:00Z',
      currency: 'USD',
      customer: {
        name: 'Maya Chen',
        email: 'maya@example.test',
        phone: '+15005550006',
        sms_consent: true,
      },
      lines: [
        {
          id: '1',
          title: 'Widget Pro',
          quantity: 2,
          backorder: { quantity: 2, kind: 'standard', expected_at: '2026-03-12' },
        },
        { id: '2', title: 'Braided cable', quantity: 3 },
      ],
    },
  },
  {
    sort: 'event',
    at: '2026-03-06T20:10:00.000Z',
    type: 'shipment.created',
    source: 'shopify',
    id: 'evt_3',
    data: {
      order_id: 'ord/1001',
      shipment_id: 'shp_1',
      carrier: 'UPS',
      tracking_number: '1Z999AA10123456784',
      shipped_at: '2026-03-06T20:10:00Z',
      lines: [{ id: '2', quantity: 2 }],
    },
  },
  {
    sort: 'event',
    at: SLIPPED_AT,
    type: 'backorder.eta_changed',
    source: 'api',
    id: 'evt_4',
    data: {
      order_id: 'ord/1001',
      lines: [{ id: '1', expected_at: '2026-03-21' }],
      reason: 'supplier late',
    },
  },
]

/** The messages of an order to whom that happened, and who takes texts. */
const storedAt = (until: string) =>
  play(
    events
      .filter(({ at }) => at < until)
      .map(({ type, at, data, id }) => anEvent(type as 'order.placed', at, data as never, { id })),
    until,
  ).stored

/** Why the house planned a message for then, or has withdrawn it since, in its own words. */
export function whyOf(
  kind: MessageKind,
  dueAt: string,
  { channel = 'email', until = NOW }: { channel?: 'email' | 'sms'; until?: string } = {},
): string {
  const row = storedAt(until).find(
    (one) => one.kind === kind && one.dueAt === dueAt && one.channel === channel,
  )
  if (!row) throw new Error(`no rule wants ${kind} at ${dueAt}`)
  return row.why
}

const mail = { sort: 'message', channel: 'email', to: 'maya@example.test' } as const

export const timeline: TimelineEntry[] = [
  ...events.slice(0, 1),
  {
    ...mail,
    at: '2026-03-04T14:30:02.000Z',
    messageId: 'msg_1',
    kind: 'backorder_confirmed',
    status: 'delivered',
    dueAt: '2026-03-04T14:30:00.000Z',
    sentAt: '2026-03-04T14:30:02.000Z',
    subject: 'Order #1001 confirmed: Widget Pro ships by Mon, Mar 16',
    why: whyOf('backorder_confirmed', '2026-03-04T14:30:00.000Z'),
    withdrawnWhy: null,
  },
  {
    sort: 'receipt',
    at: '2026-03-04T14:30:09.000Z',
    messageId: 'msg_1',
    kind: 'delivered',
    detail: '250 OK',
  },
  {
    ...mail,
    at: '2026-03-06T14:30:00.000Z',
    messageId: 'msg_2',
    kind: 'backorder_checkin',
    status: 'sent',
    dueAt: '2026-03-06T14:30:00.000Z',
    sentAt: '2026-03-06T14:31:10.000Z',
    subject: 'Order #1001: still set to ship by Mon, Mar 16',
    why: whyOf('backorder_checkin', '2026-03-06T14:30:00.000Z'),
    withdrawnWhy: null,
  },
  ...events.slice(1, 2),
  ...events.slice(2, 3),
  {
    ...mail,
    at: '2026-03-11T18:15:00.000Z',
    messageId: 'msg_3',
    kind: 'eta_slipped',
    status: 'bounced',
    dueAt: '2026-03-11T18:15:00.000Z',
    sentAt: '2026-03-11T18:15:01.000Z',
    subject: 'New date for your Widget Pro: Wed, Mar 25',
    why: whyOf('eta_slipped', '2026-03-11T18:15:00.000Z'),
    withdrawnWhy: null,
  },
  {
    ...mail,
    channel: 'sms',
    to: '+15005550006',
    at: '2026-03-11T18:16:00.000Z',
    messageId: 'msg_4',
    kind: 'eta_slipped',
    status: 'delivered',
    dueAt: '2026-03-11T18:15:00.000Z',
    sentAt: '2026-03-11T18:16:00.000Z',
    subject: null,
    why: whyOf('eta_slipped', '2026-03-11T18:15:00.000Z', { channel: 'sms' }),
    withdrawnWhy: null,
  },
  {
    sort: 'act',
    at: '2026-03-12T08:55:00.000Z',
    actor: 'shopper',
    action: 'cancelled',
    detail: '1 × Braided cable: ordered twice',
  },
  {
    ...mail,
    at: '2026-03-13T14:00:00.000Z',
    messageId: 'msg_5',
    kind: 'backorder_update',
    status: 'withdrawn',
    dueAt: '2026-03-13T14:00:00.000Z',
    sentAt: null,
    subject: null,
    why: whyOf('backorder_update', '2026-03-13T14:00:00.000Z', { until: SLIPPED_AT }),
    withdrawnWhy: whyOf('backorder_update', '2026-03-13T14:00:00.000Z'),
  },
  {
    ...mail,
    at: '2026-03-18T14:00:00.000Z',
    messageId: 'msg_6',
    kind: 'backorder_update',
    status: 'planned',
    dueAt: '2026-03-18T14:00:00.000Z',
    sentAt: null,
    subject: null,
    why: whyOf('backorder_update', '2026-03-18T14:00:00.000Z'),
    withdrawnWhy: null,
  },
  {
    ...mail,
    at: '2026-03-26T13:00:00.000Z',
    messageId: 'msg_7',
    kind: 'promise_missed',
    status: 'planned',
    dueAt: '2026-03-26T13:00:00.000Z',
    sentAt: null,
    subject: null,
    why: whyOf('promise_missed', '2026-03-26T13:00:00.000Z'),
    withdrawnWhy: null,
  },
]
