import { beforeEach, expect, it } from 'vitest'
import { claimDue, insertDue, LIVE } from '../../src/db/due.ts'
import type { Handle } from '../../src/db/open.ts'
import { claimInTurn } from '../../src/operations/claim-turns.ts'
import { lookAhead } from '../../src/operations/run-due.ts'
import { eachDatabase, onPostgres } from '../support/databases.ts'
import { type TestServices, testServices } from '../support/services.ts'
import { aLine, openShop } from '../support/shop.ts'

const NOW = '2026-03-02T15:00:00.000Z'
const minutes = (count: number) => new Date(Date.parse(NOW) + count * 60_000).toISOString()
const row = (message_id: string, at: string, lane = 0, merchant_id = 'mer_1') => ({
  merchant_id,
  message_id,
  clock: LIVE,
  lane,
  at,
})

eachDatabase('a look at what falls due next', (open) => {
  let handle: Handle
  let services: TestServices
  beforeEach(async () => {
    handle = await open()
    services = await testServices(handle, { now: NOW })
  })

  it('finds what came before all that was known, also in a lane that had nothing', async () => {
    await insertDue(handle.db, [row('a', minutes(9), 2)])
    const known = await lookAhead(services)
    expect(await lookAhead(services, known)).toEqual(known)
    await insertDue(handle.db, [row('b', minutes(5), 0), row('c', minutes(7), 2)])

    const seen = await lookAhead(services, known)
    expect(seen.map(({ lane, at }) => [lane, at])).toEqual([
      [0, minutes(5)],
      [2, minutes(7)],
    ])
  })

  it('takes the oldest first again once nothing more is due, and no turns', async () => {
    const claim = async (limit: number) => {
      const claiming = { clock: LIVE, lane: 0, now: NOW, leaseUntil: minutes(1), limit }
      const rows = await claimInTurn(services, claiming)
      return rows.map(({ message_id }) => message_id)
    }
    await insertDue(handle.db, [row('a1', minutes(-9)), row('a2', minutes(-8))])
    expect(await claim(1)).toEqual(['a1'])
    expect(await claim(8)).toEqual(['a2'])
    await lookAhead(services)
    await insertDue(handle.db, [row('b', minutes(-1), 0, 'mer_0'), row('c', minutes(-2))])

    expect(await claim(1)).toEqual(['c'])
  })
})

onPostgres('a claim', (open) => {
  it('tells of whose order a message is, and nothing of what is no message', async () => {
    const handle = await open()
    const shop = await openShop(handle, { mode: 'live' })
    await shop.place([aLine('1')])
    const message = await shop.message('order_confirmed')
    await insertDue(handle.db, [row('wake:ord_1', minutes(-9), 1, shop.merchant.id)])

    const claiming = { clock: LIVE, now: '9999', leaseUntil: '9999', limit: 8 }
    const orders: unknown[] = []
    for (const lane of [0, 1])
      for (const { message_id, order_id } of await claimDue(handle.db, { ...claiming, lane }))
        orders.push([message_id, order_id])
    expect(orders).toEqual([
      [message.id, message.order_id],
      ['wake:ord_1', null],
    ])
  })
})
