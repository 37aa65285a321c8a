import { beforeAll, expect, it } from 'vitest'
import {
  advanced,
  cancelled,
  clock,
  connection,
  merchant,
  problem,
} from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  ADMIN,
  aMerchantInput,
  NOW,
  ORIGIN,
  placed,
  pointersOf,
  read,
  type Shop,
  type TestApp,
  testApp,
} from '../http-app.ts'

eachDatabase('merchants, clock and settings', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const make = (body: unknown, key = ADMIN) => test.call('POST', '/v1/merchants', body, key)
  const get = (path: string, key = shop.key) => test.call('GET', path, undefined, key)
  const put = (path: string, body: unknown) => test.call('PUT', path, body, shop.key)
  const advance = (body: unknown, key = shop.key) =>
    test.call('POST', '/v1/clock/advance', body, key)

  it('makes a merchant with a slug of its name, and shows its keys once', async () => {
    const answer = await make({ ...aMerchantInput(), name: 'Birch & Söhne' })
    expect(answer.status).toBe(201)
    const made = await read(merchant, answer)
    expect(made).toMatchObject({
      slug: 'birch-sohne',
      mode: 'test',
      locale: 'en-US',
      clock: NOW,
      clock_mode: 'manual',
      sender: { email: 'hello@alder.test', name: 'Alder', sms_from: null },
    })
    expect(made.signing_secret).toMatch(/^whsec_/)
    expect((await get('/v1/orders', made.api_key)).status).toBe(200)
  })

  it('refuses a merchant with every fault, and a slug that is taken with 409', async () => {
    const wrong = { ...aMerchantInput(), mode: 'live', time_zone: 'Mars', country: 'USA' }
    expect(await pointersOf(await make({ ...wrong, sender: { email: 'x', name: '' } }))).toEqual([
      '/clock',
      '/country',
      '/sender/email',
      '/sender/name',
      '/time_zone',
    ])
    const brand = { colour: '#0b6e4f', hero: { opened: 'Soon.' } }
    const misspelt = await make({ ...aMerchantInput(), brand })
    expect([misspelt.status, await pointersOf(misspelt)]).toEqual([
      422,
      ['/brand/colour', '/brand/hero/opened'],
    ])
    const taken = await make({ ...aMerchantInput(), slug: shop.slug })
    expect(taken.status).toBe(409)
    expect(await pointersOf(taken)).toEqual(['/slug'])
  })

  it("lets no merchant's key, wrong token or missing token into the admin API", async () => {
    for (const key of [shop.key, `${ADMIN}x`, 'x']) {
      expect((await make(aMerchantInput(), key)).status).toBe(401)
    }
    const bare = await test.app.request('/v1/merchants', { method: 'POST', body: '{}' })
    expect(bare.status).toBe(401)
    expect(bare.headers.get('www-authenticate')).toContain('Bearer')
  })

  it('moves a test clock by a duration or to a moment, and says what was sent on the way', async () => {
    const own = await test.newShop()
    await test.call('POST', '/v1/events', placed('3001'), own.key)
    const moved = await read(advanced, await advance({ by: 'PT48H' }, own.key))
    expect(moved.now).toBe('2026-03-04T15:00:00.000Z')
    expect(moved.sent.map(({ order_id, kind, at }) => [order_id, kind, at])).toEqual([
      ['3001', 'backorder_confirmed', NOW],
      ['3001', 'backorder_checkin', '2026-03-04T14:59:00.000Z'],
    ])
    expect((await read(clock, await get('/v1/clock', own.key))).now).toBe(moved.now)

    const still = await advance({ to: '2026-03-04T10:00:00-05:00' }, own.key)
    expect(await still.json()).toEqual({ now: moved.now, sent: [] })
    expect((await advance({ to: '2026-03-04T14:59:59Z' }, own.key)).status).toBe(409)
  })

  it('refuses an advance that says neither, both or nonsense, and one of a live merchant', async () => {
    const both = { by: 'PT1H', to: '2026-03-04T15:00:00Z' }
    for (const wrong of [{}, both, { by: 'soon' }, { by: '-PT1H' }, { to: '2026-03-04' }]) {
      expect((await advance(wrong)).status).toBe(422)
    }
    const { clock: _, ...live } = aMerchantInput()
    const made = await read(merchant, await make({ ...live, mode: 'live' }))
    expect(made).toMatchObject({ clock: null, clock_mode: null })
    expect((await advance({ by: 'PT1H' }, made.api_key)).status).toBe(409)
    expect((await get('/v1/clock', made.api_key)).status).toBe(200)
  })

  it('replaces the policy whole, and refuses a bad one whole', async () => {
    const good = await put('/v1/policy', { silence_budget_days: 5 })
    expect(good.status).toBe(200)
    const before = await (await get('/v1/policy')).json()
    expect(before).toMatchObject({ silence_budget_days: 5, checkin_after_hours: 48 })

    const bad = { checkin_after_hours: 0, sms_from: '25:00', colour: 'red' }
    expect(await pointersOf(await put('/v1/policy', bad))).toEqual([
      '/checkin_after_hours',
      '/colour',
      '/sms_from',
    ])
    const silent = await put('/v1/policy', { kinds_off: ['order_cancelled'] })
    expect(await pointersOf(silent)).toEqual(['/kinds_off/0'])
    expect(await (await get('/v1/policy')).json()).toEqual(before)
  })

  it('judges the next request by a policy that was just put', async () => {
    await put('/v1/policy', { cancellation: 'request' })
    await test.call('POST', '/v1/events', placed('3002'), shop.key)
    const answer = await test.call('POST', '/v1/orders/3002/cancel', {}, shop.key)
    expect((await read(cancelled, answer)).result).toBe('requested')
  })

  it('replaces the brand whole, and refuses a bad one whole', async () => {
    const brand = { color: '#1f6feb', shop_url: 'https://alder.test' }
    expect(await (await put('/v1/brand', brand)).json()).toEqual({ ...brand, adjusted: [] })
    const bad = { color: 'blue', logo: 'https://alder.test/logo.png' }
    expect(await pointersOf(await put('/v1/brand', bad))).toEqual(['/color', '/logo'])
    expect(await (await get('/v1/brand')).json()).toEqual(brand)
  })

  it('makes connections for a merchant and for the installation, and refuses unknown ones', async () => {
    const input = { connector: 'standard', secret: 's' }
    for (const key of [shop.key, ADMIN]) {
      const answer = await test.call('POST', '/v1/connections', input, key)
      expect(answer.status).toBe(201)
      const { id, url } = await read(connection, answer)
      expect(url).toBe(`${ORIGIN}/webhooks/standard/${id}`)
    }
    const wrong = { connector: 'fax', secret: 's' }
    const answer = await test.call('POST', '/v1/connections', wrong, shop.key)
    expect(await pointersOf(answer)).toEqual(['/connector'])
    expect(
      await pointersOf(await test.call('POST', '/v1/connections', { secret: '' }, shop.key)),
    ).toEqual(['/connector', '/secret'])
    expect((await test.call('POST', '/v1/connections', input, 'wrong')).status).toBe(401)
  })
})

eachDatabase('without an admin token', (open) => {
  it('says that the admin API is off, whatever is sent', async () => {
    const { call } = await testApp(await open(), { adminToken: null })
    for (const key of ['', 'null', 'undefined', ADMIN]) {
      const answer = await call('POST', '/v1/merchants', aMerchantInput(), key)
      expect(answer.status).toBe(401)
      expect((await read(problem, answer)).detail).toContain('TIDINGS_ADMIN_TOKEN')
    }
    const answer = await call('POST', '/v1/connections', {}, 'null')
    expect(answer.status).toBe(401)
  })
})
