import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createHttpApp } from '../../src/http/server.ts'
import { createLogger } from '../../src/lib/log.ts'
import { onSqlite } from '../support/databases.ts'
import { testServices } from '../support/services.ts'
import { aMerchantInput, ORIGIN, placed, type TestApp, testApp, trackingPath } from './http-app.ts'

onSqlite('createHttpApp', (open) => {
  const get = ({ app }: Pick<TestApp, 'app'>, path: string, headers = {}) =>
    app.request(path, { headers })

  /** The same app with a log that can be read, and a database that fails where it is told to. */
  async function logged(over: { fails?: boolean } = {}) {
    const lines: Record<string, unknown>[] = []
    const log = createLogger({
      level: 'debug',
      destination: { write: (line: string) => lines.push(JSON.parse(line)) },
    })
    const services = await testServices(await open(), { baseUrl: ORIGIN })
    if (over.fails) {
      services.writer = {
        ...services.writer,
        write: async () => {
          throw new Error('SQLITE_FULL: disk of db-7.internal is full')
        },
      }
    }
    const options = {
      findConnector: () => undefined,
      adminToken: 'admin',
      isReady: async () => true,
    }
    const app = createHttpApp({ services: { ...services, log }, ...options })
    return { lines, app }
  }

  it('answers 404 and 405 as problems, with the methods that there are', async () => {
    const test = await testApp(await open())
    const unknown = await get(test, '/v1/nothing')
    expect(unknown.status).toBe(404)
    expect(unknown.headers.get('content-type')).toBe('application/problem+json')
    expect(await unknown.json()).toEqual({
      type: '/problems/not_found',
      title: 'Not found',
      status: 404,
      detail: 'There is nothing at /v1/nothing',
    })
    const wrong = await test.app.request('/v1/policy', { method: 'POST', body: '{}' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([401, null])
    const get405 = await get(test, '/v1/merchants')
    expect([get405.status, get405.headers.get('allow')]).toEqual([405, 'POST'])
    const tracking = await test.app.request('/t/x', { method: 'DELETE' })
    expect([tracking.status, tracking.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('gives every answer its headers, a failure too', async () => {
    const test = await testApp(await open())
    for (const path of ['/healthz', '/v1/nothing', '/v1/orders', '/openapi.json', '/']) {
      const { headers } = await get(test, path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).not.toBeNull()
      expect(headers.get('x-request-id')).toMatch(/^req_/)
    }
  })

  it('says nothing of what went wrong inside, and logs it under the id of the request', async () => {
    const { app, lines } = await logged({ fails: true })
    const answer = await app.request('/v1/merchants', {
      method: 'POST',
      body: JSON.stringify(aMerchantInput()),
      headers: { authorization: 'Bearer admin', 'x-request-id': 'from-the-proxy-1' },
    })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('x-request-id')).toBe('from-the-proxy-1')
    const text = await answer.text()
    expect(text).not.toMatch(/SQLITE|internal\b.*full|stack/)
    expect(JSON.parse(text).type).toBe('/problems/internal')
    const failure = lines.find(({ msg }) => msg === 'request failed')
    expect(failure).toMatchObject({ request_id: 'from-the-proxy-1' })
    expect(JSON.stringify(failure)).toContain('SQLITE_FULL')
  })

  it('writes a line a request, without keys, tokens or queries', async () => {
    const { app, lines } = await logged()
    await app.request('/t/trk_secret-token/cancel')
    await app.request('/v1/orders?q=ada@example.test', {
      headers: { authorization: 'Bearer key_secret', 'x-request-id': 'bad id\u00e9' },
    })
    const [page, list] = lines.filter(({ msg }) => msg === 'request')
    expect(page).toMatchObject({ method: 'GET', path: '/t/…/cancel', status: 404 })
    expect(list).toMatchObject({ path: '/v1/orders', status: 401, ms: 0 })
    expect(list?.request_id).toMatch(/^req_/)
    expect(JSON.stringify(lines)).not.toMatch(/secret|ada@/)
  })

  it('wakes nobody where as many pages are open as there is room for', async () => {
    const { app, lines } = await logged()
    const call: TestApp['call'] = async (method, path, body, key) =>
      app.request(path, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        headers: { authorization: `Bearer ${key}` },
      })
    const made = await call('POST', '/v1/merchants', aMerchantInput(), 'admin')
    const { api_key: key, slug, id } = (await made.json()) as Record<string, string>
    const shop = { key: key ?? '', slug: slug ?? '', id: id ?? '' }
    await call('POST', '/v1/events', placed('1001'), key)
    const path = await trackingPath({ app, call } as TestApp, shop, '1001')
    expect((await app.request(`${path}/events`)).status).toBe(503)
    expect(lines.at(-1)).toMatchObject({ msg: 'request', status: 503, level: 20 })
  })

  it('tells that it lives, and that it is ready only when it is', async () => {
    const handle = await open()
    const ready = await testApp(handle)
    expect((await get(ready, '/healthz')).status).toBe(200)
    expect((await get(ready, '/readyz')).status).toBe(200)
    for (const isReady of [async () => false, () => Promise.reject(new Error('down'))]) {
      const answer = await get(await testApp(handle, { isReady }), '/readyz')
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    }
    const start = await get(ready, '/')
    expect([start.status, start.headers.get('location')]).toEqual([302, '/docs'])
  })

  it("leaves the console's pages the policy that they bring", async () => {
    const consoleApp = new Hono().get('/', (c) =>
      c.html('<p>x</p>', 200, { 'content-security-policy': "style-src 'self'" }),
    )
    consoleApp.use('/bare', async (c, next) => {
      await next()
      if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', 'own')
    })
    consoleApp.get('/bare', (c) => c.html('<p>x</p>'))
    const test = await testApp(await open(), { consoleApp })
    const policyOf = async (path: string) =>
      (await get(test, path)).headers.get('content-security-policy')
    expect(await policyOf('/console')).toBe("style-src 'self'")
    expect(await policyOf('/console/bare')).toBe('own')
  })

  it('brings a page of its own fault to a shopper, and not JSON', async () => {
    const handle = await open()
    const test = await testApp(handle)
    const shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('7001'), shop.key)
    const path = await trackingPath(test, shop, '7001')
    await handle.db.updateTable('orders').set({ state: '{broken' }).execute()
    const answer = await get(test, path)
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).not.toContain('JSON')
  })
})
