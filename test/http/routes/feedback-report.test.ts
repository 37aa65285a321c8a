import { beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../../support/databases.ts'
import { placed, pointersOf, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const AT = '2026-03-02T14:59:40Z'
type Parcel = { carrier?: string | null; expected_delivery?: string }

eachDatabase('the report of feedback', (open) => {
  let test: TestApp
  let shop: Shop
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })

  const event = (id: string, type: string, data: object) => ({ id, type, occurred_at: AT, data })
  /** An order that has come, and what its reader said of it; the shop's clock may have moved. */
  async function answered(orderId: string, score: number, parcel: Parcel = {}, one = shop) {
    const lines = [{ id: 'l1', title: 'Kettle', quantity: 1 }]
    const ids = { order_id: orderId, shipment_id: `s${orderId}` }
    const shipped = { ...ids, carrier: 'UPS', ...parcel, shipped_at: AT, lines }
    const events = [
      placed(orderId, { lines }),
      event(`${orderId}-1`, 'shipment.created', shipped),
      event(`${orderId}-2`, 'shipment.updated', { ...ids, status: 'delivered' }),
    ]
    await test.call('POST', '/v1/events', { events }, one.key)
    return press(orderId, score, one)
  }
  const press = async (orderId: string, score: number, one = shop) => {
    const answer = await test.app.request(`${await trackingPath(test, one, orderId)}/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `score=${score}`,
    })
    expect(answer.status).toBe(200)
  }
  const report = async (query = '', { key } = shop) => {
    const answer = await test.call('GET', `/v1/reports/feedback${query}`, undefined, key)
    return (await answer.json()) as { from: string; to: string; total: object; data: object[] }
  }

  it('is empty and whole where nobody has answered', async () => {
    const { total, ...rest } = await report()
    expect(rest).toEqual({ from: '2025-03-02', to: '2026-03-02', by: 'month', data: [] })
    expect(total).toMatchObject({ answers: 0, mean: null, high_rate: null, high_rate_from: null })
  })

  it('says how many came when we said, and how sure that is', async () => {
    for (const [at, score] of [5, 4, 4, 2].entries()) await answered(`o${at}`, score)
    expect((await report()).total).toMatchObject({
      answers: 4,
      mean: 3.75,
      high_rate: 0.75,
      high_rate_from: 0.3006,
      high_rate_to: 0.9544,
      scores: { 1: 0, 2: 1, 3: 0, 4: 2, 5: 1 },
    })
  })

  it('counts one answer an order, the first', async () => {
    await answered('o1', 5)
    for (const score of [1, 2]) await press('o1', score)
    expect((await report()).total).toMatchObject({ answers: 1, mean: 5 })
  })

  it('holds what they say against what the record says', async () => {
    await answered('kept', 2, { expected_delivery: '2026-03-02' })
    await answered('missed', 5, { expected_delivery: '2026-03-01' })
    await answered('none', 4)
    expect((await report()).total).toMatchObject({
      by_record: {
        kept: { answers: 1, mean: 2, high_rate: 0 },
        missed: { answers: 1, mean: 5, high_rate: 1 },
        none: { answers: 1, mean: 4 },
      },
    })
  })

  it('is by carrier, and by nobody where several brought it or none was named', async () => {
    await answered('o1', 5)
    await answered('o2', 3)
    await answered('o3', 1, { carrier: 'DHL' })
    await answered('o4', 4, { carrier: null })
    expect((await report('?by=carrier')).data).toMatchObject([
      { carrier: 'UPS', answers: 2, mean: 4 },
      { carrier: expect.toSatisfy((one) => one === null || one === 'DHL'), answers: 1 },
      { carrier: expect.toSatisfy((one) => one === null || one === 'DHL'), answers: 1 },
    ])
  })

  it('is by month, in the days of the shop, and of a span', async () => {
    // Ten in the evening of 31 March in New York.
    await test.call('POST', '/v1/clock/advance', { to: '2026-04-01T02:00:00Z' }, shop.key)
    await answered('o1', 5)
    await test.call('POST', '/v1/clock/advance', { to: '2026-04-01T12:00:00Z' }, shop.key)
    await answered('o2', 1)
    expect((await report()).data).toMatchObject([
      { month: '2026-03', answers: 1, mean: 5 },
      { month: '2026-04', answers: 1, mean: 1 },
    ])
    expect((await report('?from=2026-04-01&to=2026-04-30')).total).toMatchObject({ answers: 1 })
  })

  it('is each shop’s own, and refuses what it cannot group by', async () => {
    const other = await test.newShop({ name: 'Other' })
    await answered('o1', 5, {}, other)
    expect((await report()).total).toMatchObject({ answers: 0 })
    for (const [query, pointer] of [
      ['?by=phase', '/by'],
      ['?from=2026-04-02&to=2026-04-01', '/to'],
    ]) {
      const answer = await test.call('GET', `/v1/reports/feedback${query}`, undefined, shop.key)
      expect([answer.status, await pointersOf(answer)]).toEqual([422, [pointer]])
    }
    expect((await test.call('GET', '/v1/reports/feedback')).status).toBe(401)
  })
})
