import { describe, expect, it } from 'vitest'
import type { Case } from '../../bench/promise/cases.ts'
import { rulesOf } from '../../bench/promise/rules.ts'
import { bestConstant, scoreOf } from '../../bench/promise/score.ts'
import { casesOf, knownOn, slipOf, walk } from '../../bench/promise/walk.ts'
import { addDays } from '../../src/domain/calendar.ts'

describe('scoreOf', () => {
  it('counts a promise as kept on its day, and weighs a day too late nine times one too early', () => {
    const score = scoreOf([
      { added: 4, slip: 4 },
      { added: 4, slip: -6 },
      { added: 0, slip: 10 },
      { added: 2, slip: 3 },
    ])

    expect(score).toMatchObject({ promises: 4, kept: 0.5, added: 2.5, early: 5, coverage: 1 })
    expect(score.pinball).toBeCloseTo((0 + 1 + 9 + 0.9) / 4)
  })

  it('caps a slip at a year, and never counts as kept what never came', () => {
    const score = scoreOf([
      { added: 365, slip: 800 },
      { added: 365, slip: null },
    ])

    expect(score).toMatchObject({ kept: 0.5, pinball: 0 })
  })

  it('scores the dates that were given alone, and says how many those are', () => {
    const score = scoreOf([
      { added: null, slip: 300 },
      { added: 0, slip: 0 },
    ])

    expect(score).toMatchObject({ promises: 2, kept: 1, pinball: 0, coverage: 0.5 })
    expect(scoreOf([{ added: null, slip: 300 }])).toMatchObject({ kept: Number.NaN, coverage: 0 })
  })
})

describe('bestConstant', () => {
  it('is the quantile of the slips themselves, never below nought', () => {
    const slips = [-5, -4, -3, -2, -1, 0, 1, 2, 3, null]

    expect(bestConstant(slips)).toBe(3)
    expect(bestConstant(slips, 1)).toBe(365)
    expect(bestConstant(slips, 0.2)).toBe(0)
  })
})

const START = '2020-01-01'

function told(on: number, { lead = 10, slip = 0 as number | null, isImport = false } = {}): Case {
  const toldOn = addDays(START, on)
  const promisedOn = addDays(toldOn, lead)
  const closedOn = slip === null ? null : addDays(promisedOn, slip)
  return { supplier: 'Acme', toldOn, promisedOn, seenOn: toldOn, closedOn, isImport }
}

describe('the walk', () => {
  const cases = [0, 1, 1, 1, 2, 3, 3, 3, 3, 4].map((day) => told(day))

  it('cuts stretches by days: all that was told on one day lies on one side', () => {
    const set = { name: 'x', cases }
    const daysOf = (from: number, to: number) =>
      casesOf(set, { name: '', from, to }).map(({ toldOn }) => toldOn.slice(-2))

    expect(daysOf(0.6, 1)).toEqual(['04', '04', '04', '04', '05'])
    expect(daysOf(0.2, 0.6)).toEqual(['02', '02', '02', '03'])
  })

  it('scores no imports', () => {
    const set = { name: 'x', cases: [told(0, { isImport: true }), told(1)] }

    expect(casesOf(set, { name: '', from: 0, to: 1 })).toHaveLength(1)
  })

  it('knows on a day only what had come before it', () => {
    const all = [told(0, { slip: 5 }), told(20)]
    const known = (day: number) => knownOn(all, addDays(START, day)).outcomes

    expect(known(14).map(slipOf)).toEqual([null])
    expect(known(15).map(slipOf)).toEqual([null])
    expect(known(16).map(slipOf)).toEqual([5])
    expect(known(20)).toHaveLength(2)
  })

  it('answers as if the future had not been written', () => {
    const past = Array.from({ length: 60 }, (_, day) => told(day, { slip: day % 7 }))
    const future = (slip: number | null) =>
      Array.from({ length: 60 }, (_, day) => told(60 + day, { slip }))
    const stretch = { name: '', from: 0.5, to: 0.51 }
    const added = (slip: number | null) =>
      Object.entries(walk({ name: 'x', cases: [...past, ...future(slip)] }, stretch, rulesOf()))
        .filter(([, all]) => all.length > 0)
        .map(([name, all]) => [name, all.map((one) => one.added)])

    expect(added(0)).not.toEqual([])
    expect(added(300)).toEqual(added(0))
    expect(added(null)).toEqual(added(0))
  })

  it('adds what each rule says', () => {
    const set = { name: 'x', cases: [told(0, { lead: 20, slip: 6 }), told(40, { lead: 20 })] }
    const all = walk(set, { name: '', from: 0.5, to: 1 }, rulesOf())
    const added = Object.fromEntries(Object.entries(all).map(([name, [one]]) => [name, one?.added]))

    expect(added).toMatchObject({
      "supplier's own date": 0,
      '+ 4 days': 4,
      '× 1.4': 8,
      'default rule': 8,
      'plain 0.9 quantile': 6,
      learned: 8, // One outcome against the default rule's ten.
    })
  })
})
