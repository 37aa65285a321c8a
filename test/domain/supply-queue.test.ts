import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Ahead,
  afterArrival,
  assign,
  type Coming,
  comparePlaces,
  coveredByLevel,
  type Entry,
  isOfRight,
  isRaised,
  type Pool,
  pass,
  rankOf,
  rightOf,
  sortComing,
  takenFromPool,
} from '../../src/domain/supply-queue.ts'
import { isStopper, joinQueue } from '../support/queue-join.ts'
import { runs } from '../support/runs.ts'

const RUNS = runs(400)
const MOMENTS = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z']

type Named = Entry & { name: string }
type Joining = { priority: number; at: number; quantity: number; isTold: boolean }

const joining: fc.Arbitrary<Joining> = fc.record({
  priority: fc.integer({ min: 0, max: 2 }),
  at: fc.integer({ min: 0, max: 2 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  isTold: fc.boolean(),
})
const joinings = fc.array(joining, { maxLength: 12 })
const coming: fc.Arbitrary<Coming[]> = fc
  .array(fc.record({ remaining: fc.integer({ min: 1, max: 6 }), dated: fc.boolean() }), {
    maxLength: 4,
  })
  .map((all) =>
    all.map(({ remaining, dated }, at) => ({
      supplyId: `PO${at}`,
      supplier: null,
      expectedAt: dated ? `2026-04-0${at + 1}` : null,
      remaining,
    })),
  )
const pool: fc.Arbitrary<Pool> = fc.record({
  left: fc.integer({ min: 0, max: 8 }),
  unaccounted: fc.integer({ min: 0, max: 3 }),
  until: fc.constantFrom('', ...MOMENTS),
})

const newcomer = ({ priority, at, quantity, isTold }: Joining, joined: number) => ({
  name: `n${joined}`,
  rank: rankOf({ priority, placedAt: MOMENTS[at] ?? '' }, joined),
  quantity,
  isTold,
  countedAt: MOMENTS[at] ?? '',
})

/** A queue as it comes about: some are told a date as soon as they have joined. */
const queueOf = (all: readonly Joining[]): Named[] =>
  all.reduce<Named[]>(
    (queue, one, joined) => joinQueue(queue, newcomer(one, joined), { displaces: false }),
    [],
  )

/** Unit by unit: what each entry takes, from the pool and from each supply. */
function giveOut(queue: readonly Named[], has: Pool, supplies: readonly Coming[]) {
  let { left } = has
  const units = supplies.flatMap((supply) => Array<Coming>(supply.remaining).fill(supply))
  units.splice(0, has.unaccounted)
  return queue.map((entry) => {
    let last: Coming | 'here' | null = null
    for (let unit = 0; unit < entry.quantity; unit += 1) {
      if (left > 0 && entry.countedAt <= has.until) {
        left -= 1
        last = 'here'
      } else {
        last = units.shift() ?? null
      }
    }
    return last
  })
}

function assignAll(queue: readonly Named[], has: Pool, supplies: readonly Coming[]) {
  let ahead: Ahead = { units: 0, eligible: 0 }
  return queue.map((entry) => {
    const { isHere, supply } = assign(ahead, entry, { pool: has, coming: supplies })
    ahead = pass(ahead, entry, has)
    return isHere ? 'here' : supply
  })
}

describe('the order of a queue', () => {
  it('is by priority, then by the date of the order, then first come first served', () => {
    const queue = queueOf(
      [
        { priority: 0, at: 1 },
        { priority: 0, at: 1 },
        { priority: 0, at: 0 },
        { priority: 2, at: 2 },
      ].map((one) => ({ ...one, quantity: 1, isTold: false })),
    )
    expect(queue.map(({ name }) => name)).toEqual(['n3', 'n2', 'n0', 'n1'])
  })

  it('keeps everybody who was told a date, and everybody of a better rank, before a newcomer', () => {
    /** Whose supply lost its date since: it stays where it is, and may be overtaken. */
    const loses = fc.array(fc.boolean(), { maxLength: 8 })
    fc.assert(
      fc.property(joinings, joining, loses, (all, one, lost) => {
        const before = queueOf(all).map((entry, index) =>
          lost[index] ? { ...entry, isTold: false } : entry,
        )
        const mine = newcomer(one, all.length)
        const after = joinQueue(before, mine, { displaces: false })
        const place = after.findIndex(({ name }) => name === mine.name)

        expect(after.filter(({ name }) => name !== mine.name).map(({ name }) => name)).toEqual(
          before.map(({ name }) => name),
        )
        expect(after.slice(place + 1).some((entry) => isStopper(entry, mine.rank))).toBe(false)
        const stopper = after[place - 1]
        expect(stopper === undefined || isStopper(stopper, mine.rank)).toBe(true)
      }),
      RUNS,
    )
  })

  it('lets a newcomer in before all of a worse rank where the policy says so', () => {
    fc.assert(
      fc.property(joinings, joining, (all, one) => {
        const before = queueOf(all)
        const mine = newcomer(one, all.length)
        const after = joinQueue(before, mine, { displaces: true })
        const place = after.findIndex(({ name }) => name === mine.name)
        expect(after.slice(0, place).every(({ rank }) => rank < mine.rank)).toBe(true)
      }),
      RUNS,
    )
  })

  it('would put somebody before who was told, if ranks alone were asked', () => {
    const result = fc.check(
      fc.property(joinings, joining, (all, one) => {
        const before = queueOf(all).sort((a, b) => (a.rank < b.rank ? -1 : 1))
        const mine = newcomer(one, all.length)
        expect(before.every(({ isTold, rank }) => !isTold || rank < mine.rank)).toBe(true)
      }),
      RUNS,
    )
    expect(result.failed).toBe(true)
  })

  it('sorts as its text does', () => {
    fc.assert(
      fc.property(joinings, (all) => {
        const queue = queueOf(all)
        expect([...queue].sort(comparePlaces)).toEqual(queue)
      }),
      RUNS,
    )
  })

  it('knows a rank by its right, and whether a priority was raised', () => {
    const order = { priority: 3, placedAt: MOMENTS[0] ?? '' }
    const rank = rankOf(order, 7)
    expect(isOfRight(rank, rightOf(order))).toBe(true)
    expect(isOfRight(rank, rightOf({ ...order, priority: 4 }))).toBe(false)
    expect(isRaised(rank, rightOf({ ...order, priority: 4 }))).toBe(true)
    expect(isRaised(rank, rightOf({ ...order, placedAt: '2026-01-01T00:00:00.000Z' }))).toBe(false)
    expect(isRaised(rank, rightOf({ ...order, priority: -5 }))).toBe(false)
  })
})

describe('the units that come', () => {
  it('are given to the queue in its order, every one of them once', () => {
    fc.assert(
      fc.property(joinings, pool, coming, (all, has, supplies) => {
        const queue = queueOf(all)
        expect(assignAll(queue, has, supplies)).toEqual(giveOut(queue, has, supplies))
      }),
      RUNS,
    )
  })

  it('that are here are shared out whole, and to nobody twice', () => {
    fc.assert(
      fc.property(joinings, pool, (all, has) => {
        const queue = queueOf(all)
        let ahead: Ahead = { units: 0, eligible: 0 }
        let taken = 0
        let eligible = 0
        for (const entry of queue) {
          taken += takenFromPool(ahead, entry, has)
          eligible += entry.countedAt <= has.until ? entry.quantity : 0
          ahead = pass(ahead, entry, has)
        }
        expect(taken).toBe(Math.min(has.left, eligible))
      }),
      RUNS,
    )
  })

  it('are the same to everybody after one has taken its share of what is here', () => {
    fc.assert(
      fc.property(joinings, pool, coming, fc.nat(), (all, has, supplies, at) => {
        const queue = queueOf(all)
        const before = assignAll(queue, has, supplies)
        const index = queue.length === 0 ? 0 : at % queue.length
        let ahead: Ahead = { units: 0, eligible: 0 }
        for (const entry of queue.slice(0, index)) ahead = pass(ahead, entry, has)
        const one = queue[index]
        if (!one) return
        const share = takenFromPool(ahead, one, has)
        const left = queue.map((entry) =>
          entry === one ? { ...entry, quantity: entry.quantity - share } : entry,
        )
        const after = assignAll(left, { ...has, left: has.left - share }, supplies)
        for (const [place, entry] of left.entries())
          if (entry.quantity > 0) expect(after[place]).toEqual(before[place])
      }),
      RUNS,
    )
  })

  it('move nobody before who leaves', () => {
    fc.assert(
      fc.property(joinings, pool, coming, fc.nat(), (all, has, supplies, at) => {
        const queue = queueOf(all)
        const index = queue.length === 0 ? 0 : at % queue.length
        const before = assignAll(queue, has, supplies).slice(0, index)
        const after = assignAll(queue.toSpliced(index, 1), has, supplies).slice(0, index)
        expect(after).toEqual(before)
      }),
      RUNS,
    )
  })

  it('come in the order of their days, what has none last', () => {
    const one = (supplyId: string, expectedAt: string | null): Coming => ({
      supplyId,
      supplier: null,
      expectedAt,
      remaining: 1,
    })
    // In New York that is still the 8th.
    const late = one('a', '2026-04-09T02:00:00Z')
    const all = [one('d', null), one('c', '2026-04-09'), late, one('b', '2026-04-08')]
    const sorted = sortComing(all, 'America/New_York')
    expect(sorted.map(({ supplyId }) => supplyId)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('that were left over are in stock, and no part of the next arrival', () => {
    const [early = '', until = ''] = MOMENTS
    const left = { left: 5, until: early, unaccounted: 0 }
    const leftOver = (waiting: number) => afterArrival(left, { quantity: 4, until }, waiting).left
    expect([leftOver(0), leftOver(2), leftOver(9)]).toEqual([4, 6, 9])
  })

  it('are, by a level, who waits beyond those that are missing', () => {
    expect(coveredByLevel(5, 2)).toBe(3)
    expect(coveredByLevel(2, 5)).toBe(0)
  })
})
