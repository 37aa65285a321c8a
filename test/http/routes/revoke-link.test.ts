import { beforeEach, expect, it } from 'vitest'
import { revokedLinks } from '../../../src/http/openapi/answers-link.ts'
import { messageList } from '../../../src/http/openapi/answers-messages.ts'
import { unsubscribeUrl } from '../../../src/operations/links.ts'
import { consoleOperations } from '../../../src/operations/support.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  NOW,
  ORIGIN,
  placed,
  read,
  type Shop,
  type TestApp,
  testApp,
  trackingPath,
} from '../http-app.ts'

eachDatabase('ending the link of an order', (open) => {
  let test: TestApp
  let shop: Shop
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1H' }, shop.key)
  })
  const revoke = (orderId = '1001', key = shop.key) =>
    test.call('POST', `/v1/orders/${orderId}/link/revoke`, undefined, key)
  const look = async (path: string) => {
    const answer = await test.app.request(path)
    return [answer.status, await answer.text()] as const
  }
  const audit = async () => {
    const view = await consoleOperations(test.services).loadSupportView(shop.id, '1001')
    return view.timeline.filter(({ sort }) => sort === 'act')
  }

  it('answers from then on like a link that never was, on every page of it', async () => {
    const path = await trackingPath(test, shop, '1001')
    expect((await look(path))[0]).toBe(200)
    expect(await read(revokedLinks, await revoke())).toEqual({ revoked: 1 })

    const last = path.endsWith('A') ? 'B' : 'A'
    const unknown = `${path.slice(0, -1)}${last}`
    for (const page of ['', '/cancel', '/events', '/calendar.ics', '/postcode', '/preferences']) {
      const [ended, never] = [await look(path + page), await look(unknown + page)]
      expect(ended[0], page).toBe(404)
      expect(ended, page).toEqual(never)
    }
    const press = await test.app.request(`${path}/cancel`, { method: 'POST' })
    expect(press.status).toBe(404)
  })

  it('is of no more effect the second time, and leaves one trace with who it was', async () => {
    await revoke()
    expect(await read(revokedLinks, await revoke())).toEqual({ revoked: 0 })
    expect(await audit()).toMatchObject([{ action: 'link.revoked', actor: 'api' }])
  })

  it('gives the next message a new link, which opens', async () => {
    const before = await trackingPath(test, shop, '1001')
    await revoke()
    await test.call('POST', '/v1/clock/advance', { by: 'P8D' }, shop.key)
    const list = await test.call('GET', '/v1/orders/1001/messages', undefined, shop.key)
    const { data } = await read(messageList, list)
    const sent = data.filter((one) => one.sent_at !== null)
    const links = await Promise.all(
      sent.map(async ({ id }) => {
        const answer = await test.call('GET', `/v1/messages/${id}`, undefined, shop.key)
        return /\/t\/trk_[\w-]+/.exec(await answer.text())?.[0]
      }),
    )
    expect(links[0]).toBe(before)
    expect(links.at(-1)).not.toBe(before)
    expect((await look(links.at(-1) ?? ''))[0]).toBe(200)
    expect((await look(before))[0]).toBe(404)
  })

  it('leaves the end of news in a mail as it is: who has that mail may still want it', async () => {
    const about = { merchantId: shop.id, orderId: '1001', origin: ORIGIN, now: NOW }
    const url = await test.services.writer.write((db) => unsubscribeUrl(test.services, db, about))
    const end = new URL(url).pathname
    await revoke()
    expect((await look(end))[0]).toBe(200)
  })

  it('is of the merchant’s own orders alone, and asks for a key', async () => {
    const other = await test.newShop({ name: 'Other' })
    expect((await revoke('1001', other.key)).status).toBe(404)
    expect((await revoke('none')).status).toBe(404)
    expect((await test.call('POST', '/v1/orders/1001/link/revoke')).status).toBe(401)
    expect((await look(await trackingPath(test, shop, '1001')))[0]).toBe(200)
  })

  it('is done from the console under the agent’s name', async () => {
    const before = await trackingPath(test, shop, '1001')
    await consoleOperations(test.services).revokeLink(shop.id, '1001', 'sam@example.test')
    expect((await look(before))[0]).toBe(404)
    expect(await audit()).toMatchObject([{ action: 'link.revoked', actor: 'sam@example.test' }])
  })
})
