import { beforeEach, expect, it } from 'vitest'
import {
  TRIES_IN_RESERVE,
  TRIES_OF_BOTH,
  TRIES_OF_LINK,
} from '../../../src/http/routes/postcode.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const ADDRESS = {
  name: 'Ada Park',
  line1: '12 <b>Elm</b> Street',
  line2: null,
  city: 'New York',
  region: 'NY',
  postal_code: '10001-4356',
  country: 'US',
}

eachDatabase('the postcode', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    for (const id of ['1001', '1002']) {
      const event = placed(id, { shipping_address: ADDRESS })
      await test.call('POST', '/v1/events', event, shop.key)
    }
    path = await trackingPath(test, shop, '1001')
  })

  const give = (postcode: string, headers: Record<string, string> = {}, to = path) =>
    test.app.request(`${to}/postcode`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ postal_code: postcode }).toString(),
    })
  const look = async (cookie = '', to = path) =>
    (await test.app.request(to, { headers: { cookie } })).text()
  const cookieOf = (answer: Response) =>
    (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

  it('is what stands between a forwarded link and an address', async () => {
    const before = await look()
    expect(before).toContain('Ada, New York NY')
    expect(before).toContain('a…@example.test')
    expect(before).not.toMatch(/Elm|ada@example|10001/)

    const answer = await give(' 10001 ')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}#details`])
    const after = await look(cookieOf(answer))
    expect(after).toContain('12 &lt;b&gt;Elm&lt;/b&gt; Street')
    expect(after).toContain('New York NY 10001-4356')
    expect(after).toContain('United States')
    expect(after).toContain('ada@example.test')
    expect(after).not.toContain('/postcode"')
    expect((await give('10001')).status).toBe(303)
  })

  it('is remembered in one browser, for one link and half an hour', async () => {
    const answer = await give('10001')
    const [value, ...how] = (answer.headers.get('set-cookie') ?? '').split('; ')
    expect(value).not.toContain('10001')
    expect(how).toEqual(['Max-Age=1800', `Path=${path}`, 'HttpOnly', 'SameSite=Lax'])

    const other = await trackingPath(test, shop, '1002')
    expect(await look(value, other)).not.toContain('Elm')
    expect(await look(`${value?.slice(0, -1)}x`)).not.toContain('Elm')
    const later = value?.replace(/=(\d+)/, (_, until) => `=${Number(until) + 9_999}`)
    expect(await look(later)).not.toContain('Elm')
    test.services.clock.advance({ minutes: 29 })
    expect(await look(value)).toContain('Elm')
    test.services.clock.advance({ minutes: 2 })
    expect(await look(value)).not.toContain('Elm')
  })

  it('is asked anew once the order goes elsewhere', async () => {
    const cookie = cookieOf(await give('10001'))
    const moved = {
      id: 'evt_moved',
      type: 'order.updated',
      occurred_at: '2026-03-02T14:59:30Z',
      data: { order_id: '1001', shipping_address: { ...ADDRESS, postal_code: '94110' } },
    }
    await test.call('POST', '/v1/events', moved, shop.key)
    expect(await look(cookie)).not.toContain('Elm')
  })

  it('answers a wrong one and an order without one alike, and shows nothing', async () => {
    const bare = placed('1003', { shipping_address: { country: 'US' } })
    await test.call('POST', '/v1/events', bare, shop.key)
    const other = await trackingPath(test, shop, '1003')
    for (const answer of [await give('99999'), await give(''), await give('', {}, other)]) {
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([422, null])
      expect(await answer.text()).not.toContain('Elm')
    }
    expect(await look('', other)).not.toContain('/postcode"')
    expect(await (await give('<script>')).text()).toContain('That is not the postcode')
  })

  it('has no page where none is known: nothing would ever open it', async () => {
    const bare = placed('1004', { shipping_address: { country: 'US' } })
    await test.call('POST', '/v1/events', bare, shop.key)
    const to = await trackingPath(test, shop, '1004')
    const answer = await test.app.request(`${to}/postcode`)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, to])
  })

  it('leaves its tries to who comes from elsewhere, where a link was forwarded and tried', async () => {
    const from = (address: string) => ({ 'x-test-address': address })
    const tries = TRIES_OF_LINK.burst + TRIES_OF_BOTH.burst
    for (let n = 0; n < tries; n += 1)
      expect((await give(`2000${n}`, from('203.0.113.1'))).status).toBe(422)
    expect((await give('10001', from('203.0.113.1'))).status).toBe(429)
    expect((await give('10002', from('198.51.100.7'))).status).toBe(422)
    expect((await give('10001', from('198.51.100.7'))).status).toBe(303)
  })

  it('refuses the form of another site, and after so many tries all', async () => {
    expect((await give('10001', { origin: 'https://evil.example' })).status).toBe(403)
    const tries = TRIES_OF_LINK.burst + TRIES_IN_RESERVE.burst
    for (let n = 0; n < tries; n += 1) await give(`2000${n}`, { 'x-test-address': `10.0.0.${n}` })
    const answer = await give('10001', { 'x-test-address': '10.0.0.99' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '600'])
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('is asked for on a page of its own, so that the order has no form to be posted from', async () => {
    expect(await look()).toContain(`href="${path}/postcode"`)
    expect(await look()).not.toContain('<form')
    expect(await look('', `${path}/postcode`)).toContain('name="postal_code"')
  })
})
