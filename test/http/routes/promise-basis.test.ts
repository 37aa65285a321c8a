import { beforeAll, expect, it } from 'vitest'
import { order } from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, read, type Shop, type TestApp, testApp } from '../http-app.ts'

eachDatabase('what a promise rests on, in the API', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const tell = async (...events: object[]) => {
    for (const event of events) await test.call('POST', '/v1/events', event, shop.key)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1S' }, shop.key)
  }
  const waits = (orderId: string, quantity: number) => {
    const backorder = { quantity, kind: 'standard', expected_at: null }
    const line = { id: 'l1', title: 'Widget', sku: 'WP', quantity, backorder }
    return placed(orderId, { lines: [line] })
  }
  const basisOf = async (orderId: string) => {
    const answer = await test.call('GET', `/v1/orders/${orderId}`, undefined, shop.key)
    const { lines, promise } = await read(order, answer)
    expect(promise).toEqual(lines[0]?.backorder?.promise)
    return promise?.basis
  }

  it('is the place in line as it is now, beside the one that the date was stated by', async () => {
    const data = { supply_id: 'po', sku: 'WP', quantity: 10, expected_at: '2026-03-12' }
    const occurred_at = '2026-03-02T14:00:00Z'
    await tell(
      { id: 'evt_po', type: 'supply.expected', occurred_at, data },
      waits('1', 2),
      waits('2', 3),
    )
    expect(await basisOf('2')).toMatchObject({ place_in_queue: 5, place_when_stated: 5 })

    const cancelled = { order_id: '1' }
    const at = '2026-03-02T14:59:30Z'
    await tell({ id: 'evt_off', type: 'order.cancelled', occurred_at: at, data: cancelled })
    expect(await basisOf('2')).toMatchObject({ place_in_queue: 3, place_when_stated: 5 })

    const lines = [{ id: 'l1', quantity: 3 }]
    const here = { order_id: '2', lines }
    await tell({ id: 'evt_here', type: 'backorder.allocated', occurred_at: at, data: here })
    expect(await basisOf('2')).toMatchObject({ place_in_queue: null, place_when_stated: 5 })
  })

  it('has no place where the merchant stated the date', async () => {
    await tell(placed('3'))
    const answer = await test.call('GET', '/v1/orders/3', undefined, shop.key)
    const basis = (await read(order, answer)).lines[0]?.backorder?.promise?.basis
    expect(basis).toMatchObject({ place_in_queue: null, place_when_stated: null })
  })
})
