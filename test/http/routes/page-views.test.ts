import { beforeEach, expect, it } from 'vitest'
import { evidencePack } from '../../../src/domain/evidence.ts'
import { type NewPageView, notePageViews } from '../../../src/operations/note-page-views.ts'
import { onSqlite } from '../../support/databases.ts'
import { NOW, placed, read, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1'
const OPENED = {
  'user-agent': SAFARI,
  'sec-fetch-site': 'none',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

onSqlite('a view of an order’s page', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  let noted: NewPageView[]
  beforeEach(async () => {
    noted = []
    test = await testApp(await open(), { views: { note: (view) => void noted.push(view) } })
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    path = await trackingPath(test, shop, '1001')
  })

  const get = (to: string, headers: Record<string, string>, method = 'GET') =>
    test.app.request(to, { method, headers })

  it('is noted with its moment, page, browser and way, and with no address', async () => {
    await get(path, { ...OPENED, 'x-test-address': '203.0.113.7' })
    await get(`${path}/cancel`, { ...OPENED, 'sec-fetch-site': 'same-origin' })
    await get(path, { 'user-agent': SAFARI })

    const common = { merchantId: shop.id, orderId: '1001', at: NOW, postcodeGiven: false }
    const client = 'Safari on iPhone'
    expect(noted).toMatchObject([
      { ...common, page: 'order', client, way: 'direct' },
      { ...common, page: 'cancel', client, way: 'our_page' },
      { ...common, page: 'order', client, way: null },
    ])
    expect(JSON.stringify(noted)).not.toMatch(/203\.0\.113|trk_/)
  })

  it('says that the postcode had been given in that browser', async () => {
    const answer = await test.app.request(`${path}/postcode`, {
      method: 'POST',
      headers: { ...OPENED, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'postal_code=10001',
    })
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    await get(path, { ...OPENED, cookie })

    expect(noted).toMatchObject([{ page: 'order', postcodeGiven: true }])
  })

  it.each([
    ['a tool', { 'user-agent': 'curl/8.5.0' }],
    ['a preview', { 'user-agent': 'Mozilla/5.0 (compatible; Slackbot 1.0)' }],
    ['nobody who says who it is', {}],
    ['what is fetched ahead', { ...OPENED, 'sec-purpose': 'prefetch;prerender' }],
    ['the open page itself', { ...OPENED, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { ...OPENED, 'sec-fetch-dest': 'iframe' }],
    ['who asks not to be tracked', { ...OPENED, dnt: '1' }],
    ['who asks for privacy', { ...OPENED, 'sec-gpc': '1' }],
  ])('is not noted of %s', async (_, headers) => {
    expect((await get(path, headers as Record<string, string>)).status).toBe(200)
    expect(noted).toEqual([])
  })

  it('is not noted of what shows no page', async () => {
    await get(path, OPENED, 'HEAD')
    await get(`${path}/calendar.ics`, OPENED)
    await get(`${path}/events`, OPENED)
    await get(`${path}/nowhere`, OPENED)
    await get(`${path}x`, OPENED)
    await test.app.request(`${path}/cancel`, { method: 'POST', headers: OPENED })

    expect(noted).toEqual([])
  })

  it('is not noted where the merchant has turned that off', async () => {
    await test.call('PUT', '/v1/policy', { page_views: false }, shop.key)
    await get(path, OPENED)
    expect(noted).toEqual([])

    const answer = await test.call('GET', '/v1/orders/1001/evidence.json', undefined, shop.key)
    const pack = await read(evidencePack, answer)
    expect(pack.not_recorded[0]).toMatch(/turned off/)
  })

  it('stands in the evidence', async () => {
    await get(path, OPENED)
    await notePageViews(test.services, noted)
    const answer = await test.call('GET', '/v1/orders/1001/evidence.json', undefined, shop.key)
    const pack = await read(evidencePack, answer)

    expect(pack.page_views).toEqual([
      {
        at: NOW,
        page: 'order',
        client: 'Safari on iPhone',
        way: 'direct',
        postcode_given: false,
        soon_after_message: null,
      },
    ])
  })
})
