import { foldOrder } from '../domain/apply-event.ts'
import { type MerchantEvent, parseEvent } from '../domain/event.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import type { Recorded } from '../domain/own-event.ts'
import type { SampleState } from './brand-console-types.ts'
import { promiseRules } from './settle-order.ts'

const ID = 'sample'

/** Folded from events like any order, so that it can be in no state that a real one is never in. */
export function sampleOrder(merchant: Merchant, state: SampleState, now: Instant): OrderState {
  const events = eventsOf(state, now).map(
    ({ type, hoursAgo, data }, at): Recorded<MerchantEvent> => {
      const occurred_at = addHours(now, -hoursAgo)
      const event = { id: `${ID}-${at}`, type, occurred_at, data: { order_id: ID, ...data } }
      return { ...parseEvent(event), receivedAt: occurred_at }
    },
  )
  return foldOrder(ID, events, promiseRules(merchant))
}

type Draft = { type: MerchantEvent['type']; hoursAgo: number; data: Record<string, unknown> }

function eventsOf(state: SampleState, now: Instant): Draft[] {
  const all = state === 'shipped' || state === 'delivered'
  const lines = [{ id: '1', quantity: 1 }, ...(all ? [{ id: '2', quantity: 1 }] : [])]
  const shipment = {
    shipment_id: 'sample-1',
    carrier: 'UPS',
    tracking_number: '1Z999AA10123456784',
  }
  const shipped: Draft = {
    type: 'shipment.created',
    hoursAgo: 30,
    data: { ...shipment, shipped_at: addHours(now, -30), lines },
  }
  const scanned = (status: string, message: string, hoursAgo: number): Draft => ({
    type: 'shipment.updated',
    hoursAgo,
    data: { ...shipment, status, checkpoint: { at: addHours(now, -hoursAgo), message } },
  })
  const placed: Draft = { type: 'order.placed', hoursAgo: 72, data: orderData(now, !all) }
  switch (state) {
    case 'open':
      return [placed]
    case 'partially_shipped':
    case 'shipped':
      return [placed, shipped, scanned('in_transit', 'Departed facility', 20)]
    case 'delivered':
      return [placed, shipped, scanned('delivered', 'Left at the front door', 3)]
    case 'cancelled':
      return [placed, { type: 'order.cancelled', hoursAgo: 10, data: {} }]
  }
}

const orderData = (now: Instant, waits: boolean) => ({
  order_number: '1001',
  placed_at: addHours(now, -72),
  currency: 'USD',
  customer: { name: 'Ada Park', email: 'ada@example.com' },
  shipping_address: { country: 'US' },
  lines: [
    { id: '1', title: 'Camp kettle', quantity: 1 },
    {
      id: '2',
      title: 'Enamel mug',
      variant: 'Moss green',
      quantity: 1,
      ...(waits && {
        backorder: {
          quantity: 1,
          kind: 'standard',
          expected_at: addHours(now, 24 * 9).slice(0, 10),
        },
      }),
    },
  ],
})
