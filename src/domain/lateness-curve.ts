import { LATENESS_MAX, type LatenessRow } from './lateness-row.ts'

/** Rows added up by days since the promised date. */
export type Tally = {
  came: Float64Array
  /** How many began to be watched, less those that ceased to be. */
  change: Float64Array
}

/** The first day of the axis; what comes earlier than a year before its date is counted there. */
const FIRST = -LATENESS_MAX

/** More than the axis holds: so many supplies never came that no day can be named. */
export const BEYOND = LATENESS_MAX + 1

export function tallyOf(rows: readonly LatenessRow[]): Tally {
  const size = LATENESS_MAX - FIRST + 2
  const tally = { came: new Float64Array(size), change: new Float64Array(size) }
  for (const { entry, exit, hasCome } of rows) {
    add(tally.change, entry + 1 - FIRST, 1)
    add(tally.change, exit + 1 - FIRST, -1)
    if (hasCome) add(tally.came, exit - FIRST, 1)
  }
  return tally
}

/**
 * How many supplies have had the time to be so many days late. Where the log is young, the curve's
 * far end rests on a handful: a single arrival moves it by weeks.
 */
export function agesOf(rows: readonly LatenessRow[]): Float64Array {
  const ages = new Float64Array(LATENESS_MAX + 1)
  for (const { age } of rows) if (age >= 0) add(ages, Math.min(LATENESS_MAX, age), 1)
  for (let day = LATENESS_MAX - 1; day >= 0; day -= 1) add(ages, day, ages[day + 1] ?? 0)
  return ages
}

/** What stands in for history while there is none: supplies that come as the default rule supposes. */
export type Supposed = { weight: number; fallbackDays: number; confidence: number }

/**
 * The first day, from the promised one on, by which so many of a hundred supplies have come:
 * Kaplan and Meier's estimate with delayed entry (an open supply is "at least this late", an
 * imported one counts from the day it was seen). The quantile of those that have come would be far
 * too early: the late ones are still open.
 *
 * A supplier's own rows weigh 1, those of all others `othersWeigh` each.
 */
export function daysUntil(share: number, { own, all, othersWeigh, supposed }: Weighed): number {
  let watched = supposed.weight
  let stillOut = 1
  for (let day = FIRST; day <= LATENESS_MAX; day += 1) {
    const at = day - FIRST
    const come = weighed(own.came, all.came, at, othersWeigh)
    watched += weighed(own.change, all.change, at, othersWeigh)
    const supposedToCome = supposedOn(day, supposed)
    const coming = come + supposedToCome
    // Binary fractions: what should be none left may be a trifle less than none.
    if (coming > TRIFLE) stillOut *= Math.max(0, 1 - coming / Math.max(coming, watched))
    watched -= supposedToCome
    if (day >= 0 && stillOut <= 1 - share + TRIFLE) return day
  }
  return BEYOND
}

type Weighed = { own: Tally; all: Tally; othersWeigh: number; supposed: Supposed }

const TRIFLE = 1e-9

const weighed = (own: Float64Array, all: Float64Array, at: number, othersWeigh: number) => {
  const mine = own[at] ?? 0
  return mine + othersWeigh * ((all[at] ?? 0) - mine)
}

/**
 * The default rule as supplies: half of what the confidence asks for comes on its day, the other
 * half after the days that the rule adds, the rest is never seen to come. Alone, it answers with
 * the rule's own days at every confidence.
 */
function supposedOn(day: number, { weight, fallbackDays, confidence }: Supposed): number {
  const half = (weight * confidence) / 2
  return (day === 0 ? half : 0) + (day === fallbackDays ? half : 0)
}

const add = (into: Float64Array, at: number, amount: number) => {
  into[at] = (into[at] ?? 0) + amount
}
