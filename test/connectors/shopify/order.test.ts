import { describe, expect, it } from 'vitest'
import {
  anItem,
  anOrder,
  aRefund,
  deliver,
  deliverCapture,
  idsOf,
  only,
  typesOf,
} from './support.ts'

const placed = (change: Record<string, unknown> = {}) =>
  only(deliver('orders/create', anOrder(change)).events, 'order.placed')

describe('an order that is new', () => {
  it('is placed with who ordered what, where it goes and what it cost', () => {
    expect(deliverCapture('2024-10/orders.create.json').events).toEqual([
      {
        id: 'shopify:order:820982911946154500:placed',
        type: 'order.placed',
        occurred_at: '2022-01-01T00:00:00.000Z',
        data: {
          order_id: '820982911946154500',
          order_number: '9999',
          placed_at: '2022-01-01T00:00:00.000Z',
          currency: 'USD',
          payment_status: 'pending',
          customer: {
            name: 'John Smith',
            email: 'jon@example.com',
            phone: '555-555-SHIP',
            locale: 'en',
          },
          shipping_address: {
            country: 'US',
            region: 'KY',
            postal_code: '40003',
            city: 'Shippington',
            name: 'Steve Shipper',
            line1: '123 Shipping Street',
          },
          lines: ['866550311766439000', '141249953214522980'].map((id) => ({
            id,
            title: 'IPod Nano - 8GB',
            sku: 'IPOD2008PINK',
            quantity: 1,
            unit_price: { amount: '199.00', currency: 'USD' },
            requires_shipping: true,
          })),
        },
      },
    ])
  })

  it('happened when it was created, unless it was imported from long before', () => {
    expect(placed().placed_at).toBe('2026-03-01T14:00:00.000Z')
    const imported = deliver('orders/create', anOrder({ processed_at: '2019-05-01T10:00:00Z' }))
    expect(imported.events[0]?.occurred_at).toBe('2019-05-01T10:00:00.000Z')
  })

  it.each([
    ['paid', 'paid'],
    ['partially_paid', 'paid'],
    ['refunded', 'paid'],
    ['authorized', 'authorized'],
    ['pending', 'pending'],
    ['voided', 'pending'],
    ['something new', undefined],
  ])('with the financial status %s is %s', (status, expected) => {
    expect(placed({ financial_status: status }).payment_status).toBe(expected)
  })

  it.each([
    [{ email: 'a@b.co', contact_email: 'c@d.co' }, 'a@b.co'],
    [{ email: '', contact_email: 'c@d.co' }, 'c@d.co'],
    [{ email: null, customer: { email: 'e@f.co' } }, 'e@f.co'],
    [{ email: `${'a'.repeat(300)}@b.co`, contact_email: 'c@d.co' }, 'c@d.co'],
    [{ email: 'not an address' }, undefined],
  ])('from %o writes to %s', (fields, expected) => {
    expect(placed(fields).customer.email).toBe(expected)
  })

  it.each([
    ['subscribed', true],
    ['unsubscribed', false],
    ['not_subscribed', undefined],
    ['pending', undefined],
  ])('with marketing texts %s has consent %s', (state, expected) => {
    const customer = { sms_marketing_consent: { state } }
    expect(placed({ customer }).customer.sms_consent).toBe(expected)
  })

  it.each([
    ['subscribed', '+1 555 000 0002', true],
    ['not_subscribed', '+1 555 000 0001', undefined],
  ])('is texted under the number that agreed to it (%s)', (state, phone, sms_consent) => {
    const customer = { phone: '+1 555 000 0002', sms_marketing_consent: { state } }
    const told = placed({ phone: '+1 555 000 0001', customer }).customer
    expect(told).toMatchObject({ phone })
    expect(told.sms_consent).toBe(sms_consent)
  })

  it('keeps what can be read when the rest is odd', () => {
    const line_items = [
      anItem({ title: null, name: 'Kettle - Blue', price: 'free', price_set: null, sku: '' }),
      anItem({ id: 12, title: 'x'.repeat(900), variant_title: 'Default Title' }),
      anItem({ id: 13, quantity: 0 }),
      anItem({ id: null }),
      'not a line',
    ]
    const shipping_address = { country_code: 'Germany', zip: '9'.repeat(99), city: 'Bonn' }
    const order = placed({ line_items, shipping_address, customer: [] })

    expect(order.shipping_address).toEqual({ city: 'Bonn' })
    expect(order.lines.map(({ id, title }) => [id, title.length])).toEqual([
      ['11', 13],
      ['12', 500],
    ])
    expect(order.lines[0]).not.toHaveProperty('unit_price')
    expect(order.lines[1]).not.toHaveProperty('variant')
  })

  it('takes a price without a set in the currency of the order', () => {
    const line_items = [anItem({ price: 19.9, price_set: undefined })]
    expect(placed({ line_items }).lines[0]?.unit_price).toEqual({ amount: '19.9', currency: 'EUR' })
  })

  it('is ignored without a line, a currency or an id', () => {
    for (const change of [{ line_items: [] }, { currency: null }, { id: null }]) {
      const said = deliver('orders/create', anOrder(change))
      expect(said.events).toEqual([])
      expect(said.ignored).toMatch(/order/)
    }
  })
})

describe('an order that changed', () => {
  it('comes to exist, and stands as it is now', () => {
    const body = anOrder({ updated_at: '2026-03-02T12:00:00Z', financial_status: 'refunded' })
    const said = deliver('orders/updated', body)

    expect(typesOf(said)).toEqual(['order.placed', 'order.updated'])
    expect(said.events.map(({ occurred_at }) => occurred_at)).toEqual([
      '2026-03-01T14:00:00.000Z',
      '2026-03-02T12:00:00.000Z',
    ])
  })

  it.each(['orders/paid', 'orders/fulfilled', 'orders/partially_fulfilled'])(
    'on the topic %s too',
    (topic) => {
      expect(typesOf(deliver(topic, anOrder()))).toEqual(['order.placed', 'order.updated'])
    },
  )

  it('is the same fact when it is delivered again, and another when its content differs', () => {
    const headers = { 'x-shopify-triggered-at': '2026-03-02T12:00:01.5Z' }
    const first = deliver('orders/updated', anOrder(), headers)

    expect(deliver('orders/updated', anOrder(), headers)).toEqual(first)
    const other = deliver('orders/updated', anOrder({ financial_status: 'pending' }), headers)
    expect(idsOf(other)[0]).toBe(idsOf(first)[0])
    expect(idsOf(other)[1]).not.toBe(idsOf(first)[1])
  })

  it('sorts two states of one second by when they were triggered', () => {
    const [early, late] = ['2026-03-02T12:00:00.9Z', '2026-03-02T12:00:00.95Z'].map((at) =>
      idsOf(deliver('orders/updated', anOrder(), { 'x-shopify-triggered-at': at })).at(1),
    )
    expect([late, early].sort()).toEqual([early, late])
  })

  it('does not state again the date that was shown at checkout', () => {
    const properties = [{ name: 'Ships by', value: '2026-04-01' }]
    const { events } = deliver('orders/updated', anOrder({ line_items: [anItem({ properties })] }))

    expect(only(events, 'order.placed').lines[0]?.backorder).toBeDefined()
    expect(only(events, 'order.updated').lines?.[0]).not.toHaveProperty('backorder')
  })
})

describe('the quantity that stands', () => {
  const refunded = (quantity: number, restock_type: string, item: Record<string, unknown> = {}) =>
    aRefund({
      refund_line_items: [{ line_item_id: 11, quantity, restock_type, line_item: anItem(item) }],
    })
  const shipped = (quantity: number) => ({
    id: 1,
    status: 'success',
    created_at: '2026-03-01T15:00:00Z',
    line_items: [{ id: 11, quantity }],
  })
  function quantityOf(item: object, parts: object = {}) {
    const body = anOrder({ line_items: [anItem({ quantity: 3, ...item })], ...parts })
    return only(deliver('orders/updated', body).events, 'order.updated').lines?.[0]?.quantity
  }

  it('is what was ordered', () => expect(quantityOf({ current_quantity: 3 })).toBe(3))
  it('is what was ordered, where an old version sends no other', () =>
    expect(quantityOf({ current_quantity: undefined })).toBe(3))
  it('falls with an edit', () => expect(quantityOf({ current_quantity: 1 })).toBe(1))
  it('is 0 for a line that was removed', () => expect(quantityOf({ current_quantity: 0 })).toBe(0))

  it('keeps what a refund took off, for that is told as a cancellation', () => {
    const refunds = [refunded(1, 'cancel')]
    const body = anOrder({ line_items: [anItem({ quantity: 3, current_quantity: 2 })], refunds })
    const { events } = deliver('orders/updated', body)

    expect(only(events, 'order.updated').lines?.[0]?.quantity).toBe(3)
    expect(only(events, 'order.cancelled').lines).toEqual([{ id: '11', quantity: 1 }])
  })

  it('keeps what shipped and came back', () => {
    const fulfillments = [shipped(2)]
    const refunds = [refunded(1, 'return')]
    expect(quantityOf({ current_quantity: 2 }, { fulfillments, refunds })).toBe(3)
  })

  it('never falls below what shipped', () => {
    expect(quantityOf({ current_quantity: 1 }, { fulfillments: [shipped(2)] })).toBe(2)
  })

  it('leaves nothing open of a line that is fulfilled', () => {
    const item = { current_quantity: 2, fulfillment_status: 'fulfilled' }
    const refunds = [refunded(1, 'no_restock', { fulfillment_status: 'fulfilled' })]
    expect(quantityOf(item, { fulfillments: [shipped(2)], refunds })).toBe(2)
  })

  it('does not count a fulfilment that was cancelled', () => {
    const fulfillments = [{ ...shipped(2), status: 'cancelled' }]
    expect(quantityOf({ current_quantity: 1 }, { fulfillments })).toBe(1)
  })
})

describe('an order that is cancelled', () => {
  const cancelled = { cancelled_at: '2026-03-02T11:00:00Z', updated_at: '2026-03-02T11:00:00Z' }

  it.each(['orders/create', 'orders/updated', 'orders/cancelled'])('is one fact on %s', (topic) => {
    const said = deliver(topic, anOrder({ ...cancelled, cancel_reason: 'inventory' }))

    expect(said.events.find(({ type }) => type === 'order.cancelled')).toEqual({
      id: 'shopify:order:5001:cancelled',
      type: 'order.cancelled',
      occurred_at: '2026-03-02T11:00:00.000Z',
      data: { order_id: '5001', reason: 'Out of stock' },
    })
  })

  it('does not tell the customer of fraud', () => {
    const { events } = deliver(
      'orders/cancelled',
      anOrder({ ...cancelled, cancel_reason: 'fraud' }),
    )
    expect(only(events, 'order.cancelled')).toEqual({ order_id: '5001' })
  })

  it('keeps its lines, so that there is something to cancel', () => {
    const line_items = [anItem({ current_quantity: 0 })]
    const { events } = deliver('orders/updated', anOrder({ ...cancelled, line_items }))
    expect(only(events, 'order.updated')).not.toHaveProperty('lines')
  })

  it.each(['orders.create', 'orders.updated', 'orders.partially_fulfilled'])(
    'is not meant by the sample of %s, which is marked so',
    (name) => {
      const said = deliverCapture(`2024-10/${name}.json`)
      expect(typesOf(said)).not.toContain('order.cancelled')
      expect(typesOf(said)).toContain('order.placed')
    },
  )

  it('is meant by the sample of orders/cancelled', () => {
    expect(idsOf(deliverCapture('2024-10/orders.cancelled.json'))).toContain(
      'shopify:order:820982911946154500:cancelled',
    )
  })

  it('is meant by a test order of a real shop', () => {
    const said = deliver('orders/updated', anOrder({ ...cancelled, test: true }))
    expect(typesOf(said)).toContain('order.cancelled')
  })
})
