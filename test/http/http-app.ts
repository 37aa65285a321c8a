import type { Hono } from 'hono'
import type { z } from 'zod'
import { findConnector } from '../../src/connectors/index.ts'
import type { Handle } from '../../src/db/open.ts'
import type { HttpEnv, HttpOptions } from '../../src/http/http-env.ts'
import { merchant, order, problem } from '../../src/http/openapi/answers.ts'
import { createHttpApp } from '../../src/http/server.ts'
import { type TestServices, testServices } from '../support/services.ts'

export const ORIGIN = 'http://127.0.0.1:8080'
export const ADMIN = 'the-admin-token'
/** Where the clocks of these tests stand. */
export const NOW = '2026-03-02T15:00:00.000Z'

export type Shop = { key: string; slug: string; id: string }
export type TestApp = {
  app: Hono<HttpEnv>
  services: TestServices
  /** JSON in, where there is a body; with the key as bearer. */
  call(method: string, path: string, body?: unknown, key?: string): Promise<Response>
  newShop(over?: Record<string, unknown>): Promise<Shop>
}

/** An answer's body, which has to be what the documents say. */
export const read = async <S extends z.ZodType>(schema: S, answer: Response) =>
  schema.parse(await answer.json())

/** What a problem points at, in the order of the alphabet. */
export async function pointersOf(answer: Response): Promise<string[]> {
  const { errors = [] } = await read(problem, answer)
  return errors.map(({ pointer }) => pointer).sort()
}

/** The whole HTTP app over real operations and a real database. */
export async function testApp(handle: Handle, over: Partial<HttpOptions> = {}): Promise<TestApp> {
  const services = await testServices(handle, { now: NOW, baseUrl: ORIGIN })
  const app = createHttpApp({
    services,
    findConnector,
    adminToken: ADMIN,
    isReady: async () => true,
    clientAddress: (c) => c.req.header('x-test-address') ?? null,
    ...over,
  })
  const call: TestApp['call'] = async (method, path, body, key) =>
    app.request(path, {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: key ? { authorization: `Bearer ${key}` } : {},
    })
  return {
    app,
    services,
    call,
    async newShop(fields = {}) {
      const answer = await call('POST', '/v1/merchants', { ...aMerchantInput(), ...fields }, ADMIN)
      const { api_key: key, slug, id } = await read(merchant, answer)
      return { key, slug, id }
    },
  }
}

export const aMerchantInput = () => ({
  name: 'Alder & Co',
  mode: 'test',
  time_zone: 'America/New_York',
  country: 'US',
  sender: { email: 'hello@alder.test', name: 'Alder' },
  clock: NOW,
})

/** One Widget Pro on backorder, and a cable that is in stock. */
export const placed = (orderId: string, over: Record<string, unknown> = {}) => ({
  id: `evt_placed_${orderId}`,
  type: 'order.placed',
  occurred_at: '2026-03-02T14:59:00Z',
  data: {
    order_id: orderId,
    order_number: `#${orderId}`,
    placed_at: '2026-03-02T14:59:00Z',
    currency: 'USD',
    customer: { name: 'Ada Park', email: 'ada@example.test' },
    shipping_address: { country: 'US', postal_code: '10001' },
    lines: [
      {
        id: 'l1',
        title: 'Widget Pro',
        sku: 'WP',
        quantity: 2,
        unit_price: { amount: '19.90', currency: 'USD' },
        backorder: { quantity: 2, kind: 'standard', expected_at: '2026-03-14' },
      },
      { id: 'l2', title: 'Cable', quantity: 1 },
    ],
    ...over,
  },
})

export const allocated = (orderId: string, id = `evt_alloc_${orderId}`) => ({
  id,
  type: 'backorder.allocated',
  occurred_at: '2026-03-02T14:59:30Z',
  data: { order_id: orderId, lines: [{ id: 'l1', quantity: 2 }] },
})

/** The path of the shopper's page. */
export async function trackingPath({ call }: TestApp, { key }: Shop, orderId: string) {
  const answer = await call('GET', `/v1/orders/${encodeURIComponent(orderId)}`, undefined, key)
  return new URL((await read(order, answer)).tracking_url).pathname
}
