import { beforeEach, expect, it } from 'vitest'
import { countDue, countWaiting, findLongestSilence } from '../../src/db/metrics.ts'
import type { Handle, SqliteHandle } from '../../src/db/open.ts'
import { listPolicyVersions } from '../../src/db/policies.ts'
import { listNewestOrders } from '../../src/db/recorded-orders.ts'
import {
  claimWalk,
  endWalksOf,
  insertWalk,
  listOpenWalks,
  listUnfinishedAfter,
  saveWalk,
} from '../../src/db/walks.ts'
import { eachDatabase, onPostgres, onSqlite } from '../support/databases.ts'
import { planOf } from '../support/query-plan.ts'

const KINDS = ['policy', 'back_in_stock']
const AT = '2026-03-02T15:00:00.000Z'
const walk = (id: string, over = {}) => ({
  merchantId: 'mer_1',
  id,
  kind: 'policy',
  subject: '',
  isLive: true,
  at: AT,
  ...over,
})

eachDatabase('stored walks', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
  })

  it('take turns: who waited longest is next, on its own clock alone', async () => {
    const { db } = handle
    await insertWalk(db, walk('a'))
    await insertWalk(db, walk('b', { merchantId: 'mer_2' }))
    await insertWalk(db, walk('t', { merchantId: 'mer_3', isLive: false }))
    const turns: string[] = []
    for (let turn = 1; turn <= 4; turn += 1) {
      const claimed = await claimWalk(db, 'live', KINDS)
      if (!claimed) break
      turns.push(claimed.id)
      const walkedAt = `2026-03-02T15:00:0${turn}.000Z`
      await saveWalk(db, { ...claimed, cursor: String(turn) }, { walkedAt, doneAt: null })
    }

    expect(turns.slice(0, 2).sort()).toEqual(['a', 'b'])
    expect(turns.slice(2)).toEqual(turns.slice(0, 2))
    expect(await claimWalk(db, 'mer_3', KINDS)).toMatchObject({ id: 't', cursor: '' })
  })

  it('are no longer open once done, or ended by one of the same subject', async () => {
    const { db } = handle
    await insertWalk(db, walk('a'))
    await insertWalk(db, walk('b', { kind: 'back_in_stock', subject: 'S1' }))
    await insertWalk(db, walk('c', { kind: 'back_in_stock', subject: 'S2' }))
    await endWalksOf(db, 'mer_1', { kind: 'back_in_stock', subject: 'S1', at: AT })
    const claimed = await claimWalk(db, 'live', KINDS)
    if (claimed) await saveWalk(db, claimed, { walkedAt: AT, doneAt: AT })

    expect(await listOpenWalks(db, 'mer_1')).toHaveLength(1)
    expect(await listOpenWalks(db, 'mer_2')).toEqual([])
  })
})

onPostgres('a walk that another worker has', (open) => {
  it('is passed over, and the next one taken', async () => {
    const { db } = await open()
    await insertWalk(db, walk('a'))
    await insertWalk(db, walk('b', { merchantId: 'mer_2' }))
    const [first, second] = await db.transaction().execute(async (one) => {
      const mine = await claimWalk(one, 'live', KINDS)
      return [mine, await db.transaction().execute((two) => claimWalk(two, 'live', KINDS))]
    })

    expect([first?.id, second?.id].sort()).toEqual(['a', 'b'])
  })
})

onSqlite('what is asked at every turn or scrape', (open) => {
  it.each<[string, RegExp, (db: SqliteHandle['db']) => Promise<unknown>]>([
    ['the walk whose turn it is', /walks_next \(clock=\?\)/, (db) => claimWalk(db, 'live', KINDS)],
    ['the open walks of a merchant', /walks_open \(/, (db) => listOpenWalks(db, 'mer_1')],
    [
      'the longest silence',
      /orders_silent \(.*unreachable=\?/,
      (db) => findLongestSilence(db, 'm'),
    ],
    [
      'who waits',
      /USING COVERING INDEX orders_silent;/,
      (db) => countWaiting(db, { isReachable: true }),
    ],
    ['what is due', /COVERING INDEX due_next_2 \(clock=\?/, (db) => countDue(db, [2], AT)],
    [
      'the orders of a walk',
      /orders_by_status \(.*status=\? AND .*placed_at/,
      (db) =>
        listUnfinishedAfter(db, 'mer_1', {
          after: JSON.stringify(['shipped', AT, 'o1']),
          shippedSince: AT,
          limit: 20,
        }),
    ],
    [
      'the orders of a simulation',
      /orders_newest \(merchant_id=\? AND .*placed_at/,
      (db) => listNewestOrders(db, 'mer_1', { from: null, to: AT, limit: 10 }),
    ],
    [
      'the versions of a policy',
      /SEARCH policy_versions/,
      (db) => listPolicyVersions(db, 'mer_1', { before: 3, limit: 10 }),
    ],
  ])('finds %s along an index', async (_, index, run) => {
    const handle = (await open()) as SqliteHandle
    const plan = await planOf(handle, run)

    expect(plan).toMatch(index)
    expect(plan).not.toMatch(/SCAN (?!orders USING COVERING INDEX)|TEMP B-TREE/)
  })
})
