import type { CaseSet } from './cases.ts'
import { CONFIDENCE, LEARNED, rulesOf } from './rules.ts'
import { bestConstant, type Score, scoreOf } from './score.ts'
import { casesOf, knownOn, STRETCHES, type Stretch, slipOf, walk } from './walk.ts'

export const BEST = 'best constant in hindsight'

/** All figures of one set in one stretch of time. */
export type Result = {
  set: string
  stretch: string
  scores: Record<string, Score>
  /** The constant that the hindsight line adds. */
  bestDays: number
  /** Orders of suppliers that had kept their dates so far, and what the learned rule added to them. */
  punctual: { orders: number; added: number }
}

export const measureAll = (sets: CaseSet[]): Result[] =>
  sets.flatMap((set) =>
    STRETCHES.filter((stretch) => casesOf(set, stretch).length > 0).map((stretch) =>
      measure(set, stretch),
    ),
  )

function measure(set: CaseSet, stretch: Stretch): Result {
  const cases = casesOf(set, stretch)
  const told = walk(set, stretch, rulesOf())
  const slips = cases.map(slipOf)
  const bestDays = bestConstant(slips, CONFIDENCE)
  const scores = Object.fromEntries(
    Object.entries(told).map(([name, all]) => [name, scoreOf(all, CONFIDENCE)]),
  )
  const best = slips.map((slip) => ({ added: bestDays, slip }))
  return {
    set: set.name,
    stretch: stretch.name,
    scores: { ...scores, [BEST]: scoreOf(best, CONFIDENCE) },
    bestDays,
    punctual: punctualOf(set, stretch, told[LEARNED]?.map(({ added }) => added ?? 0) ?? []),
  }
}

const RECORD_MIN = 10

/** Whoever kept the asked share of at least ten dates should be believed. */
function punctualOf(set: CaseSet, stretch: Stretch, added: number[]) {
  const punctual = casesOf(set, stretch).flatMap((one, at) => {
    const past = knownOn(
      set.cases.filter(({ supplier }) => supplier !== null && supplier === one.supplier),
      one.toldOn,
    ).outcomes.map(slipOf)
    const known = past.filter((slip) => slip !== null)
    const kept = known.filter((slip) => slip <= 0).length
    return known.length >= RECORD_MIN && kept >= CONFIDENCE * known.length ? [added[at] ?? 0] : []
  })
  const sum = punctual.reduce((total, days) => total + days, 0)
  return { orders: punctual.length, added: punctual.length ? sum / punctual.length : Number.NaN }
}
