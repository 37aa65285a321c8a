import { beforeAll, expect, it } from 'vitest'
import { order } from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  allocated,
  ORIGIN,
  placed,
  read,
  type Shop,
  type TestApp,
  testApp,
  trackingPath,
} from '../http-app.ts'

eachDatabase("shopper's pages", (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const place = async (orderId: string) => {
    await test.call('POST', '/v1/events', placed(orderId), shop.key)
    return trackingPath(test, shop, orderId)
  }
  const press = (path: string, form = '', headers: Record<string, string> = {}) =>
    test.app.request(`${path}/cancel`, {
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  const get = (path: string) => test.call('GET', path, undefined, shop.key)
  const orderOf = async (orderId: string) => read(order, await get(`/v1/orders/${orderId}`))
  const known = async (orderId: string) => [
    await orderOf(orderId),
    await (await get(`/v1/orders/${orderId}/messages`)).json(),
  ]
  const cancelledOf = async (orderId: string) =>
    (await orderOf(orderId)).lines.map((line) => line.cancelled)

  it('shows the order to who has the link, under headers that keep the link a secret', async () => {
    const path = await place('4001')
    const page = await test.app.request(path)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    // News may bring a form, which has to say where it comes from; no other site is told.
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const html = await page.text()
    expect(html).toContain('#4001')
    expect(html).toContain(`${path}/cancel`)
    expect(html).not.toContain('ada@example.test')
  })

  it('changes nothing by GET and HEAD of every page, however often', async () => {
    const path = await place('4002')
    const before = await known('4002')
    const pages = [
      path,
      `${path}/cancel`,
      `${path}/cancel?scope=waiting`,
      `${path}/cancel?lines=l1`,
    ]
    for (const page of [...pages, ...pages, `/m/${shop.slug}/track`]) {
      expect((await test.app.request(page)).status).toBe(200)
      const head = await test.app.request(page, { method: 'HEAD' })
      expect([head.status, await head.text()]).toEqual([200, ''])
    }
    expect(await known('4002')).toEqual(before)
  })

  it('cancels everything without fields, and answers a second press like the first', async () => {
    const path = await place('4003')
    const first = await press(path)
    expect(first.status).toBe(200)
    const answer = await first.text()
    expect(await cancelledOf('4003')).toEqual([2, 1])
    const after = await known('4003')

    const second = await press(path)
    expect([second.status, await second.text()]).toEqual([200, answer])
    expect(await known('4003')).toEqual(after)
  })

  it('cancels what waits, or the chosen lines, and leaves the rest', async () => {
    const waiting = await place('4004')
    await press(waiting, 'scope=waiting&reason=Too+late')
    expect(await cancelledOf('4004')).toEqual([2, 0])

    const chosen = await place('4005')
    await press(chosen, 'lines=l2&lines=unknown')
    expect(await cancelledOf('4005')).toEqual([0, 1])
  })

  it.each(['reason=', 'reason=+++'])(
    'asks for a reason and cancels without one (%s)',
    async (none) => {
      const path = await place('4013')
      expect((await press(path, none)).status).toBe(200)
      expect(await cancelledOf('4013')).toEqual([2, 1])
    },
  )

  it('asks the merchant for what is being prepared, and says so twice alike', async () => {
    const path = await place('4006')
    await test.call('POST', '/v1/events', allocated('4006'), shop.key)
    const first = await (await press(path, 'lines=l1')).text()
    const asked = (await orderOf('4006')).cancellation_request
    expect(asked).toMatchObject({ by: 'shopper', lines: [{ id: 'l1', quantity: 2 }] })

    expect(await (await press(path, 'lines=l1')).text()).toBe(first)
    expect((await orderOf('4006')).cancellation_request).toEqual(asked)
  })

  it('does nothing on a scope it does not know, since the rest may be more than was meant', async () => {
    const path = await place('4007')
    const answer = await press(path, 'scope=wating')
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('<form')
    expect(html).toContain('nothing was cancelled. Please choose again.')
    for (const form of ['lines=nonsense', `${'lines=x&'.repeat(501)}`]) {
      const wrong = await press(path, form)
      expect(wrong.status).toBe(422)
      const said = await wrong.text()
      expect(said).toContain('nothing was cancelled. Please choose again.')
      expect(said).not.toContain('There is nothing left to cancel')
    }
    expect(await cancelledOf('4007')).toEqual([0, 0])
  })

  it('refuses a form of another site with a page, and takes one of its own or of no site', async () => {
    const path = await place('4008')
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:8081']) {
      const answer = await press(path, '', { origin })
      expect(answer.status).toBe(403)
      expect(answer.headers.get('content-type')).toContain('text/html')
    }
    expect(await cancelledOf('4008')).toEqual([0, 0])
    expect((await press(path, 'lines=l2', { origin: ORIGIN })).status).toBe(200)
    expect(await cancelledOf('4008')).toEqual([0, 1])
  })

  it('answers 404 with one page to links that nobody made, whoever they look like', async () => {
    const path = await place('4009')
    const last = path.at(-1) === 'A' ? 'B' : 'A'
    const links = ['/t/nonsense', `${path.slice(0, -1)}${last}`, `/t/trk_000000000000_x`]
    const pages = await Promise.all(
      links.flatMap((link) => [
        test.app.request(link),
        test.app.request(`${link}/cancel`),
        press(link),
      ]),
    )
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 404))
    // Whoever holds a link of a shop knows the shop: its look-up is all that is told beside.
    const lookup = /<p class="actions"><a[^>]* href="\/m\/alder[\w-]*\/track">[^<]*<\/a><\/p>/
    const told = await Promise.all(pages.map((page) => page.text()))
    const texts = new Set(told.map((text) => text.replace(lookup, '')))
    expect(texts.size).toBe(1)
    expect([...texts][0]).not.toMatch(/alder/i)
  })

  it('does nothing on a body that is no form, and reads both kinds of form', async () => {
    const path = await place('4011')
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencode']) {
      const answer = await press(path, '{"lines":["l2"]}', { 'content-type': type })
      expect([type, answer.status]).toEqual([type, 415])
      expect(answer.headers.get('content-type')).toContain('text/html')
    }
    const broken = await press(path, 'lines=l2', { 'content-type': 'multipart/form-data' })
    expect(broken.status).toBe(400)
    expect(await cancelledOf('4011')).toEqual([0, 0])

    const body = new FormData()
    body.append('lines', 'l2')
    const answer = await test.app.request(`${path}/cancel`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    expect(await cancelledOf('4011')).toEqual([0, 1])
  })

  it('cancels everything where there is no body, whatever its type is said to be', async () => {
    const path = await place('4012')
    expect((await press(path, '', { 'content-type': 'text/plain' })).status).toBe(200)
    expect(await cancelledOf('4012')).toEqual([2, 1])
  })

  it('refuses a form that no page of ours makes', async () => {
    const path = await place('4010')
    const long = await press(path, `reason=${'x'.repeat(300_000)}`)
    expect(long.status).toBe(413)
    expect(await long.text()).toMatch(/too long[\s\S]*at most 2,000 characters/)
    expect(await cancelledOf('4010')).toEqual([0, 0])
  })
})
