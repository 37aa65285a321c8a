import { beforeAll, expect, it } from 'vitest'
import { order } from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import { textOf } from '../../support/page-text.ts'
import {
  allocated,
  placed,
  read,
  type Shop,
  type TestApp,
  testApp,
  trackingPath,
} from '../http-app.ts'

/** What a browser posts from the form on the page. */
function fieldsOf(html: string): string {
  const form = html.slice(html.indexOf('<form method="post"'))
  const fields = form
    .slice(0, form.indexOf('</form>'))
    .matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return new URLSearchParams(
    [...fields].map(([, name = '', value = '']): [string, string] => [name, value]),
  ).toString()
}

eachDatabase('a cancellation on a page that is out of date', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const send = (event: object) => test.call('POST', '/v1/events', event, shop.key)
  const press = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await test.app.request(`${path}/cancel`, { method: 'POST', body, headers })
    return textOf(await answer.text())
  }
  const page = async (path: string) => (await test.app.request(path)).text()
  const cancelledOf = async (orderId: string) => {
    const answer = await test.call('GET', `/v1/orders/${orderId}`, undefined, shop.key)
    return (await read(order, answer)).lines.map(({ id, cancelled }) => [id, cancelled])
  }

  it('does what it showed, and not what the shop added since; a second press does no more', async () => {
    await send(placed('6001'))
    const path = await trackingPath(test, shop, '6001')
    const form = fieldsOf(await page(`${path}/cancel`))
    await send({
      id: 'evt_more',
      type: 'order.updated',
      occurred_at: '2026-03-02T14:59:50Z',
      data: {
        order_id: '6001',
        lines: [
          { id: 'l1', quantity: 5 },
          { id: 'l9', title: 'New expensive thing', quantity: 3 },
        ],
      },
    })
    const before = (await cancelledOf('6001')).map(([id]) => id)

    const said = await press(path, form)
    expect(said).not.toContain('New expensive thing')
    const first = await cancelledOf('6001')
    expect(first).toEqual(before.map((id) => [id, { l1: 2, l9: 0 }[id as string] ?? 1]))
    expect(await press(path, form)).toBe(said)
    expect(await cancelledOf('6001')).toEqual(first)
  })

  it('says what had left before the press, beside what it cancelled, and again to the second', async () => {
    await send(placed('6004'))
    const path = await trackingPath(test, shop, '6004')
    const form = fieldsOf(await page(`${path}/cancel`))
    const lines = await cancelledOf('6004')
    const left = { id: lines[0]?.[0], quantity: 1 }
    await send({
      id: 'evt_left',
      type: 'shipment.created',
      occurred_at: '2026-03-02T14:59:50Z',
      data: {
        order_id: '6004',
        shipment_id: 's-6004',
        carrier: 'UPS',
        tracking_number: '1Z999AA10123456784',
        shipped_at: '2026-03-02T14:59:50Z',
        lines: [left],
      },
    })

    for (let press_ = 0; press_ < 2; press_ += 1) {
      const said = await press(path, form)
      expect(said).toMatch(/(is|are) cancelled/)
      expect(said).toMatch(/is already on its way\. If you don’t want it, write to us/)
    }
  })

  it('takes "nothing chosen" for nothing, and not for all', async () => {
    await send(placed('6002'))
    const path = await trackingPath(test, shop, '6002')

    const html = await page(`${path}/cancel?choose=1`)
    expect(textOf(html)).toContain('You chose no item')
    expect(html).toMatch(/<details open/)
    expect(textOf(await page(`${path}/cancel?choose=1&lines=l1`))).not.toContain(
      'You chose no item',
    )
  })

  it('after a declined request asks nobody to ask again, and never says that it has shipped', async () => {
    await send(placed('6003'))
    await send(allocated('6003'))
    const path = await trackingPath(test, shop, '6003')
    await press(path, 'lines=l1')
    const answered = await test.call(
      'POST',
      '/v1/orders/6003/cancellation',
      { answer: 'decline', reason: 'Packed' },
      shop.key,
    )
    expect(answered.status).toBeLessThan(300)

    const text = textOf(await page(path))
    expect(text).toContain('We could not cancel it')
    expect(text).not.toContain('Ask to cancel the Widget')
    expect(await press(path, 'lines=l1')).not.toContain('It has shipped already')
  })
})
