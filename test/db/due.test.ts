import { beforeEach, expect, it } from 'vitest'
import { claimDue, deleteDue, insertDue, LIVE, nextDueAt } from '../../src/db/due.ts'
import type { Handle } from '../../src/db/open.ts'
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

  it('takes an empty list for nothing to do', async () => {
    await insertDue(handle.db, [])
    await deleteDue(handle.db, 'mer_1', [])

    expect(await nextDueAt(handle.db, LIVE, [])).toBeNull()
  })
})

onPostgres('what is due', (open) => {
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
