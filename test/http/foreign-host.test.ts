import { Hono } from 'hono'
import { beforeEach, expect, it } from 'vitest'
import { createHttpApp } from '../../src/http/server.ts'
import { onSqlite } from '../support/databases.ts'
import { placed, type Shop, type TestApp, testApp, trackingPath } from './http-app.ts'

const BASE = 'https://tidings.shop.test'
const FOREIGN = 'rebound.evil.test'

onSqlite('a name that nobody gave', (open) => {
  let test: TestApp
  let shop: Shop
  let named: Hono
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1'), shop.key)
    named = createHttpApp({
      services: { ...test.services, baseUrl: BASE },
      findConnector: () => undefined,
      adminToken: null,
      isReady: async () => true,
      consoleApp: new Hono().get('*', (c) => c.text('the console')),
    }) as unknown as Hono
  })
  const at = (host: string, path: string, app: Hono = named) =>
    app.request(path, { headers: { host, authorization: `Bearer ${shop.key}` } })

  it.each(['/', '/console', '/v1/orders', '/docs', '/openapi.json', '/webhooks/shopify/1'])(
    'has no %s',
    async (path) => {
      const answer = await at(FOREIGN, path)
      expect(answer.status).toBe(421)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(await answer.text()).toContain('Host header')
    },
  )

  it('is answered by probes, and opens the links that were sent under it', async () => {
    for (const path of ['/healthz', '/readyz', await trackingPath(test, shop, '1')])
      expect((await at(FOREIGN, path)).status, path).toBe(200)
    // Not by this key, but not refused by its name either.
    expect((await at(FOREIGN, '/metrics')).status).toBe(401)
  })

  it.each([
    'tidings.shop.test',
    'TIDINGS.shop.test:443',
    'localhost:8080',
    '127.0.0.1:8080',
    '[::1]:8080',
    '10.1.2.3:8080',
    'tidings:8080',
  ])('is not %s: there everything answers', async (host) => {
    expect(await (await at(host, '/console')).text()).toBe('the console')
    expect((await at(host, '/v1/orders')).status).toBe(200)
  })

  it('is any, while the installation has no name of its own', async () => {
    expect((await at(FOREIGN, '/v1/orders', test.app as unknown as Hono)).status).toBe(200)
  })
})
