import { describe, expect, it } from 'vitest'
import { describeEvent } from '../../src/console/describe-event.ts'
import { EVENT_TYPES } from '../../src/domain/event.ts'

const telling = {
  timeZone: 'America/New_York',
  now: '2026-03-04T12:00:00.000Z',
  names: new Map([
    ['1', 'Widget Pro'],
    ['2', 'Braided cable, 2 m'],
  ]),
}
const tell = (type: string, data: unknown) => describeEvent({ type, data }, telling)
const two = [
  { id: '1', quantity: 2 },
  { id: '2', quantity: 1 },
]

describe('describeEvent', () => {
  it.each<[string, object, string]>([
    [
      'order.placed',
      {
        order_number: '#1001',
        placed_at: '2026-03-04T12:00:00Z',
        currency: 'USD',
        customer: {},
        lines: [
          {
            id: '1',
            title: 'Widget Pro',
            quantity: 2,
            backorder: { quantity: 1, kind: 'standard', expected_at: '2026-03-14' },
          },
          { id: '2', title: 'Cable', quantity: 1 },
        ],
      },
      'Order placed: 2 lines, on backorder 1 × Widget Pro, expected Sat, Mar 14',
    ],
    [
      'order.placed',
      {
        order_number: '#1001',
        placed_at: '2026-03-04T12:00:00Z',
        currency: 'USD',
        customer: {},
        lines: [{ id: '2', title: 'Cable', quantity: 1 }],
      },
      'Order placed: 1 line, all in stock',
    ],
    [
      'order.updated',
      { shipping_address: { city: 'Portland' }, priority: 1 },
      'Order updated: shipping address, priority',
    ],
    [
      'backorder.created',
      { lines: [{ id: '1', quantity: 2, kind: 'indefinite', expected_at: null }] },
      'On backorder 2 × Widget Pro, no date',
    ],
    [
      'backorder.eta_changed',
      { lines: [{ id: '1', expected_at: '2026-03-14' }], reason: 'supplier late' },
      'Backorder date of Widget Pro moved to Sat, Mar 14: supplier late',
    ],
    [
      'backorder.eta_changed',
      { lines: [{ id: '1', expected_at: null }] },
      'Backorder date of Widget Pro withdrawn',
    ],
    ['inventory.level', { order_id: undefined, sku: 'W-1', available: -3 }, 'Stock of W-1 is -3'],
    [
      'supply.expected',
      { supply_id: 's', sku: 'W-1', quantity: 40, expected_at: '2026-03-14', supplier: 'Acme' },
      'Supply of 40 × W-1 from Acme expected Sat, Mar 14',
    ],
    [
      'supply.received',
      { sku: 'W-1', quantity: 40, received_at: '2026-03-14T09:00:00Z' },
      'Supply of 40 × W-1 received',
    ],
    ['supply.cancelled', { supply_id: 'po-7' }, 'Supply po-7 cancelled'],
    [
      'backorder.allocated',
      { lines: two },
      'Stock is in and being prepared: 2 × Widget Pro, 1 × Braided cable, 2 m',
    ],
    [
      'backorder.unfulfillable',
      { lines: [{ id: '1', quantity: 2 }], reason: 'no longer made' },
      'Cannot be had any more: 2 × Widget Pro: no longer made',
    ],
    [
      'substitute.offered',
      { line_id: '1', options: [{ sku: 'W-2', title: 'Widget Max' }] },
      'Substitute offered for Widget Pro: Widget Max',
    ],
    [
      'shipment.created',
      { shipment_id: 's1', carrier: 'UPS', tracking_number: '1Z', shipped_at: null, lines: two },
      'Package s1 has a label, not yet with the carrier (UPS 1Z): 2 × Widget Pro, 1 × Braided cable, 2 m',
    ],
    [
      'shipment.updated',
      {
        shipment_id: 's1',
        status: 'out_for_delivery',
        checkpoint: { at: '2026-03-04T12:00:00Z', message: 'On the van', city: 'Portland' },
      },
      'Package s1 out for delivery: On the van (Portland)',
    ],
    ['shipment.voided', { shipment_id: 's1' }, 'Package s1 voided'],
    ['order.cancelled', { reason: 'customer asked' }, 'Whole order cancelled: customer asked'],
    [
      'order.cancelled',
      { lines: [{ id: '1', quantity: 1 }], reason: null },
      'Cancelled: 1 × Widget Pro',
    ],
    ['order.refunded', { amount: { amount: '19.90', currency: 'USD' } }, 'Refunded 19.90 USD'],
    [
      'cancellation.made',
      { by: 'shopper', lines: [{ id: '1', quantity: 1 }], reason: 'ordered twice' },
      'Cancelled by shopper: 1 × Widget Pro (“ordered twice”)',
    ],
    [
      'cancellation.requested',
      { by: 'shopper', lines: [], reason: null },
      'Cancellation asked by shopper',
    ],
    [
      'cancellation.answered',
      { answer: 'decline', reason: 'already packed' },
      'Cancellation declined: already packed',
    ],
    [
      'message.sent',
      { kind: 'backorder_update', channel: 'email' },
      'Backorder update handed over by email',
    ],
    [
      'delay.consented',
      { by: 'shopper', lines: [{ id: '1', offer: 'msg_1' }] },
      'Delay agreed to by shopper: Widget Pro',
    ],
    [
      'delay.expired',
      { lines: [{ id: '1', quantity: 2, total: 2 }], deadlines: { 1: '2026-04-15' } },
      'Cancelled, for nobody agreed to the delay by 2026-04-15: 2 × Widget Pro',
    ],
    ['split.chosen', { by: 'shopper', split: 'hold' }, 'Shipping chosen by shopper: all together'],
    [
      'substitute.chosen',
      { by: 'shopper', offer: 'evt_1', line_id: '1', sku: 'MINI' },
      'Substitute taken by shopper: MINI for Widget Pro',
    ],
    ['inquiry.closed', { inquiry_id: 'inq_1' }, 'Question closed without an answer'],
    ['inquiry.reopened', { inquiry_id: 'inq_1' }, 'Question opened again'],
    ['wait.kept', { by: 'shopper', lines: ['1', '9'] }, 'Wait kept by shopper: Widget Pro, 9'],
    [
      'waitlist.joined',
      { by: 'shopper', lines: [{ id: '1', sku: 'WP' }] },
      'Waiting list joined by shopper: Widget Pro',
    ],
    ['waitlist.available', { skus: ['WP'] }, 'To be had again: WP'],
    [
      'queue.dated',
      {
        lines: [
          { id: '1', expected_at: '2026-03-20', supply_id: 'PO1', place_in_queue: 3 },
          { id: '2', expected_at: null, supply_id: null, place_in_queue: 9 },
        ],
      },
      'Dated by the queue: Widget Pro by supply PO1, expected 2026-03-20, unit 3 of the queue; Braided cable, 2 m has no date',
    ],
    [
      'queue.allocated',
      { lines: [{ id: '1', quantity: 2, total: 2, supply_id: 'PO1' }] },
      'Stock given out by the queue: 2 × Widget Pro',
    ],
  ])('%s is told in words', (type, data, words) => {
    expect(tell(type, { order_id: 'ord_1', ...data })).toBe(words)
  })

  it('names a few lines of many and counts the rest', () => {
    const lines = Array.from({ length: 40 }, (_, at) => ({ id: `l${at}`, quantity: 1 }))
    expect(tell('backorder.allocated', { order_id: 'ord_1', lines })).toMatch(
      /: 1 × l0, 1 × l1, 1 × l2, 1 × l3, and 36 more$/,
    )
  })

  it('tells what does not read as its type by the type alone', () => {
    for (const type of EVENT_TYPES) {
      expect(tell(type, { redacted: true })).toMatch(/^[A-Z][a-z ]+$/)
    }
    expect(tell('constructor', null)).toBe('Constructor')
    expect(tell('cancellation.made', 'nothing')).toBe('Cancellation made')
  })
})
