import { readFileSync } from 'node:fs'
import type { Headers, Translation } from '../../../src/connectors/connector.ts'
import { shopify } from '../../../src/connectors/shopify/shopify.ts'
import type { EventData, EventType, MerchantEvent } from '../../../src/domain/event.ts'

type Fields = Record<string, unknown>

const fixtures = new URL('../../fixtures/shopify/', import.meta.url)

export const readFixture = (path: string): string => readFileSync(new URL(path, fixtures), 'utf8')

/** Headers as Hono looks them up: in any case. */
export function headersOf(values: Record<string, string>): Headers {
  const lower = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]))
  return (name) => lower.get(name.toLowerCase())
}

export function deliver(
  topic: string,
  body: unknown,
  headers: Record<string, string> = {},
): Translation {
  const raw = typeof body === 'string' ? body : JSON.stringify(body)
  return shopify.translate(raw, headersOf({ 'x-shopify-topic': topic, ...headers }))
}

/** A capture that holds its own headers. */
export function deliverCapture(path: string, change: Fields = {}): Translation {
  const { headers, body } = JSON.parse(readFixture(path)) as {
    headers: Record<string, string>
    body: Fields
  }
  return shopify.translate(JSON.stringify({ ...body, ...change }), headersOf(headers))
}

/** The data of the only event of a type; throws where there is none, or more than one. */
export function only<T extends EventType>(events: readonly MerchantEvent[], type: T): EventData<T> {
  const found = events.filter((event) => event.type === type)
  if (found.length !== 1) throw new Error(`${found.length} events of type ${type}`)
  return found[0]?.data as EventData<T>
}

export const typesOf = ({ events }: Translation) => events.map(({ type }) => type)
export const idsOf = ({ events }: Translation) => events.map(({ id }) => id)

export const anItem = (change: Fields = {}): Fields => ({
  id: 11,
  title: 'Kettle',
  variant_title: 'Blue',
  sku: 'KETTLE-BLUE',
  quantity: 2,
  current_quantity: 2,
  fulfillable_quantity: 2,
  fulfillment_status: null,
  price: '19.90',
  price_set: { shop_money: { amount: '19.90', currency_code: 'EUR' } },
  requires_shipping: true,
  properties: [],
  ...change,
})

export const anOrder = (change: Fields = {}): Fields => ({
  id: 5001,
  name: '#1001',
  created_at: '2026-03-01T09:00:00-05:00',
  updated_at: '2026-03-01T09:00:00-05:00',
  processed_at: '2026-03-01T08:59:58-05:00',
  cancelled_at: null,
  cancel_reason: null,
  currency: 'EUR',
  email: 'ana@example.com',
  financial_status: 'paid',
  test: false,
  customer: { first_name: 'Ana', last_name: 'Ruiz' },
  line_items: [anItem()],
  fulfillments: [],
  refunds: [],
  ...change,
})

export const aFulfillment = (change: Fields = {}): Fields => ({
  id: 700,
  order_id: 5001,
  status: 'success',
  created_at: '2026-03-03T10:00:00Z',
  updated_at: '2026-03-03T10:00:00Z',
  tracking_company: 'UPS',
  tracking_number: '1Z1',
  tracking_numbers: ['1Z1'],
  tracking_url: 'https://ups.example/1Z1',
  tracking_urls: ['https://ups.example/1Z1'],
  shipment_status: null,
  line_items: [{ id: 11, quantity: 2, requires_shipping: true }],
  ...change,
})

export const aRefund = (change: Fields = {}): Fields => ({
  id: 900,
  order_id: 5001,
  created_at: '2026-03-02T10:00:00Z',
  refund_line_items: [],
  transactions: [],
  ...change,
})
