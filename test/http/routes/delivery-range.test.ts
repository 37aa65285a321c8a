import { beforeAll, expect, it } from 'vitest'
import { order, orderList } from '../../../src/http/openapi/answers.ts'
import { onSqlite } from '../../support/databases.ts'
import { placed, read, type Shop, type TestApp, testApp } from '../http-app.ts'

onSqlite('delivery ranges of an order', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const tell = (event: object, key = shop.key) => test.call('POST', '/v1/events', event, key)
  const shown = async (orderId: string, key = shop.key) =>
    read(order, await test.call('GET', `/v1/orders/${orderId}`, undefined, key))
  const shipped = (orderId: string, over: object = {}) => ({
    id: `evt_shipped_${orderId}`,
    type: 'shipment.created',
    occurred_at: '2026-03-02T14:59:40Z',
    data: {
      order_id: orderId,
      shipment_id: `s_${orderId}`,
      carrier: 'UPS',
      shipped_at: '2026-03-02T14:59:40Z',
      lines: [{ id: 'l2', quantity: 1 }],
      ...over,
    },
  })

  it('stand beside the promise and on the package', async () => {
    await tell(placed('1'))
    await tell(shipped('1'))
    const { promise, lines, shipments } = await shown('1')

    expect(promise).toMatchObject({
      ships_by: '2026-03-19',
      delivery: { earliest: '2026-03-23', latest: '2026-03-26' },
    })
    expect(lines[0]?.backorder?.promise?.delivery).toEqual(promise?.delivery)
    expect(shipments[0]).toMatchObject({
      expected_delivery: null,
      delivery_range: { earliest: '2026-03-04', latest: '2026-03-09', source: 'estimate' },
    })
    const { data } = await read(
      orderList,
      await test.call('GET', '/v1/orders?q=1', undefined, shop.key),
    )
    expect(data[0]?.promise?.delivery).toEqual(promise?.delivery)
  })

  it("are the carrier's where it names a day", async () => {
    await tell(placed('2'))
    await tell(shipped('2', { expected_delivery: '2026-03-12' }))

    expect((await shown('2')).shipments[0]?.delivery_range).toEqual({
      earliest: '2026-03-12',
      latest: '2026-03-12',
      source: 'carrier',
    })
  })

  it('are none without a destination', async () => {
    await tell(placed('3', { shipping_address: null }))
    await tell(shipped('3'))
    const { promise, shipments } = await shown('3')

    expect([promise?.ships_by, promise?.delivery]).toEqual(['2026-03-19', null])
    expect(shipments[0]?.delivery_range).toBeNull()
  })

  it('are of the service that the merchant names', async () => {
    const fast = await test.newShop({
      policy: { transit: [{ carrier: 'UPS', service: 'Next Day', days: [1, 1] }] },
    })
    await tell(placed('4'), fast.key)
    await tell(shipped('4', { service: 'next day' }), fast.key)
    const { promise, shipments } = await shown('4', fast.key)

    expect(shipments[0]).toMatchObject({
      service: 'next day',
      delivery_range: { earliest: '2026-03-03', latest: '2026-03-03' },
    })
    expect(promise?.delivery).toBeNull() // no rule says what its carrier will be
  })

  it('are not told as to come once they have passed', async () => {
    const past = await test.newShop()
    await tell(placed('5'), past.key)
    await tell(shipped('5'), past.key)
    await test.call('POST', '/v1/clock/advance', { to: '2026-03-10T15:00:00Z' }, past.key)
    expect((await shown('5', past.key)).shipments[0]?.delivery_range).toBeNull()

    await test.call('POST', '/v1/clock/advance', { to: '2026-03-19T15:00:00Z' }, past.key)
    expect((await shown('5', past.key)).promise?.delivery).not.toBeNull()
    await test.call('POST', '/v1/clock/advance', { to: '2026-03-20T04:00:00Z' }, past.key)
    expect((await shown('5', past.key)).promise?.delivery ?? null).toBeNull()
  })
})
