import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Translation } from '../../../src/connectors/connector.ts'
import { foldOrder } from '../../../src/domain/apply-event.ts'
import { orderStatus } from '../../../src/domain/order.ts'
import { runs } from '../../support/runs.ts'
import { aFulfillment, anItem, anOrder, aRefund, deliver } from './support.ts'

const rules = {
  timeZone: 'America/New_York',
  country: 'US',
  buffer: { min_days: 3, share: 0.4, max_days: 14, earlier_by_days: 2 },
  handlingDays: 2,
}

/** As the service does it: of two events of one id the first that came is kept. */
function view(deliveries: readonly Translation[]) {
  const events = new Map<string, Translation['events'][number]>()
  for (const event of deliveries.flatMap((one) => one.events)) {
    if (!events.has(event.id)) events.set(event.id, event)
  }
  const receivedAt = '2026-03-06T00:00:00.000Z'
  const order = foldOrder(
    '5001',
    [...events.values()].map((e) => ({ ...e, receivedAt })),
    rules,
  )
  return {
    status: orderStatus(order),
    pending: order.pending,
    paymentStatus: order.paymentStatus,
    refunds: order.refunds.map(({ amount }) => amount),
    lines: order.lines.map(({ id, quantity, shipped, cancelled, backorder }) => ({
      id,
      quantity,
      shipped,
      cancelled,
      expectedAt: backorder?.expectedAt ?? null,
    })),
    shipments: order.shipments.map(
      ({ shipmentId, status, trackingNumber, shippedAt, voided, checkpoints }) => ({
        shipmentId,
        status,
        trackingNumber,
        shippedAt,
        voided,
        checkpoints: checkpoints.map(({ message }) => message),
      }),
    ),
  }
}

const everyOrder = (deliveries: readonly Translation[], expected: ReturnType<typeof view>) =>
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...deliveries, ...deliveries], { minLength: 2 * deliveries.length }),
      (arrived) => {
        expect(view(arrived)).toEqual(expected)
      },
    ),
    runs(150),
  )

describe('the webhooks of one order, twice each and in any sequence', () => {
  it('end in one state: two of three delivered, one refunded and taken off', () => {
    const properties = [{ name: 'Ships by', value: '2026-03-04' }]
    const item = (change: object) =>
      anItem({ quantity: 3, current_quantity: 3, properties, ...change })
    const refund = aRefund({
      refund_line_items: [{ line_item_id: 11, quantity: 1, restock_type: 'cancel' }],
      transactions: [{ kind: 'refund', status: 'success', amount: '19.90', currency: 'EUR' }],
    })
    const label = aFulfillment({
      status: 'pending',
      tracking_number: null,
      tracking_numbers: [],
      tracking_urls: [],
    })
    const scan = (id: number, status: string, happened_at: string) =>
      deliver('fulfillment_events/create', {
        id,
        order_id: 5001,
        fulfillment_id: 700,
        status,
        happened_at,
      })

    everyOrder(
      [
        deliver('orders/create', anOrder({ financial_status: 'pending', line_items: [item({})] })),
        deliver(
          'orders/paid',
          anOrder({ updated_at: '2026-03-01T14:05:00Z', line_items: [item({})] }),
        ),
        deliver('refunds/create', refund),
        deliver(
          'orders/updated',
          anOrder({
            updated_at: '2026-03-02T10:00:00Z',
            financial_status: 'partially_refunded',
            line_items: [item({ current_quantity: 2 })],
            refunds: [refund],
          }),
        ),
        deliver('fulfillments/create', label),
        deliver('fulfillments/update', aFulfillment()),
        scan(1, 'in_transit', '2026-03-04T08:00:00Z'),
        scan(2, 'delivered', '2026-03-05T08:00:00Z'),
        deliver(
          'orders/fulfilled',
          anOrder({
            updated_at: '2026-03-03T10:00:01Z',
            financial_status: 'partially_refunded',
            line_items: [item({ current_quantity: 2, fulfillment_status: 'fulfilled' })],
            fulfillments: [aFulfillment()],
            refunds: [refund],
          }),
        ),
      ],
      {
        status: 'delivered',
        pending: [],
        paymentStatus: 'paid',
        refunds: [{ amount: '19.90', currency: 'EUR' }],
        lines: [{ id: '11', quantity: 3, shipped: 2, cancelled: 1, expectedAt: '2026-03-04' }],
        shipments: [
          {
            shipmentId: '700',
            status: 'delivered',
            trackingNumber: '1Z1',
            shippedAt: '2026-03-03T10:00:00.000Z',
            voided: false,
            checkpoints: ['In transit', 'Delivered'],
          },
        ],
      },
    )
  })

  it('end in one state: a shipment voided, and the whole order cancelled', () => {
    const label = { shipment_status: 'label_purchased' }
    const voided = aFulfillment({
      ...label,
      status: 'cancelled',
      updated_at: '2026-03-03T11:00:00Z',
    })
    const cancelled = {
      cancelled_at: '2026-03-03T12:00:00Z',
      updated_at: '2026-03-03T12:00:00Z',
      line_items: [anItem({ current_quantity: 0, fulfillable_quantity: 0 })],
      fulfillments: [voided],
    }
    everyOrder(
      [
        deliver('orders/create', anOrder()),
        deliver('fulfillments/create', aFulfillment(label)),
        deliver('fulfillments/update', voided),
        deliver('orders/cancelled', anOrder(cancelled)),
        deliver('orders/updated', anOrder(cancelled)),
      ],
      {
        status: 'cancelled',
        pending: [],
        paymentStatus: 'paid',
        refunds: [],
        lines: [{ id: '11', quantity: 2, shipped: 0, cancelled: 2, expectedAt: null }],
        shipments: [
          {
            shipmentId: '700',
            status: 'pre_transit',
            trackingNumber: '1Z1',
            shippedAt: null,
            voided: true,
            checkpoints: [],
          },
        ],
      },
    )
  })
})
