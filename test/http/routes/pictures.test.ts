import { beforeAll, expect, it } from 'vitest'
import { fetchPictures, picturesAtRest } from '../../../src/operations/fetch-pictures.ts'
import { eachDatabase } from '../../support/databases.ts'
import { pngOf } from '../../support/picture-samples.ts'
import { placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const KETTLE = 'https://cdn.shop.example/kettle.png'
const HOSTILE = 'https://cdn.shop.example/"onerror="alert(1).png'

eachDatabase('pictures on our origin', (open) => {
  let test: TestApp
  let shop: Shop
  let html: string
  let path: string
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    const bytes = pngOf(96, 48)
    const fetch = async () =>
      ({ status: 'fetched', kind: 'png', width: 96, height: 48, bytes }) as const
    Object.assign(test.services.channels, { pictures: { fetch } })
    const lines = [
      { id: 'l1', title: 'Kettle "<b>', quantity: 1, image_url: KETTLE },
      { id: 'l2', title: 'Cup', quantity: 1, image_url: HOSTILE },
      { id: 'l3', title: 'Tea', quantity: 1 },
    ]
    await test.call('POST', '/v1/events', placed('1', { lines }), shop.key)
    await fetchPictures(test.services)
    await picturesAtRest(test.services)
    html = await (await test.app.request(await trackingPath(test, shop, '1'))).text()
    path = /src="(\/m\/[^"]+\/i\/[^"]+)"/.exec(html)?.[1] ?? ''
  })

  it('are what the page asks for, with the title for who does not see them', () => {
    expect(html).toContain(
      `<img class="picture" src="${path}" alt="Kettle &quot;&lt;b&gt;" width="48" height="48"`,
    )
    expect(html).toContain(`<img class="picture" src="${path}" alt="Cup"`)
    expect(html).not.toContain('cdn.shop.example')
  })

  it('are served as what they are, for ever, and may run nothing', async () => {
    const answer = await test.app.request(path)
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pngOf(96, 48))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'cross-origin',
    })
    const etag = answer.headers.get('etag') ?? ''
    const again = await test.app.request(path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('are of one merchant: under the name of another there are none', async () => {
    const other = await test.newShop({ name: 'Other' })
    const hash = path.split('/').at(-1)
    for (const wrong of [
      `/m/${other.slug}/i/${hash}`,
      `/m/nobody/i/${hash}`,
      `/m/${shop.slug}/i/${'A'.repeat(22)}`,
      `/m/${shop.slug}/i/%2e%2e`,
    ]) {
      expect((await test.app.request(wrong)).status).toBe(404)
    }
  })

  it('stand beside what was cancelled, and beside what is offered instead', async () => {
    const lines = [
      { id: 'l1', title: 'Lamp', quantity: 1, image_url: KETTLE },
      {
        id: 'l2',
        title: 'Mug',
        quantity: 1,
        backorder: { quantity: 1, kind: 'standard', expected_at: '2026-03-14' },
      },
    ]
    const at = '2026-03-02T14:59:30Z'
    const options = [
      { sku: 'blue', title: 'Blue mug', image_url: KETTLE },
      { sku: 'steel', title: 'Steel cup' },
    ]
    const events = [
      placed('2', { lines }),
      {
        id: 'c2',
        type: 'order.cancelled',
        occurred_at: at,
        data: { order_id: '2', lines: [{ id: 'l1', quantity: 1 }] },
      },
      {
        id: 's2',
        type: 'substitute.offered',
        occurred_at: at,
        data: { order_id: '2', line_id: 'l2', options },
      },
    ]
    await test.call('POST', '/v1/events', { events }, shop.key)
    const own = await trackingPath(test, shop, '2')
    const read = async (at: string) => (await test.app.request(at)).text()
    expect(await read(own)).toContain(`src="${path}" alt="Lamp"`)
    const offered = await read(`${own}/substitute`)
    expect(offered.match(/<img class="picture"[^>]+/g)).toEqual([
      expect.stringContaining(`src="${path}" alt="Blue mug"`),
    ])
  })
})
