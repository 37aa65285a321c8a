import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Handle, SqliteHandle } from '../../src/db/open.ts'
import {
  deleteEntry,
  insertEntries,
  listEntriesAfter,
  listEntriesOfOrder,
  type QueueEntry,
  saveAssignments,
  sumAhead,
  sumCountedAfter,
  updateEntry,
} from '../../src/db/queue.ts'
import { findLast, findOvertaken, findStopper, liftBehind } from '../../src/db/queue-neighbours.ts'
import { findQueues, insertQueue } from '../../src/db/sku-queues.ts'
import { listOpenSupplies } from '../../src/db/supplies.ts'
import { eachDatabase, onSqlite } from '../support/databases.ts'
import { planOf } from '../support/query-plan.ts'

const MERCHANT = 'mer_1'
const SKU = 'KETTLE'
const day = (at: number) => `2026-03-0${at}T00:00:00.000Z`
const entry = (orderId: string, rank: string, over: Partial<QueueEntry> = {}): QueueEntry => ({
  orderId,
  lineId: '1',
  part: 0,
  sku: SKU,
  epoch: 0,
  rank,
  quantity: 2,
  countedAt: day(1),
  isTold: false,
  dated: null,
  ...over,
})

eachDatabase('the entries of a queue', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
    await insertEntries(handle.db, MERCHANT, [
      entry('b', 'r2', { isTold: true }),
      entry('a', 'r1', { quantity: 3 }),
      entry('d', 'r1', { epoch: 1, countedAt: day(5) }),
      entry('c', 'r4'),
      entry('x', 'r0', { sku: 'OTHER' }),
    ])
    await insertEntries(handle.db, 'mer_2', [entry('a', 'r1')])
  })
  const names = async (after = null as { epoch: number; rank: string } | null, limit = 10) =>
    (await listEntriesAfter(handle.db, MERCHANT, { sku: SKU, after, limit })).map(
      ({ orderId }) => orderId,
    )

  it('are several of a line that stands in parts, each changed by itself', async () => {
    const [first] = await listEntriesOfOrder(handle.db, MERCHANT, 'c')
    if (!first) throw new Error('c does not wait')
    const more = { ...first, part: 1, rank: 'r5', quantity: 4 }
    await insertEntries(handle.db, MERCHANT, [more])
    await updateEntry(handle.db, MERCHANT, { ...more, quantity: 3 })
    const dated = { supplyId: 'PO1', expectedAt: '2026-03-20', ahead: 7 }
    await saveAssignments(handle.db, MERCHANT, [{ ...first, dated }])
    const parts = async () =>
      (await listEntriesOfOrder(handle.db, MERCHANT, 'c'))
        .sort((a, b) => a.part - b.part)
        .map(({ part, quantity, dated: by }) => [part, quantity, by?.ahead ?? null])
    expect(await parts()).toEqual([
      [0, 2, 7],
      [1, 3, null],
    ])
    await deleteEntry(handle.db, MERCHANT, first)
    expect(await parts()).toEqual([[1, 3, null]])
  })

  it('are listed by epoch and rank, a page after the other', async () => {
    expect(await names()).toEqual(['a', 'b', 'c', 'd'])
    expect(await names(null, 2)).toEqual(['a', 'b'])
    expect(await names({ epoch: 0, rank: 'r2' })).toEqual(['c', 'd'])
  })

  it('are summed up to a place: all, and who waited by then', async () => {
    const ahead = (epoch: number, rank: string) =>
      sumAhead(handle.db, MERCHANT, { sku: SKU, place: { epoch, rank }, until: day(2) })
    expect(await ahead(0, 'r1')).toEqual({ units: 0, eligible: 0 })
    expect(await ahead(0, 'r4')).toEqual({ units: 5, eligible: 5 })
    expect(await ahead(9, '')).toEqual({ units: 9, eligible: 7 })
    expect(await sumCountedAfter(handle.db, MERCHANT, { sku: SKU, at: day(2) })).toBe(2)
  })

  it('let a newcomer find where it stands', async () => {
    const of = (rank: string) => ({ sku: SKU, rank })
    expect(await findStopper(handle.db, MERCHANT, of('r3'))).toEqual({ epoch: 1, rank: 'r1' })
    await deleteEntry(handle.db, MERCHANT, entry('d', 'r1'))
    expect(await findStopper(handle.db, MERCHANT, of('r0'))).toEqual({ epoch: 0, rank: 'r2' })
    expect(await findStopper(handle.db, MERCHANT, { sku: 'NONE', rank: 'r0' })).toBeNull()
    expect(await findOvertaken(handle.db, MERCHANT, of('r3'))).toEqual({ epoch: 0, rank: 'r4' })
    expect(await findLast(handle.db, MERCHANT, SKU)).toEqual({ epoch: 0, rank: 'r4' })
  })

  it('behind a place make room for whoever comes before them, and keep their order', async () => {
    await liftBehind(handle.db, MERCHANT, { sku: SKU, place: { epoch: 0, rank: 'r2' } })
    await insertEntries(handle.db, MERCHANT, [entry('e', 'r0', { epoch: 1 })])
    expect(await names()).toEqual(['a', 'b', 'e', 'c', 'd'])
  })

  it('keep what they are assigned to, and are entered once', async () => {
    const dated = { supplyId: 'PO1', expectedAt: null, ahead: 4 }
    await saveAssignments(handle.db, MERCHANT, [entry('a', '', { dated })])
    await insertEntries(handle.db, MERCHANT, [entry('a', 'r9')])
    expect(await listEntriesOfOrder(handle.db, MERCHANT, 'a')).toEqual([
      entry('a', 'r1', { quantity: 3, dated }),
    ])
  })

  it('stand in a queue that is opened once', async () => {
    expect(await insertQueue(handle.db, MERCHANT, SKU)).toBe(true)
    expect(await insertQueue(handle.db, MERCHANT, SKU)).toBe(false)
    expect(await findQueues(handle.db, MERCHANT, [SKU, 'NONE'])).toMatchObject([
      { sku: SKU, isBuilt: false, units: 0, missing: null },
    ])
  })
})

onSqlite('a queue of 100,000', (open) => {
  const place = { epoch: 0, rank: 'r' }
  it.each<[string, RegExp, (db: SqliteHandle['db']) => Promise<unknown>]>([
    [
      'its next entries',
      /queue_in_turn \(.*sku=\? AND \(epoch,rank\)>/,
      (db) => listEntriesAfter(db, 'm', { sku: SKU, after: place, limit: 9 }),
    ],
    [
      'the units ahead of a place, from the index alone',
      /COVERING INDEX queue_in_turn \(.*sku=\? AND \(epoch,rank\)</,
      (db) => sumAhead(db, 'm', { sku: SKU, place, until: '' }),
    ],
    [
      'who a newcomer stands behind',
      /COVERING INDEX queue_in_turn/,
      (db) => findStopper(db, 'm', { sku: SKU, rank: 'r' }),
    ],
    ['its last', /COVERING INDEX queue_in_turn/, (db) => findLast(db, 'm', SKU)],
    [
      'what is missing since a moment',
      /COVERING INDEX queue_by_time \(.*counted_at>/,
      (db) => sumCountedAfter(db, 'm', { sku: SKU, at: '' }),
    ],
    [
      'the entries of an order',
      /USING INDEX .*\(merchant_id=\? AND order_id=\?\)/,
      (db) => listEntriesOfOrder(db, 'm', 'o'),
    ],
    [
      'what is to come',
      /supplies_of_sku \(.*sku=\? AND is_open=\?\)/,
      (db) => listOpenSupplies(db, 'm', SKU),
    ],
  ])('finds %s along an index, sorting nothing', async (_, index, run) => {
    const handle = (await open()) as SqliteHandle
    const plan = await planOf(handle, run)

    expect(plan).toMatch(index)
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
  })
})

eachDatabase(
  'a queue of the release before it knew parts',
  (open) => {
    it('is kept as it stands, with its indexes', async () => {
      const handle = await open()
      const earlier = Object.entries(migrations).filter(([name]) => name < '0018')
      await migrate(handle, Object.fromEntries(earlier))
      await sql`insert into queue values (${MERCHANT}, 'a', '1', ${SKU}, 2, 'r1', 3, ${day(1)}, 1, 1,
        'PO1', '2026-03-20', 7)`.execute(handle.db)
      await migrate(handle)

      const all = { sku: SKU, after: null, limit: 10 }
      expect(await listEntriesAfter(handle.db, MERCHANT, all)).toEqual([
        entry('a', 'r1', {
          epoch: 2,
          quantity: 3,
          isTold: true,
          dated: { supplyId: 'PO1', expectedAt: '2026-03-20', ahead: 7 },
        }),
      ])
    })
  },
  { empty: true },
)
