import { beforeAll, expect, it } from 'vitest'
import { order } from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  ORIGIN,
  placed,
  read,
  type Shop,
  type TestApp,
  testApp,
  trackingPath,
} from '../http-app.ts'

eachDatabase('the page of a delay', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  /** An order whose confirmation offered its delay: shown for 10 March, promised for the 19th. */
  const place = async (orderId: string) => {
    const event = placed(orderId)
    const [widget, cable] = event.data.lines
    const backorder = { ...widget?.backorder, shown_ships_by: '2026-03-10' }
    const data = { ...event.data, lines: [{ ...widget, backorder }, cable] }
    await test.call('POST', '/v1/events', { ...event, data }, shop.key)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1S' }, shop.key)
    return `${await trackingPath(test, shop, orderId)}/consent`
  }
  const press = (path: string, form: string, headers: Record<string, string> = {}) =>
    test.app.request(path, {
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  const known = async (orderId: string) => {
    const get = (path: string) => test.call('GET', path, undefined, shop.key)
    return [
      await read(order, await get(`/v1/orders/${orderId}`)),
      await (await get(`/v1/orders/${orderId}/timeline`)).text(),
      await (await get(`/v1/orders/${orderId}/messages`)).json(),
    ]
  }

  it('shows both ways by GET, and changes nothing by it', async () => {
    const path = await place('5001')
    const before = await known('5001')
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await test.app.request(path, { method })).status).toBe(200)
    }
    expect(await known('5001')).toEqual(before)

    const page = await test.app.request(path)
    const html = await page.text()
    expect(html).toContain('name="answer" value="keep"')
    expect(html).toContain('name="answer" value="cancel"')
    expect(html).toContain('The new date is Thu,\u00a0Mar\u00a019.')
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'")
  })

  it('does nothing on an answer that means nothing, and shows the page again', async () => {
    const path = await place('5002')
    const before = await known('5002')
    for (const form of ['', 'answer=', 'answer=maybe', 'answer=KEEP']) {
      const answer = await press(path, form)
      expect([form, answer.status]).toEqual([form, 422])
      expect(await answer.text()).toContain('name="answer" value="keep"')
    }
    const many = Array.from({ length: 600 }, (_, at) => `lines=l${at}`).join('&')
    expect((await press(path, `answer=keep&${many}`)).status).toBe(422)
    expect((await press(path, `answer=keep&offer=${'x'.repeat(300_000)}`)).status).toBe(413)
    expect((await press(path, '{}', { 'content-type': 'application/json' })).status).toBe(415)
    expect(await known('5002')).toEqual(before)
  })

  it('takes no answer to what was never offered, with a page that says what is', async () => {
    const path = await place('5003')
    const before = await known('5003')
    for (const form of [
      'answer=keep&offer=msg_none',
      'answer=keep&lines=l2',
      'answer=cancel&offer=msg_none',
      'answer=cancel&lines=nope',
    ]) {
      const answer = await press(path, form)
      expect([form, answer.status]).toEqual([form, 409])
      expect(await answer.text()).toContain('name="answer" value="keep"')
    }
    expect(await known('5003')).toEqual(before)
  })

  it('refuses a form of another site, and takes one of its own', async () => {
    const path = await place('5004')
    const before = await known('5004')
    for (const origin of ['https://evil.example', 'null'])
      expect((await press(path, 'answer=keep', { origin })).status).toBe(403)
    expect(await known('5004')).toEqual(before)
    expect((await press(path, 'answer=keep', { origin: ORIGIN })).status).toBe(200)
  })

  it('answers 404 to links that nobody made', async () => {
    const [get, post] = [
      await test.app.request('/t/nonsense/consent'),
      await press('/t/nonsense/consent', 'answer=keep'),
    ]
    expect([get.status, post.status]).toEqual([404, 404])
  })

  it('cancels the lines of the offer alone, and nothing after they have shipped', async () => {
    const path = await place('5005')
    expect((await press(path, 'answer=cancel&lines=l1')).status).toBe(200)
    const [now] = await known('5005')
    expect((now as { lines: { cancelled: number }[] }).lines.map((line) => line.cancelled)).toEqual(
      [2, 0],
    )

    const gone = await place('5006')
    const shipped = {
      id: 'evt_gone',
      type: 'shipment.created',
      occurred_at: '2026-03-02T14:59:40Z',
      data: {
        order_id: '5006',
        shipment_id: 's6',
        shipped_at: '2026-03-02T14:59:40Z',
        lines: [{ id: 'l1', quantity: 2 }],
      },
    }
    await test.call('POST', '/v1/events', shipped, shop.key)
    expect((await press(gone, 'answer=cancel')).status).toBe(409)
    expect((await press(gone, 'answer=keep')).status).toBe(409)
  })
})
