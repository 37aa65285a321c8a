import { brotliDecompressSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { merchant as merchantAnswer, order, problem } from '../../../src/http/openapi/answers.ts'
import { availability } from '../../../src/http/openapi/operations-availability.ts'
import { ASKS_OF_ADDRESS } from '../../../src/http/routes/availability.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  ADMIN,
  aMerchantInput,
  placed,
  pointersOf,
  read,
  type TestApp,
  testApp,
} from '../http-app.ts'

const levelOf = (sku: string, available: number, location = 'a') => ({
  id: `evt_level_${sku}_${location}`,
  type: 'inventory.level',
  occurred_at: '2026-03-02T14:00:00Z',
  data: { sku, available, location },
})

eachDatabase('GET /v1/availability', (open) => {
  let test: TestApp
  let shop: { key: string; publishable: string }
  const newShop = async (policy: object = {}) => {
    const answer = await test.call('POST', '/v1/merchants', { ...aMerchantInput(), policy }, ADMIN)
    const { api_key: key, publishable_key: publishable } = await read(merchantAnswer, answer)
    return { key, publishable }
  }
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await newShop({
      sku_backorders: { LAMP: { expected_at: '2026-03-12' }, GAME: { kind: 'preorder' } },
    })
    const events = [
      levelOf('CABLE', 9),
      levelOf('MUG', -1),
      levelOf('MUG', 1, 'b'),
      levelOf('LAMP', 50),
    ]
    await test.call('POST', '/v1/events', { events }, shop.key)
  })
  const ask = (query: string, headers: Record<string, string> = {}, key = shop.publishable) =>
    test.app.request(`/v1/availability?merchant=${key}&${query}`, { headers })

  it('says the state of each SKU in the order asked for, with its line', async () => {
    const answer = await ask('sku=LAMP&sku=CABLE,MUG&sku=GAME&sku=NOBODY')
    expect(await read(availability, answer)).toEqual({
      locale: 'en-US',
      data: [
        {
          sku: 'LAMP',
          state: 'backorder',
          ships_by: '2026-03-16',
          delivery: null,
          text: 'On backorder — ships by Monday, March 16',
        },
        { sku: 'CABLE', state: 'in_stock', ships_by: null, delivery: null, text: 'In stock' },
        {
          sku: 'MUG',
          state: 'backorder',
          ships_by: null,
          delivery: null,
          text: 'Ships when restocked',
        },
        {
          sku: 'GAME',
          state: 'preorder',
          ships_by: null,
          delivery: null,
          text: 'Preorder — no date yet',
        },
        { sku: 'NOBODY', state: 'unknown', ships_by: null, delivery: null, text: null },
      ],
    })
  })

  it('promises before the payment what the order is promised after it', async () => {
    const { data } = await read(availability, await ask('sku=LAMP'))
    const lines = [
      {
        id: 'l1',
        title: 'Lamp',
        sku: 'LAMP',
        quantity: 1,
        backorder: { quantity: 1, kind: 'standard', expected_at: '2026-03-12' },
      },
    ]
    await test.call('POST', '/v1/events', placed('3001', { lines }), shop.key)
    const shown = await read(order, await test.call('GET', '/v1/orders/3001', undefined, shop.key))

    expect(data[0]?.ships_by).toBe(shown.promise?.ships_by)
  })

  it('says the date that the place behind everybody reaches, as the order then gets it', async () => {
    const own = await newShop()
    const supply = (id: string, quantity: number, expected_at: string) => ({
      id: `evt_${id}`,
      type: 'supply.expected',
      occurred_at: '2026-03-02T14:00:00Z',
      data: { supply_id: id, sku: 'WP', quantity, expected_at, supplier: 'Nordwind' },
    })
    const waits = (quantity: number) => ({
      lines: [
        {
          id: 'l1',
          title: 'Widget Pro',
          sku: 'WP',
          quantity,
          backorder: { quantity, kind: 'standard', expected_at: null },
        },
      ],
    })
    const tell = async (...events: object[]) => {
      await test.call('POST', '/v1/events', { events }, own.key)
      await test.call('POST', '/v1/clock/advance', { by: 'PT1S' }, own.key)
    }
    const shown = async () => {
      const { data } = await read(availability, await ask('sku=WP', {}, own.publishable))
      return [data[0]?.state, data[0]?.ships_by]
    }
    await tell(supply('po_1', 5, '2026-03-12'), supply('po_2', 5, '2026-04-06'))
    expect(await shown()).toEqual(['backorder', '2026-03-16']) // though no level is known

    await tell(placed('4001', waits(4)))
    expect(await shown()).toEqual(['backorder', '2026-03-16'])
    await tell(placed('4002', waits(1)))
    expect(await shown()).toEqual(['backorder', '2026-04-20'])
    await tell(placed('4003', waits(1)))
    const told = await read(order, await test.call('GET', '/v1/orders/4003', undefined, own.key))
    expect(told.promise?.ships_by).toBe('2026-04-20')

    await tell(placed('4004', waits(4)))
    expect(await shown()).toEqual(['backorder', null])
  })

  it.each([
    ['the default rule', {}],
    ['the learned rule', { buffer: { rule: 'learned' } }],
    ['a calendar of its own', { shipping_days: ['wed'], closed_on: ['2026-04-08'] }],
  ])('promises the next order what it said, by %s', async (_, policy) => {
    const own = await newShop(policy)
    const supply = (id: string, quantity: number, expected_at: string | null, at: string) => ({
      id: `evt_${id}_${at}`,
      type: 'supply.expected',
      occurred_at: at,
      data: { supply_id: id, sku: 'WP', quantity, expected_at, supplier: 'Nordwind' },
    })
    const now = '2026-03-02T14:00:00Z'
    const past = Array.from({ length: 8 }, (_, n) => [
      supply(`old_${n}`, 1, '2026-01-05', '2025-12-29T10:00:00Z'),
      {
        id: `evt_came_${n}`,
        type: 'supply.received',
        occurred_at: '2026-01-19T10:00:00Z',
        data: {
          supply_id: `old_${n}`,
          sku: 'WP',
          quantity: 1,
          received_at: '2026-01-19T10:00:00Z',
        },
      },
    ]).flat()
    const level = { ...levelOf('WP', 0), id: 'evt_level_wp' }
    const coming = [
      supply('po_1', 2, '2026-03-09', now),
      supply('po_2', 1, '2026-04-06T22:00:00Z', now),
      supply('po_3', 1, null, now),
    ]
    await test.call('POST', '/v1/events', { events: [...past, level, ...coming] }, own.key)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1S' }, own.key)

    const dates: unknown[] = []
    for (const orderId of ['a', 'b', 'c', 'd', 'e']) {
      const { data } = await read(availability, await ask('sku=WP', {}, own.publishable))
      const backorder = { quantity: 1, kind: 'standard', expected_at: null }
      const lines = [{ id: 'l1', title: 'Widget Pro', sku: 'WP', quantity: 1, backorder }]
      await test.call('POST', '/v1/events', placed(orderId, { lines }), own.key)
      const path = `/v1/orders/${orderId}`
      const { promise } = await read(order, await test.call('GET', path, undefined, own.key))
      expect(data[0]?.ships_by ?? null).toBe(promise?.ships_by ?? null)
      dates.push(data[0]?.ships_by)
    }
    expect(dates[0]).toBe(dates[1])
    expect(String(dates[2]) > String(dates[1])).toBe(true)
    expect(dates.slice(3)).toEqual([null, null])
  })

  it('has a delivery range where it is told where it goes, in the language asked for', async () => {
    const { data, locale } = await read(
      availability,
      await ask('sku=LAMP&country=fr&postcode=75001&locale=fr-FR'),
    )
    expect(locale).toBe('fr-FR')
    expect(data[0]).toMatchObject({
      text: 'En attente de stock – expédition au plus tard le lundi 16 mars',
      delivery: { earliest: '2026-03-23', latest: '2026-04-07' }, // Easter Monday brings nothing
    })
    expect(data[0]?.delivery?.text).toContain('23 mars')
  })

  it('may be asked by any page and kept for a minute, and is told apart by its content', async () => {
    const answer = await ask('sku=LAMP', { origin: 'https://shop.example' })
    const etag = answer.headers.get('etag') ?? ''

    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=60, stale-while-revalidate=300',
      'content-type': 'application/json',
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
    const again = await ask('sku=LAMP', { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await ask('sku=GAME', { 'if-none-match': etag })).status).toBe(200)
  })

  it('tells no count, whatever it is asked', async () => {
    const text = await (await ask('sku=LAMP,CABLE,MUG')).text()

    expect(text).not.toMatch(/50|\b9\b/)
  })

  it('answers a key that is none with 404, and one of another shop with nothing of this one', async () => {
    const stranger = await newShop()

    for (const key of ['pub_x', `${shop.publishable}x`, shop.key]) {
      const answer = await ask('sku=LAMP', {}, key)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect((await read(problem, answer)).type).toBe('/problems/not_found')
    }
    const { data } = await read(availability, await ask('sku=LAMP', {}, stranger.publishable))
    expect(data[0]?.state).toBe('unknown')
  })

  it('is refused with every fault', async () => {
    const many = Array.from({ length: 51 }, (_, at) => `S${at}`).join(',')

    expect(await pointersOf(await ask(`sku=${many}&country=USA`))).toEqual(['/country', '/sku'])
    expect(await pointersOf(await ask('sku='))).toEqual(['/sku'])
    for (const quantity of ['0', '-1', '1.5', '1001', 'many'])
      expect(await pointersOf(await ask(`sku=LAMP&quantity=${quantity}`))).toEqual(['/quantity'])
    expect(await pointersOf(await ask('sku=LAMP&kind=late'))).toEqual(['/kind'])
    expect(await pointersOf(await ask('sku=a%00b'))).toEqual(['/sku/0'])
    const nobody = await test.app.request('/v1/availability?sku=LAMP')
    expect(await pointersOf(nobody)).toEqual(['/merchant'])
  })

  it('takes fifty at once', async () => {
    const fifty = Array.from({ length: 50 }, (_, at) => `S${at}`).join(',')

    expect((await read(availability, await ask(`sku=${fifty}`))).data).toHaveLength(50)
  })

  it('follows the clock of a test merchant: a day that has passed is no date', async () => {
    const own = await newShop({ sku_backorders: { LAMP: { expected_at: '2026-03-12' } } })
    await test.call('POST', '/v1/clock/advance', { to: '2026-03-20T15:00:00Z' }, own.key)
    const { data } = await read(availability, await ask('sku=LAMP', {}, own.publishable))

    expect(data[0]).toMatchObject({ state: 'backorder', ships_by: null })
  })

  it('ends a search through a whole catalogue, by address', async () => {
    const from = { 'x-test-address': '203.0.113.9' }
    for (let at = 0; at < ASKS_OF_ADDRESS.burst; at += 1)
      await test.app.request('/v1/availability', { headers: from })
    const answer = await ask('sku=LAMP', from)

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await ask('sku=LAMP', { 'x-test-address': '203.0.113.10' })).status).toBe(200)
  })

  it('serves the script, small, and for good under its version', async () => {
    const answer = await test.app.request('/availability.js')
    const body = await answer.text()
    const etag = answer.headers.get('etag') ?? ''

    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('cache-control')).toContain('max-age=3600')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(body.length).toBeLessThan(5_000)
    expect(body).not.toMatch(/cookie|localStorage|eval\(|innerHTML/)
    const small = { 'accept-encoding': 'gzip, br' }
    const packed = await test.app.request('/availability.js', { headers: small })
    expect(packed.headers.get('content-encoding')).toBe('br')
    expect(packed.headers.get('vary')).toBe('accept-encoding')
    const bytes = Buffer.from(await packed.arrayBuffer())
    expect(bytes.length).toBeLessThan(2_000)
    expect(brotliDecompressSync(bytes).toString()).toBe(body)
    const packedEtag = packed.headers.get('etag') ?? ''
    expect(packedEtag).not.toBe(etag) // other bytes
    const known = { ...small, 'if-none-match': packedEtag }
    expect((await test.app.request('/availability.js', { headers: known })).status).toBe(304)

    const version = etag.slice(1, 13)
    const named = await test.app.request(`/availability.js?v=${version}`)
    expect(named.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const same = await test.app.request('/availability.js', { headers: { 'if-none-match': etag } })
    expect(same.status).toBe(304)
  })
})
