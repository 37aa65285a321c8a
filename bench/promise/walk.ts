import { daysBetween } from '../../src/domain/calendar.ts'
import { type LatenessModel, latenessOf } from '../../src/domain/lateness.ts'
import type { Day } from '../../src/domain/order.ts'
import type { Case, CaseSet } from './cases.ts'
import type { Told } from './score.ts'

/** All that was known on the morning of a day; nothing later can be reached from it. */
export type Known = {
  today: Day
  outcomes: readonly Case[]
  model: () => LatenessModel
}

/** How many days a rule adds to a supplier's date, knowing what it may; null: it tells no date. */
export type Rule = (order: Order, known: Known) => number | null

/** What a promise is asked for with. */
export type Order = Pick<Case, 'supplier' | 'toldOn' | 'promisedOn'>

/** A share of a set, by the day on which the date was told; all of one day lie on the same side. */
export type Stretch = { name: string; from: number; to: number }

export const STRETCHES: Stretch[] = [
  { name: '35 to 60 %', from: 0.35, to: 0.6 },
  { name: 'last 40 %', from: 0.6, to: 1 },
]

/** The promises of a stretch that are scored, oldest first. Imports only teach. */
export function casesOf({ cases }: CaseSet, { from, to }: Stretch): Case[] {
  const scored = cases.filter(({ isImport }) => !isImport)
  const dayAt = (share: number) => scored[Math.floor(scored.length * share)]?.toldOn
  const [first, end] = [dayAt(from), dayAt(to)]
  if (first === undefined) return []
  return scored.filter(({ toldOn }) => toldOn >= first && (end === undefined || toldOn < end))
}

/** Every rule over the promises of a stretch, each made with what was known on its day alone. */
export function walk(set: CaseSet, stretch: Stretch, rules: Record<string, Rule>) {
  const told: Record<string, Told[]> = Object.fromEntries(
    Object.keys(rules).map((name) => [name, []]),
  )
  let known: Known | null = null
  for (const one of casesOf(set, stretch)) {
    if (known?.today !== one.toldOn) known = knownOn(set.cases, one.toldOn)
    const { supplier, toldOn, promisedOn } = one
    for (const [name, rule] of Object.entries(rules)) {
      const added = rule({ supplier, toldOn, promisedOn }, known)
      told[name]?.push({ added, slip: slipOf(one) })
    }
  }
  return told
}

/**
 * An outcome counts from the day after it came: what was open on the day is open, whatever the file
 * says of it. The rule that is measured does the same by itself; here it is done for every rule.
 */
export function knownOn(cases: readonly Case[], today: Day): Known {
  const past = (day: Day | null | undefined) => (day != null && day < today ? day : null)
  const outcomes = cases
    .filter(({ seenOn }) => seenOn <= today)
    .map((one) => ({
      ...one,
      closedOn: past(one.closedOn),
      cancelledOn: past(one.cancelledOn),
    }))
  let model: LatenessModel | undefined
  return {
    today,
    outcomes,
    model: () => {
      model ??= latenessOf(outcomes, today)
      return model
    },
  }
}

/** Days that it came after its promised date; null where it never came. */
export const slipOf = ({ promisedOn, closedOn }: Pick<Case, 'promisedOn' | 'closedOn'>) =>
  closedOn === null ? null : daysBetween(promisedOn, closedOn)
