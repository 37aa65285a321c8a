import { type CompiledQuery, sql } from 'kysely'
import { beforeEach, expect, it, vi } from 'vitest'
import {
  claimDue,
  claimShares,
  deleteDue,
  insertDue,
  isDueBefore,
  LIVE,
  nextDueAt,
  nextDueOfLanes,
} from '../../src/db/due.ts'
import type { Db, Handle } from '../../src/db/open.ts'
import { listTurns } from '../../src/db/turns.ts'
import { eachDatabase, onPostgres } from '../support/databases.ts'

const NOW = '2026-03-02T15:00:00.000Z'
const LATER = '2026-03-02T15:00:30.000Z'
const minutes = (count: number) => new Date(Date.parse(NOW) + count * 60_000).toISOString()
const row = (id: string, at = NOW, over: object = {}) => ({
  merchant_id: 'mer_1',
  message_id: id,
  clock: LIVE,
  lane: 0,
  at,
  ...over,
})
const claim = { clock: LIVE, lane: 0, now: NOW, leaseUntil: LATER, limit: 50 }

eachDatabase('what is due', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
  })

  const idsOf = (rows: { message_id: string }[]) => rows.map(({ message_id }) => message_id).sort()

  it('is claimed once, and again when its lease has ended', async () => {
    await insertDue(handle.db, [row('a')])

    expect(idsOf(await claimDue(handle.db, claim))).toEqual(['a'])
    expect(await claimDue(handle.db, claim)).toEqual([])
    expect(await nextDueAt(handle.db, LIVE, [0])).toBe(LATER)
    expect(await claimDue(handle.db, { ...claim, now: '2026-03-02T15:00:29.999Z' })).toEqual([])
    expect(
      idsOf(await claimDue(handle.db, { ...claim, now: LATER, leaseUntil: minutes(1) })),
    ).toEqual(['a'])
  })

  it('is the oldest first, as many as are asked for, and nothing before its moment', async () => {
    await insertDue(handle.db, [
      row('c', minutes(-1)),
      row('a', minutes(-3)),
      row('b', minutes(-2)),
      row('d', minutes(1)),
    ])

    expect(idsOf(await claimDue(handle.db, { ...claim, limit: 2 }))).toEqual(['a', 'b'])
    expect(idsOf(await claimDue(handle.db, claim))).toEqual(['c'])
  })

  it('keeps its lane and its clock', async () => {
    await insertDue(handle.db, [row('a', NOW, { lane: 1 }), row('b', NOW, { clock: 'mer_1' })])

    expect(await claimDue(handle.db, claim)).toEqual([])
    expect(idsOf(await claimDue(handle.db, { ...claim, lane: 1 }))).toEqual(['a'])
    expect(idsOf(await claimDue(handle.db, { ...claim, clock: 'mer_1' }))).toEqual(['b'])
  })

  it('moves where it is put in again, and goes where it is taken out', async () => {
    await insertDue(handle.db, [row('a'), row('b')])
    await insertDue(handle.db, [row('a', minutes(5))])
    await deleteDue(handle.db, 'mer_1', ['b'])
    await deleteDue(handle.db, 'mer_2', ['a'])

    expect(await nextDueAt(handle.db, LIVE, [0, 1, 2])).toBe(minutes(5))
    expect(await nextDueAt(handle.db, LIVE, [1])).toBeNull()
    expect(await nextDueAt(handle.db, 'mer_1', [0])).toBeNull()
  })

  it('is told of each lane by its next moment', async () => {
    await insertDue(handle.db, [
      row('a', minutes(3)),
      row('b', minutes(1), { lane: 5 }),
      row('c', minutes(2), { lane: 5 }),
    ])

    expect(await nextDueOfLanes(handle.db, LIVE, [0, 1, 5])).toEqual([
      { lane: 0, at: minutes(3) },
      { lane: 5, at: minutes(1) },
    ])
  })

  it('is asked whether anything comes before a moment, in whichever of its lanes', async () => {
    await insertDue(handle.db, [row('a', minutes(3)), row('b', minutes(1), { lane: 5 })])
    const before = (at: string, lanes = [0, 1, 5], clock = LIVE) =>
      isDueBefore(handle.db, clock, lanes, at)

    expect(await before(minutes(1))).toBe(false)
    expect(await before(minutes(2))).toBe(true)
    expect(await before(minutes(2), [0, 1])).toBe(false)
    expect(await before(minutes(2), [0, 1, 5], 'mer_1')).toBe(false)
  })

  it('is shared among merchants: of each so many of its oldest', async () => {
    const of = (merchant_id: string) => (id: string, at: string) => row(id, at, { merchant_id })
    const [a, b] = [of('mer_a'), of('mer_b')]
    await insertDue(handle.db, [
      a('a1', minutes(-9)),
      a('a2', minutes(-8)),
      a('a3', minutes(-7)),
      b('b1', minutes(-1)),
      b('b2', minutes(1)),
    ])
    const sharing = { ...claim, merchantIds: ['mer_a', 'mer_b'], share: 2 }

    expect(idsOf(await claimShares(handle.db, sharing))).toEqual(['a1', 'a2', 'b1'])
    expect(idsOf(await claimShares(handle.db, sharing))).toEqual(['a3'])
    expect(await claimShares(handle.db, { ...sharing, merchantIds: [] })).toEqual([])
  })

  it('is passed by merchant by merchant, each once, whatever waits of it', async () => {
    const of = (merchant_id: string, id: string, at: string, lane = 0) =>
      row(id, at, { merchant_id, lane })
    await insertDue(handle.db, [
      ...Array.from({ length: 30 }, (_, n) => of('mer_a', `a${n}`, minutes(-n))),
      of('mer_b', 'b', minutes(1)),
      of('mer_c', 'c', minutes(-1)),
      of('mer_d', 'd', minutes(-1), 1),
    ])
    const turns = (after: string, limit = 10) =>
      listTurns(handle.db, { clock: LIVE, lane: 0, now: NOW, after, limit })
    const a = { merchantId: 'mer_a', isDue: true }
    const b = { merchantId: 'mer_b', isDue: false }
    const c = { merchantId: 'mer_c', isDue: true }

    expect(await turns('')).toEqual([a, b, c])
    expect(await turns('', 2)).toEqual([a, b])
    expect(await turns('mer_a')).toEqual([b, c])
    expect(await turns('mer_c')).toEqual([])
  })

  it('takes an empty list for nothing to do', async () => {
    await insertDue(handle.db, [])
    await deleteDue(handle.db, 'mer_1', [])

    expect(await nextDueAt(handle.db, LIVE, [])).toBeNull()
  })
})

onPostgres('what is due', (open) => {
  it('is looked for in few pages, however much waits', async () => {
    const handle = await open()
    const db = handle.db
    await sql`insert into due (merchant_id, message_id, clock, lane, at)
      select 'mer_' || (n % 500), 'msg_' || n, 'live', 2,
        to_char(timestamp '2026-03-02 15:01' + n * interval '1 minute',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      from generate_series(1, 100000) n`.execute(db)
    await sql`analyze due`.execute(db)
    const lanes = [0, 1, 2, 3, 4, 5]
    // Three or four pages down the index for each lane; lanes that follow one another are one walk.
    const looks: [number, (on: Db) => Promise<unknown>][] = [
      [24, (on) => nextDueOfLanes(on, LIVE, lanes)],
      [10, (on) => isDueBefore(on, LIVE, lanes, '2026-03-02T15:00:30.000Z')],
      [4, (on) => claimDue(on, { ...claim, lane: 2 })],
      [
        40,
        (on) => claimShares(on, { ...claim, lane: 2, merchantIds: ['mer_1', 'mer_2'], share: 8 }),
      ],
    ]
    for (const [most, look] of looks) expect(await pagesOf(handle, look)).toBeLessThanOrEqual(most)
    const turns = { clock: LIVE, lane: 2, now: NOW, after: '', limit: 100 }
    expect(await pagesOf(handle, (on) => listTurns(on, turns))).toBeLessThanOrEqual(100 * 8)
  })

  it('is shared out among those who claim at the same time, none of it twice', async () => {
    const handle = await open()
    await insertDue(
      handle.db,
      Array.from({ length: 200 }, (_, at) => row(`m${at}`)),
    )
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => claimDue(handle.db, { ...claim, limit: 30 })),
    )
    const ids = claims.flat().map(({ message_id }) => message_id)

    expect(ids).toHaveLength(200)
    expect(new Set(ids).size).toBe(200)
  })

  it('is looked for around rows that another transaction holds', async () => {
    const handle = await open()
    await insertDue(handle.db, [row('a', minutes(-1)), row('b')])
    await handle.db.transaction().execute(async (held) => {
      expect(await claimDue(held, { ...claim, limit: 1 })).toMatchObject([{ message_id: 'a' }])
      expect(await claimDue(handle.db, claim)).toMatchObject([{ message_id: 'b' }])
    })
  })
})

/** Pages that PostgreSQL reads for a query, from its own account. */
async function pagesOf(handle: Handle, look: (db: Db) => Promise<unknown>): Promise<number> {
  const compiled: CompiledQuery[] = []
  const recording = handle.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  })
  const executor = recording.getExecutor()
  const execute = executor.executeQuery.bind(executor)
  vi.spyOn(executor, 'executeQuery').mockImplementation((query) => {
    compiled.push(query as CompiledQuery)
    return execute(query)
  })
  await look(recording)
  const [query] = compiled
  if (!query) throw new Error('nothing was asked')
  const explained = await handle.db.executeQuery<{ 'QUERY PLAN': string }>({
    ...query,
    sql: `explain (analyze, buffers, format json) ${query.sql}`,
  })
  const [plan] = JSON.parse(JSON.stringify(explained.rows[0]?.['QUERY PLAN'] ?? '[]'))
  return plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks']
}
