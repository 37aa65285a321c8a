import { describe, expect, it } from 'vitest'
import { aimsOf } from '../../bench/promise/aims.ts'
import { BEST, type Result } from '../../bench/promise/measure.ts'
import { LEARNED, LEARNED_TOLD, OWN_DATE, PLAIN } from '../../bench/promise/rules.ts'
import type { Score } from '../../bench/promise/score.ts'

const score = (kept: number, pinball: number): Score => ({
  promises: 100,
  kept,
  added: 0,
  early: 0,
  pinball,
  coverage: 1,
})

function aims(set: string, stretch: string, learned: Score, told = learned) {
  const result: Result = {
    set,
    stretch,
    scores: {
      [OWN_DATE]: score(0.5, 10),
      [PLAIN]: score(0.8, 9),
      [BEST]: score(0.9, 7),
      [LEARNED]: learned,
      [LEARNED_TOLD]: told,
    },
    bestDays: 5,
    punctual: { orders: 3, added: 1.5 },
  }
  return aimsOf([result]).map(({ aim, is, isReached }) => [aim, is, isReached])
}

describe('aimsOf', () => {
  it('says of each aim whether it is reached, and by what', () => {
    expect(aims('SCMS RDC', '35 to 60 %', score(0.79, 9.1))).toEqual([
      ['pinball ≤ 9.09 (the plain quantile + 1 %)', '9.1', false],
      ['kept ≥ 79 %', '79 %', true],
      ['kept ≥ 86 % (the surge)', '79 %', false],
      ['dates given: kept ≥ 90 %', '79 %', false],
    ])
    expect(aims('SCMS direct', 'last 40 %', score(0.95, 10.5))).toEqual([
      ['≤ 1 day added for punctual suppliers', '1.5 days', false],
      ['pinball ≤ 10.5 (own date + 5 %)', '10.5', true],
      ['dates given: kept ≥ 90 %', '95 %', true],
    ])
  })

  it('does not call reached what could not be measured', () => {
    const none = { ...score(Number.NaN, Number.NaN), coverage: 0 }

    expect(aims('DSC, all history', 'last 40 %', score(0.94, 7.3), none)).toEqual([
      ['kept 85 to 93 %', '94 %', false],
      ['pinball ≤ 7.2 (20 % below the plain quantile)', '7.3', false],
      ['pinball ≤ 7.35 (the constant in hindsight + 5 %)', '7.3', true],
      ['dates given: kept ≥ 90 %', 'none', null],
    ])
  })
})
