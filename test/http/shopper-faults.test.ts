import { beforeAll, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { placed, type Shop, type TestApp, testApp, trackingPath } from './http-app.ts'

eachDatabase('what a shopper meets where something is wrong', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    path = await trackingPath(test, shop, '1001')
  })
  const get = async (to: string) => {
    const answer = await test.app.request(to)
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, type, text: await answer.text() }
  }
  const post = (to: string, type: string, body: string) =>
    test.app.request(to, { method: 'POST', body, headers: { 'content-type': type } })

  it('is a page also where nothing is, and no problem in JSON', async () => {
    for (const to of [`${path}/nope`, '/t', '/t/', '/u/', path.replace('/t/', '/T/'), '/m/x/y']) {
      const { status, type, text } = await get(to)
      expect([status, type.split(';')[0]], to).toEqual([404, 'text/html'])
      expect(text, to).toContain('This link is not right')
    }
    expect((await get('/v1/nope')).type).toContain('json')
    expect((await test.app.request(path, { method: 'DELETE' })).status).toBe(405)
  })

  it('leads from a wrong link of a shop to its look-up, and from any other to none', async () => {
    const wrong = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`
    for (const to of [wrong, path.slice(0, -4), `${path}/nope`, `${wrong}/cancel`])
      expect((await get(to)).text, to).toContain(`href="/m/${shop.slug}/track"`)
    for (const to of ['/t/trk_000000000000_Zm9vYmFyYmF6', '/t/x', '/m/nobody/track'])
      expect((await get(to)).text, to).not.toContain('/track"')
  })

  it('says of a body that is no form that it was not read, and blames nobody', async () => {
    for (const [type, body, status] of [
      ['application/json', '{}', 415],
      ['multipart/form-data; boundary=x', 'no part', 400],
      ['application/x-www-form-urlencoded; charset=latin1', 'a=b', 415],
    ] as const) {
      const answer = await post(`${path}/cancel`, type, body)
      const text = await answer.text()
      expect(answer.status).toBe(status)
      expect(text).toContain('Nothing was done')
      expect(text).not.toContain('The fault is ours')
    }
  })
})
