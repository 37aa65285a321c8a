import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/domain/error.ts'
import { EVENT_TYPES, parseEvent } from '../../src/domain/event.ts'

const order = {
  id: 'evt_1',
  type: 'order.placed',
  occurred_at: '2026-03-02T10:00:00-05:00',
  data: {
    order_id: 'o1',
    order_number: '1001',
    placed_at: '2026-03-02T15:00:00Z',
    currency: 'USD',
    customer: {},
    lines: [{ id: 'L1', title: 'Widget', quantity: 1 }],
  },
}
const faults = (input: unknown) => {
  try {
    parseEvent(input)
  } catch (error) {
    if (error instanceof DomainError) return error.faults.map(({ pointer }) => pointer)
    throw error
  }
  return []
}
const withData = (data: Record<string, unknown>, type = 'order.placed') => ({
  ...order,
  type,
  data: { ...order.data, ...data },
})
const line = (over: Record<string, unknown>) =>
  withData({ lines: [{ ...order.data.lines[0], ...over }] })

describe('parseEvent', () => {
  it('reads an event, and keeps the fields it does not know', () => {
    expect(parseEvent({ ...withData({ channel: 'web' }), source: 'erp' })).toMatchObject({
      id: 'evt_1',
      source: 'erp',
      data: { channel: 'web', order_id: 'o1' },
    })
  })

  it('refuses substitutes of one SKU, and prices with more digits than their money has', () => {
    const offered = (...options: Record<string, unknown>[]) =>
      faults({
        ...order,
        type: 'substitute.offered',
        data: {
          order_id: 'o1',
          line_id: 'L1',
          options: options.map((option) => ({ title: 'Lamp', ...option })),
        },
      })
    const price = (amount: string, currency = 'USD') => ({ price_difference: { amount, currency } })
    const at = '/data/options/0/price_difference/amount'

    expect(offered({ sku: 'P' }, { sku: 'Q' })).toEqual([])
    expect(offered({ sku: 'P' }, { sku: 'Q' }, { sku: 'P' })).toEqual(['/data/options/2/sku'])
    expect(offered({ sku: 'P', ...price('-4.50') })).toEqual([])
    expect(offered({ sku: 'P', ...price('1000.005') })).toEqual([at])
    expect(offered({ sku: 'P', ...price('1000.500000') })).toEqual([])
    expect(offered({ sku: 'P', ...price('100.5', 'JPY') })).toEqual([at])
    expect(offered({ sku: 'P', ...price('1.005', 'KWD') })).toEqual([])
  })

  it('refuses a refund of less than nothing, or of more digits than its currency has', () => {
    const refunded = (amount: string, currency = 'USD') =>
      faults({
        ...order,
        type: 'order.refunded',
        data: { order_id: 'o1', amount: { amount, currency } },
      })
    const at = '/data/amount/amount'

    expect(refunded('3.00')).toEqual([])
    expect(refunded('1000.00', 'JPY')).toEqual([])
    expect(refunded('-3.00')).toEqual([at])
    expect(refunded('3.005')).toEqual([at])
    expect(refunded('100.5', 'JPY')).toEqual([at])
  })

  it('names every fault, and each by its place', () => {
    const wrong = withData({
      currency: 'dollars',
      lines: [
        { id: '', title: 'Widget', quantity: 0 },
        { id: 'L2', title: 'Other', quantity: 1.5 },
      ],
    })

    expect(faults({ ...wrong, occurred_at: 'yesterday' })).toEqual([
      '/occurred_at',
      '/data/currency',
      '/data/lines/0/id',
      '/data/lines/0/quantity',
      '/data/lines/1/quantity',
    ])
  })

  it.each([
    ['an unknown type', { ...order, type: 'order.lost' }, ['/type']],
    ['one of our own', { ...order, type: 'message.sent' }, ['/type']],
    ['no object', 'order.placed', ['']],
    [
      'a time without an offset',
      { ...order, occurred_at: '2026-03-02T10:00:00' },
      ['/occurred_at'],
    ],
    ['no lines', withData({ lines: [] }), ['/data/lines']],
    [
      'a line twice',
      withData({ lines: [order.data.lines[0], order.data.lines[0]] }),
      ['/data/lines'],
    ],
    ['an id of 256 characters', { ...order, id: 'x'.repeat(256) }, ['/id']],
    ['an order that no URL can name', withData({ order_id: '..' }), ['/data/order_id']],
    ['the same of one dot', withData({ order_id: '.' }), ['/data/order_id']],
    ['an order of half a character', withData({ order_id: 'a\ud800' }), ['/data/order_id']],
    ['an article of half a character', line({ sku: 'a\ud800' }), ['/data/lines/0/sku']],
    [
      'a price in binary',
      line({ unit_price: { amount: 19.9, currency: 'USD' } }),
      ['/data/lines/0/unit_price/amount'],
    ],
    [
      'a price in another currency than the order',
      line({ unit_price: { amount: '19.90', currency: 'EUR' } }),
      ['/data/lines/0/unit_price/currency'],
    ],
    [
      'the same in a change of the order',
      withData(
        { lines: [{ id: 'L1', unit_price: { amount: '19.90', currency: 'EUR' } }] },
        'order.updated',
      ),
      ['/data/lines/0/unit_price/currency'],
    ],
    [
      'a picture that is a script',
      line({ image_url: 'javascript:alert(1)' }),
      ['/data/lines/0/image_url'],
    ],
    [
      'a zone that is none',
      withData({ customer: { time_zone: 'Mars/Olympus' } }),
      ['/data/customer/time_zone'],
    ],
    [
      'a backorder without a date field',
      line({ backorder: { quantity: 1, kind: 'standard' } }),
      ['/data/lines/0/backorder/expected_at'],
    ],
    [
      'a shipment update of nothing',
      { ...order, type: 'shipment.updated', data: { status: 'delivered' } },
      ['/data/shipment_id'],
    ],
  ])('refuses %s', (_, input, pointers) => {
    expect(faults(input)).toEqual(pointers)
  })

  it('takes the price of a line where the event does not say what the order is in', () => {
    const lines = [{ id: 'L1', unit_price: { amount: '19.90', currency: 'EUR' } }]
    expect(faults({ ...order, type: 'order.updated', data: { order_id: 'o1', lines } })).toEqual([])
  })

  it.each([
    ['a date', '2026-03-12'],
    ['an instant', '2026-03-12T09:00:00+01:00'],
    ['none', null],
  ])('takes %s as expected_at', (_, expected_at) => {
    expect(faults(line({ backorder: { quantity: 1, kind: 'standard', expected_at } }))).toEqual([])
  })

  it.each(['1999-12-31', '2101-01-01', '9999-12-31', '0001-01-01T00:00:00Z'])(
    'refuses %s as expected_at: nobody plans by it',
    (expected_at) => {
      const backordered = line({ backorder: { quantity: 1, kind: 'standard', expected_at } })
      expect(faults(backordered)).toEqual(['/data/lines/0/backorder/expected_at'])
    },
  )

  it('takes a removal of a line in an update, and not in an order', () => {
    expect(faults(withData({ lines: [{ id: 'L1', quantity: 0 }] }, 'order.updated'))).toEqual([])
    expect(faults(line({ quantity: 0 }))).toEqual(['/data/lines/0/quantity'])
  })

  it('knows the types in the order of the contract', () => {
    expect(EVENT_TYPES).toEqual([
      'order.placed',
      'order.updated',
      'backorder.created',
      'backorder.eta_changed',
      'inventory.level',
      'supply.expected',
      'supply.received',
      'supply.cancelled',
      'backorder.allocated',
      'backorder.unfulfillable',
      'substitute.offered',
      'shipment.created',
      'shipment.updated',
      'shipment.voided',
      'order.cancelled',
      'order.refunded',
    ])
  })
})
