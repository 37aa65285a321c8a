import { beforeAll, expect, it } from 'vitest'
import {
  TRIES_IN_RESERVE,
  TRIES_OF_ADDRESS,
  TRIES_OF_ORDER,
} from '../../../src/http/routes/lookup.ts'
import { eachDatabase } from '../../support/databases.ts'
import { ORIGIN, placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

eachDatabase('look-up', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('5001'), shop.key)
  })
  let addresses = 0
  const ask = (number: string, key: string, headers: Record<string, string> = {}) => {
    addresses += 1
    return test.app.request(`/m/${shop.slug}/track`, {
      method: 'POST',
      body: new URLSearchParams({ order_number: number, key }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-test-address': `address ${addresses}`,
        ...headers,
      },
    })
  }

  it('leads to the page by number and e-mail or postcode, as people type them', async () => {
    const path = await trackingPath(test, shop, '5001')
    for (const [number, key] of [
      ['#5001', 'ada@example.test'],
      ['5001', ' ADA@Example.test '],
      [' 5001 ', '10001'],
    ] as const) {
      const answer = await ask(number, key)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, path])
    }
  })

  it('answers a wrong key and an unknown number with the same page', async () => {
    const texts: string[] = []
    for (const [number, key] of [
      ['5001', 'eve@example.test'],
      ['5001', ''],
      ['9999', 'ada@example.test'],
    ] as const) {
      const answer = await ask(number, key)
      expect(answer.status).toBe(404)
      texts.push((await answer.text()).replace(number, 'N'))
    }
    expect(new Set(texts).size).toBe(1)
  })

  it('lets an address try only so often, and says when it may again', async () => {
    const from = { 'x-test-address': 'one address' }
    for (let at = 0; at < TRIES_OF_ADDRESS.burst; at += 1) {
      expect((await ask(`no-${at}`, 'x', from)).status).toBe(404)
    }
    const refused = await ask('5001', 'ada@example.test', from)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe(String(TRIES_OF_ADDRESS.secondsEach))
    expect((await ask('5001', 'ada@example.test')).status).toBe(303)

    test.services.clock.advance({ seconds: TRIES_OF_ADDRESS.secondsEach })
    expect((await ask('5001', 'ada@example.test', from)).status).toBe(303)
  })

  it('lets an order be tried only so often, from however many addresses', async () => {
    await test.call('POST', '/v1/events', placed('5002'), shop.key)
    const tries = TRIES_OF_ORDER.burst + TRIES_IN_RESERVE.burst
    for (let at = 0; at < tries; at += 1) await ask('#5002', `2000${at}`)
    expect((await ask('5002', '10001')).status).toBe(429)
  })

  it('lets its customer in while one stranger tries it', async () => {
    await test.call('POST', '/v1/events', placed('5003'), shop.key)
    const stranger = { 'x-test-address': 'a stranger' }
    const said = []
    for (let at = 0; at < TRIES_OF_ADDRESS.burst; at += 1)
      said.push((await ask('5003', `2000${at}`, stranger)).status)
    expect(said.at(-1)).toBe(429)
    expect((await ask('5003', 'typo@example.test', { 'x-test-address': 'home' })).status).toBe(404)
    expect((await ask('5003', '10001', { 'x-test-address': 'home' })).status).toBe(303)
  })

  it('takes a postcode as the order’s page takes it, however it is written', async () => {
    for (const [id, country, postal_code, typed] of [
      ['5011', 'US', '40065-1234', '40065'],
      ['5012', 'US', '40065', '40065-1234'],
      ['5013', 'JP', '100-0001', '1000001'],
      ['5014', 'JP', '100-0001', '１００-０００１'],
      ['5015', 'GB', 'SW1A 1AA', 'sw1a-1aa'],
    ] as const) {
      const address = { shipping_address: { country, postal_code } }
      await test.call('POST', '/v1/events', placed(id, address), shop.key)
      expect((await ask(id, typed)).status, typed).toBe(303)
    }
    expect((await ask('5011', '4006')).status).toBe(404)
    expect((await ask('5011', '-')).status).toBe(404)
  })

  it('refuses a form of another site, and answers 404 for a shop that is none', async () => {
    expect((await ask('5001', '10001', { origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask('5001', '10001', { origin: ORIGIN })).status).toBe(303)
    expect((await test.app.request('/m/nobody/track')).status).toBe(404)
    const post = await test.app.request('/m/nobody/track', { method: 'POST', body: '' })
    expect(post.status).toBe(404)
  })
})
