/** One promise as it turned out: what a rule added, and how far the supply missed its own date. */
export type Told = {
  /** Days added to the supplier's date; null where the rule gave no date. */
  added: number | null
  /** Actual less promised, capped; null where it never came. */
  slip: number | null
}

export type Score = {
  promises: number
  /** Of the dates that were given, the share that was kept. */
  kept: number
  added: number
  /** Days that a kept promise came before its date. */
  early: number
  pinball: number
  /** Share of orders that were given a date. */
  coverage: number
}

/** Nothing that is a year late is told apart from what never came: both are no promise at all. */
export const SLIP_MAX = 365

/** Never resolved counts as the cap, and is never kept, however many days were added. */
export function scoreOf(all: readonly Told[], quantile = 0.9): Score {
  const given = all.filter(hasDate)
  const sums = { kept: 0, added: 0, early: 0, pinball: 0 }
  for (const { added, slip } of given) {
    const late = Math.min(SLIP_MAX, slip ?? SLIP_MAX) - added
    sums.added += added
    sums.pinball += late > 0 ? quantile * late : (1 - quantile) * -late
    if (slip === null || late > 0) continue
    sums.kept += 1
    sums.early -= late
  }
  const count = given.length
  return {
    promises: all.length,
    kept: share(sums.kept, count),
    added: share(sums.added, count),
    early: share(sums.early, sums.kept),
    pinball: share(sums.pinball, count),
    coverage: share(count, all.length),
  }
}

/** The constant that would have scored best on these very rows: nobody can know it beforehand. */
export function bestConstant(slips: readonly (number | null)[], quantile = 0.9): number {
  const capped = slips.map((slip) => Math.min(SLIP_MAX, slip ?? SLIP_MAX)).sort((a, b) => a - b)
  const at = Math.max(0, Math.ceil(capped.length * quantile - 1e-9) - 1)
  return Math.max(0, capped[at] ?? 0)
}

const hasDate = (told: Told): told is Told & { added: number } => told.added !== null

/** Nothing of nothing is no figure. */
const share = (sum: number, count: number) => (count ? sum / count : Number.NaN)
