import { beforeAll, expect, it } from 'vitest'
import { order } from '../../../src/http/openapi/answers.ts'
import { messageList } from '../../../src/http/openapi/answers-messages.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, pointersOf, read, type Shop, type TestApp, testApp } from '../http-app.ts'

eachDatabase("a merchant's calendar", (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const call = (method: string, path: string, body?: unknown) =>
    test.call(method, path, body, shop.key)
  const shipsBy = async (orderId: string) =>
    (await read(order, await call('GET', `/v1/orders/${orderId}`))).promise?.ships_by
  const placeAt = async (orderId: string, at: string) => {
    const event = placed(orderId, { placed_at: at })
    await call('POST', '/v1/events', { ...event, occurred_at: at })
  }

  it('moves what is promised from then on, and nothing that was told', async () => {
    await placeAt('1', '2026-03-02T14:59:00Z')
    await call('POST', '/v1/clock/advance', { by: 'PT1H' })
    expect(await shipsBy('1')).toBe('2026-03-19')

    const put = await call('PUT', '/v1/policy', {
      closed_on: ['2026-03-16/2026-03-27'],
      shipping_days: ['tue', 'thu'],
    })
    expect(put.status).toBe(200)
    await call('POST', '/v1/clock/advance', { by: 'PT2H' })
    await placeAt('2', '2026-03-02T17:30:00Z')

    expect(await shipsBy('1')).toBe('2026-03-19')
    expect(await shipsBy('2')).toBe('2026-03-31')
    // What is heard late of the first folds it anew, under the calendar that holds now.
    const late = { order_id: '1', lines: [{ id: 'l2', quantity: 1 }] }
    const cancelled = {
      id: 'evt_late',
      type: 'order.cancelled',
      occurred_at: '2026-03-02T14:59:30Z',
    }
    await call('POST', '/v1/events', { ...cancelled, data: late })
    expect(await shipsBy('1')).toBe('2026-03-19')
    await call('POST', '/v1/clock/advance', { by: 'PT2H' })
    const { data } = await read(messageList, await call('GET', '/v1/orders/1/messages'))
    expect(data.map(({ kind }) => kind)).not.toContain('eta_slipped')
  })

  it('is refused where it leaves no day to ship on, with every reason', async () => {
    const answer = await call('PUT', '/v1/policy', {
      shipping_days: [],
      closed_on: ['01-01/12-31', '2026-13-01'],
      holidays: { region: 'US-ZZ' },
    })

    expect(answer.status).toBe(422)
    expect(await pointersOf(answer)).toEqual([
      '/closed_on',
      '/closed_on/1',
      '/holidays/region',
      '/shipping_days',
    ])
  })

  it('is kept and read as it was put', async () => {
    const calendar = {
      shipping_days: ['mon', 'sat'],
      cut_off: '14:00',
      closed_on: ['12-24/01-06'],
      holidays: { observed: true, region: 'US-CA' },
      transit: [{ carrier: 'UPS', to: { zone: 'domestic' }, days: [1, 3], counts: 'working' }],
    }
    await call('PUT', '/v1/policy', calendar)

    expect(await (await call('GET', '/v1/policy')).json()).toMatchObject(calendar)
  })
})
