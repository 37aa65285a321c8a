import { beforeEach, expect, it } from 'vitest'
import { insertDue, LIVE } from '../../src/db/due.ts'
import type { Handle } from '../../src/db/open.ts'
import { claimInTurn } from '../../src/operations/claim-turns.ts'
import { eachDatabase } from '../support/databases.ts'
import { type TestServices, testServices } from '../support/services.ts'

const NOW = '2026-03-02T15:00:00.000Z'
const LEASED = '2026-03-02T15:00:30.000Z'
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString()
const rows = (merchant_id: string, count: number, at = ago(60)) =>
  Array.from({ length: count }, (_, n) => ({
    merchant_id,
    message_id: `${merchant_id} ${String(n).padStart(4, '0')}`,
    clock: LIVE,
    lane: 0,
    at,
  }))

eachDatabase('what is due, by turns', (open) => {
  let handle: Handle
  let services: TestServices
  beforeEach(async () => {
    handle = await open()
    services = await testServices(handle, { now: NOW })
  })

  const claim = async (limit = 8) => {
    const claiming = { clock: LIVE, lane: 0, now: NOW, leaseUntil: LEASED, limit }
    const claimed = await claimInTurn(services, claiming)
    return claimed.map(({ message_id }) => message_id)
  }
  const of = (ids: string[], merchant: string) => ids.filter((id) => id.startsWith(merchant))
  const all = async (limit = 8) => {
    const claims: string[][] = []
    for (let ids = await claim(limit); ids.length > 0; ids = await claim(limit)) claims.push(ids)
    return claims
  }

  it("gives another merchant its turn before one's heap is through", async () => {
    await insertDue(handle.db, rows('a', 400))
    expect(of(await claim(), 'a')).toHaveLength(8)
    // It comes last, and is the newest of all.
    await insertDue(handle.db, rows('b', 1, NOW))

    expect(of(await claim(), 'b')).toHaveLength(1)
  })

  it('shares equally among those who have something, and takes every message once', async () => {
    await insertDue(handle.db, [
      ...rows('a', 60),
      ...rows('b', 20, ago(1)),
      ...rows('c', 3, ago(2)),
    ])
    const claims = await all()

    expect(claims.flat().sort()).toEqual(
      [...rows('a', 60), ...rows('b', 20), ...rows('c', 3)].map((one) => one.message_id).sort(),
    )
    // The first claim is by age alone: that there is more than it takes is known only then.
    expect(of(claims[1] ?? [], 'a')).toHaveLength(3)
    expect(of(claims[1] ?? [], 'b')).toHaveLength(3)
    expect(claims.slice(0, 4).flatMap((ids) => of(ids, 'c'))).toHaveLength(3)
  })

  it('goes round all of them where they are more than a claim holds', async () => {
    const shops = Array.from({ length: 30 }, (_, n) => `shop${String(n).padStart(2, '0')}`)
    await insertDue(handle.db, rows('a', 50))
    await claim()
    for (const shop of shops) await insertDue(handle.db, rows(shop, 2, NOW))
    const served = new Set<string>()
    for (let round = 0; round < 4; round += 1)
      for (const id of await claim()) served.add(id.split(' ')[0] ?? '')

    expect([...served].sort()).toEqual(['a', ...shops])
  })

  it('passes by merchants of whom nothing is due, more than one look sees', async () => {
    const shops = Array.from({ length: 300 }, (_, n) => `shop${String(n).padStart(3, '0')}`)
    await insertDue(
      handle.db,
      shops.flatMap((shop) => rows(shop, 1, LEASED)),
    )
    await insertDue(handle.db, rows('zinnia', 20))

    expect((await all()).flat()).toHaveLength(20)
  })

  it('is by age alone again once nobody waits', async () => {
    await insertDue(handle.db, rows('a', 20))
    await all()
    await insertDue(handle.db, [...rows('b', 3, ago(1)), ...rows('a', 3, ago(9))])

    expect(of(await claim(3), 'a')).toHaveLength(3)
  })
})
