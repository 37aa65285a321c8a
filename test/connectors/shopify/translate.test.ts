import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeEvent } from '../../../src/connectors/shopify/make-event.ts'
import { parseExact } from '../../../src/connectors/shopify/read.ts'
import { parseEvent } from '../../../src/domain/event.ts'
import { runs } from '../../support/runs.ts'
import {
  aFulfillment,
  anItem,
  anOrder,
  aRefund,
  deliver,
  deliverCapture,
  idsOf,
  only,
  readFixture,
} from './support.ts'

const TOPICS = [
  'orders/create',
  'orders/updated',
  'orders/cancelled',
  'fulfillments/create',
  'fulfillments/update',
  'fulfillment_events/create',
  'refunds/create',
  'inventory_levels/update',
  'products/update',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
]
const captures = ['2023-01', '2024-10'].flatMap((folder) =>
  readdirSync(new URL(`../../fixtures/shopify/${folder}/`, import.meta.url)).map(
    (name) => `${folder}/${name}`,
  ),
)

describe('every capture', () => {
  it('is among the tests', () => expect(captures).toHaveLength(23))

  it.each(captures)('%s gives valid events, and the same when it comes again', (path) => {
    const said = deliverCapture(path)
    for (const event of said.events) expect(parseEvent(event)).toEqual(event)
    expect(deliverCapture(path)).toEqual(said)
  })

  it.each([
    'app.uninstalled',
    'customers.update',
    'customers_email_marketing_consent.update',
    'fulfillment_orders.cancelled',
    'fulfillment_orders.placed_on_hold',
    'fulfillment_orders.split',
    'inventory_levels.disconnect',
    'orders.delete',
    'orders.edited',
    'returns.request',
    'shop.update',
    'variants.in_stock',
  ])('%s is not acted on, and says so', (name) => {
    expect(deliverCapture(`2024-10/${name}.json`)).toMatchObject({
      events: [],
      levels: [],
      items: [],
      privacy: null,
      ignored: 'the topic is not one we act on',
    })
  })
})

describe('ids', () => {
  it('above 2^53 are not rounded (the raw body of 2017)', () => {
    const { events } = deliver('orders/create', readFixture('raw/orders-create-2017.raw.json'))
    const placed = only(events, 'order.placed')
    expect(placed.order_id).toBe('820982911946154508')
    expect(placed.lines.map(({ id, title }) => [id, title])).toEqual([
      ['866550311766439020', 'Real Madrid Dad Hat'],
      ['141249953214522974', 'Sporting Clube de Portugal Trucker Hat'],
    ])
  })

  it('of a delivery tell apart two topics and two orders of one act', () => {
    const headers = { 'x-shopify-event-id': 'act-1', 'x-shopify-webhook-id': 'delivery-1' }
    const deliveries = [
      deliver('orders/updated', anOrder(), headers),
      deliver('orders/paid', anOrder(), headers),
      deliver('orders/updated', anOrder({ id: 5002 }), headers),
    ]
    expect(new Set(deliveries.map(({ deliveryId }) => deliveryId)).size).toBe(3)
    const again = deliver('orders/updated', anOrder(), headers)
    expect(again.deliveryId).toBe(deliveries[0]?.deliveryId)
  })

  it('of events do not depend on the delivery', () => {
    const body = anOrder({ fulfillments: [aFulfillment()], refunds: [aRefund()] })
    const first = deliver('orders/updated', body, { 'x-shopify-webhook-id': 'a' })
    const second = deliver('orders/updated', body, { 'x-shopify-webhook-id': 'b' })
    expect(idsOf(second)).toEqual(idsOf(first))
  })
})

describe('parseExact', () => {
  it('keeps a number as text where JavaScript would change it', () => {
    expect(parseExact('{"a":9007199254740993,"b":19.90,"c":7,"d":[1e400]}')).toEqual({
      a: '9007199254740993',
      b: '19.90',
      c: 7,
      d: ['1e400'],
    })
  })
})

describe('makeEvent', () => {
  it('drops what may be missing, and the line that cannot do without', () => {
    const good = { id: '1', title: 'Kettle', quantity: 1 }
    const [event] = makeEvent('order.placed', {
      id: 'x',
      at: '2026-03-01T10:00:00.000Z',
      data: {
        order_id: '1',
        order_number: '1',
        placed_at: '2026-03-01T10:00:00.000Z',
        currency: 'EUR',
        customer: { email: 'e'.repeat(300), time_zone: 'Mars/Base' },
        lines: [
          { ...good, unit_price: { amount: 'free', currency: 'EUR' } },
          { ...good, id: '2', quantity: 9_999_999 },
        ],
      },
    })
    expect(event?.data).toMatchObject({ customer: {}, lines: [good] })
    expect(only(event ? [event] : [], 'order.placed').lines).toEqual([good])
  })

  it('gives none where a needed part is wrong', () => {
    const data = { order_id: 'x'.repeat(300), shipment_id: '1' }
    const at = '2026-03-01T10:00:00.000Z'
    expect(makeEvent('shipment.voided', { id: 'x', at, data })).toEqual([])
    expect(makeEvent('shipment.voided', { id: 'x', at: undefined, data })).toEqual([])
  })
})

describe('a body that nobody should send', () => {
  it.each(['', '{', '[]', 'null', '7', '"text"', '['.repeat(100_000)])('%s is ignored', (raw) => {
    expect(deliver('orders/create', raw)).toMatchObject({
      events: [],
      ignored: 'the body is not a JSON object',
    })
  })

  it('without a topic is ignored', () => {
    expect(deliver('', {})).toMatchObject({ ignored: 'no topic header' })
  })

  it('never throws and never gives an invalid event, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TOPICS), fc.json({ maxDepth: 4 }), (topic, raw) => {
        for (const event of deliver(topic, raw).events) parseEvent(event)
      }),
      runs(300),
    )
  })

  it('never throws when any part of a good one is replaced by anything', () => {
    const whole = {
      ...aFulfillment(),
      ...aRefund({
        refund_line_items: [{ line_item_id: 11, quantity: 1, restock_type: 'cancel' }],
        transactions: [{ kind: 'refund', status: 'success', amount: '1.00', currency: 'EUR' }],
      }),
      ...anOrder({ fulfillments: [aFulfillment()], line_items: [anItem()] }),
    }
    fc.assert(
      fc.property(
        fc.constantFrom(...TOPICS),
        fc.constantFrom(...pathsOf(whole)),
        fc.oneof(fc.jsonValue(), oddValue),
        (topic, path, value) => {
          for (const event of deliver(topic, replaceAt(whole, path, value)).events)
            parseEvent(event)
        },
      ),
      runs(1500),
    )
  })
})

const oddValue = fc.constantFrom<unknown>(
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '\ud800\0',
  -1,
  1e300,
  'x'.repeat(3000),
  [[]],
  { constructor: 1 },
)

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))]
}

function replaceAt(value: unknown, [step, ...rest]: string[], replacement: unknown): unknown {
  if (step === undefined) return replacement
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  const holder = copy as Record<string, unknown>
  holder[step] = replaceAt(holder[step], rest, replacement)
  return copy
}
