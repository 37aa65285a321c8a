import { beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../../support/databases.ts'
import { allocated, placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

eachDatabase('the question after the delivery', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop({ policy: { delivery_feedback: true } })
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    path = await trackingPath(test, shop, '1001')
  })

  const deliver = async () => {
    const at = '2026-03-02T14:59:40Z'
    const lines = [
      { id: 'l1', quantity: 2 },
      { id: 'l2', quantity: 1 },
    ]
    const ids = { order_id: '1001', shipment_id: 's1' }
    const events = [
      allocated('1001'),
      {
        id: 'e1',
        type: 'shipment.created',
        occurred_at: at,
        data: { ...ids, shipped_at: at, lines },
      },
      {
        id: 'e2',
        type: 'shipment.updated',
        occurred_at: at,
        data: { ...ids, status: 'delivered' },
      },
    ]
    await test.call('POST', '/v1/events', { events }, shop.key)
  }
  const answer = (score: string, headers: Record<string, string> = {}) =>
    test.app.request(`${path}/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ score }).toString(),
    })
  const look = async (to = path) => (await test.app.request(to)).text()
  const kept = async () =>
    (
      await test.services.read
        .selectFrom('events')
        .select('body')
        .where('type', '=', 'feedback.given')
        .execute()
    ).map(({ body }) => (JSON.parse(body) as { data: { score: number } }).data.score)

  it('is not asked before all of it has come', async () => {
    expect(await look()).not.toContain('/feedback"')
    expect(await look(`${path}/feedback`)).not.toContain('name="score"')
    expect((await answer('5')).status).toBe(409)
    expect(await kept()).toEqual([])
  })

  it('is answered once: a second press answers like the first', async () => {
    await deliver()
    expect(await look()).toContain(`action="${path}/feedback"`)
    expect((await look(`${path}/feedback`)).match(/name="score"/g)).toHaveLength(5)
    for (const score of ['4', '4', '1']) {
      const pressed = await answer(score)
      expect([pressed.status, await pressed.text()]).toEqual([
        200,
        expect.stringContaining('You answered 4 of 5.'),
      ])
    }
    expect(await kept()).toEqual([4])
    expect(await look()).toContain('You answered 4 of 5.')
  })

  it('refuses a form of another site, and what is no answer', async () => {
    await deliver()
    expect((await answer('5', { origin: 'https://evil.example' })).status).toBe(403)
    for (const score of ['0', '6', '', '05', '<script>', 'constructor'])
      expect((await answer(score)).status).toBe(422)
    expect(await kept()).toEqual([])
  })

  it('is not asked by mail any more once it was answered on the page', async () => {
    await deliver()
    await answer('5')
    const moved = await test.call('POST', '/v1/clock/advance', { by: 'P4D' }, shop.key)
    const { sent } = (await moved.json()) as { sent: { kind: string }[] }
    expect(sent.map(({ kind }) => kind)).not.toContain('delivery_feedback')
  })
})
