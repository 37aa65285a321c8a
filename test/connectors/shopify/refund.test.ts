import { describe, expect, it } from 'vitest'
import {
  anItem,
  anOrder,
  aRefund,
  deliver,
  deliverCapture,
  only,
  readFixture,
  typesOf,
} from './support.ts'

const back = (change: Record<string, unknown> = {}) => ({
  kind: 'refund',
  status: 'success',
  amount: '19.90',
  currency: 'EUR',
  ...change,
})
const lineOf = (restock_type: string | undefined, item: Record<string, unknown> = {}) => ({
  line_item_id: 11,
  quantity: 1,
  restock_type,
  line_item: anItem(item),
})
const refund = (change: Record<string, unknown>) => deliver('refunds/create', aRefund(change))

describe('a refund', () => {
  it('is the money that went back, and for what (the recorded refund)', () => {
    const lines = [
      { id: '703073504', quantity: 1 },
      { id: '466157049', quantity: 1 },
    ]
    expect(deliver('refunds/create', readFixture('resources/refund.json')).events).toEqual([
      // Restocked, in the words of older versions, and never fulfilled: it will not ship.
      {
        id: 'shopify:refund:509562969:cancelled',
        type: 'order.cancelled',
        occurred_at: '2016-06-20T17:35:06.000Z',
        data: { order_id: '450789469', lines },
      },
      {
        id: 'shopify:refund:509562969',
        type: 'order.refunded',
        occurred_at: '2016-06-20T17:35:06.000Z',
        data: {
          order_id: '450789469',
          amount: { amount: '209.00', currency: 'USD' },
          lines,
        },
      },
    ])
  })

  it.each([
    [true, null, 1],
    [true, 'fulfilled', 0],
    [false, null, 0],
  ])('of an older version, restocked %s and %s, takes %s off', (restock, fulfillment_status, n) => {
    const item = { quantity: 1, fulfillable_quantity: 1, fulfillment_status }
    const { events } = refund({ restock, refund_line_items: [lineOf(undefined, item)] })
    expect(typesOf({ events } as never)).toHaveLength(n)
  })

  it('adds up what succeeded, exactly, and nothing else', () => {
    const transactions = [
      back({ amount: '0.10' }),
      back({ amount: '0.20' }),
      back({ status: 'failure', amount: '5.00' }),
      back({ kind: 'sale', amount: '7.00' }),
      back({ amount: 'much' }),
    ]
    expect(only(refund({ transactions }).events, 'order.refunded').amount).toEqual({
      amount: '0.30',
      currency: 'EUR',
    })
  })

  it('is not told while the gateway still works on it', () => {
    expect(refund({ transactions: [back(), back({ status: 'pending' })] }).events).toEqual([])
  })

  it('of nothing is not told (the sample of refunds/create)', () => {
    expect(deliverCapture('2024-10/refunds.create.json')).toMatchObject({
      events: [],
      ignored: expect.any(String),
    })
  })

  it('inside its order is the same facts as alone', () => {
    const body = aRefund({ transactions: [back()], refund_line_items: [lineOf('cancel')] })
    const inside = deliver('orders/updated', anOrder({ refunds: [body] })).events
    const alone = deliver('refunds/create', body).events

    expect(alone).toHaveLength(2)
    expect(inside.filter(({ id }) => id.startsWith('shopify:refund'))).toEqual(alone)
  })
})

describe('goods in a refund', () => {
  it('that were cancelled are taken off the order, also for no money', () => {
    const said = refund({ refund_line_items: [lineOf('cancel')] })
    expect(said.events).toMatchObject([
      {
        id: 'shopify:refund:900:cancelled',
        type: 'order.cancelled',
        data: { order_id: '5001', lines: [{ id: '11', quantity: 1 }] },
      },
    ])
  })

  it.each([
    ['return', { fulfillment_status: null, fulfillable_quantity: 0 }, false],
    ['no_restock', { fulfillment_status: 'fulfilled', fulfillable_quantity: 0 }, false],
    ['no_restock', { fulfillment_status: null, fulfillable_quantity: 2 }, false],
    ['no_restock', { fulfillment_status: null, fulfillable_quantity: 1 }, true],
    [undefined, { fulfillment_status: null, fulfillable_quantity: undefined }, false],
  ])('with the restock type %s and %o: taken off %s', (type, item, isTakenOff) => {
    const said = refund({ transactions: [back()], refund_line_items: [lineOf(type, item)] })
    expect(typesOf(said)).toEqual(
      isTakenOff ? ['order.cancelled', 'order.refunded'] : ['order.refunded'],
    )
  })

  it('named twice are counted together', () => {
    const said = refund({ refund_line_items: [lineOf('cancel'), lineOf('cancel')] })
    expect(only(said.events, 'order.cancelled').lines).toEqual([{ id: '11', quantity: 2 }])
  })
})
