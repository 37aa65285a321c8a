import { DAY_MS } from './instant.ts'
import type { Day } from './order.ts'

/** One supply: what was promised first, and what came of it. */
export type SupplyOutcome = {
  supplier: string | null
  sku?: string | null
  /** The day on which the first date was told. */
  toldOn: Day
  /** That first date: who keeps only the last revision never sees the slip. */
  promisedOn: Day
  /** The day from which we watched it: that on which it was told, or later where it was imported. */
  seenOn: Day
  /** The day on which it had come in full; null while it is open. */
  closedOn: Day | null
  cancelledOn?: Day | null
}

/**
 * What a supply says on a day, in days since its first promised date: it was watched after `entry`
 * and up to `exit`, where it came, or where it was seen to be open still: at least that late.
 */
export type LatenessRow = {
  supplier: string | null
  entry: number
  exit: number
  hasCome: boolean
  /** Whether it says how late things come: it has come, or is open past its date. */
  isSample: boolean
  /** Its date has passed, and we knew of it by then: whether the date was kept is beyond doubt. */
  isWatched: boolean
  isOpenLate: boolean
  /** Days from its promised date to today: whoever is younger cannot have been later. */
  age: number
}

/** Nothing that is a year late is told apart from what never comes. */
export const LATENESS_MAX = 365

/** Watched from the beginning, whenever that was. */
const ALWAYS = -LATENESS_MAX - 1

/**
 * What is known of a supply on the morning of `today`, null where nothing is. What comes on that
 * day counts from the next: a promise made in the morning could not know.
 *
 * - What we did not watch yet says nothing, and what was over before we watched is left out: its stored date is a revised one, and it looks
 *   punctual. What was open then is at risk from that day only, or an import full of stubborn
 *   cases would condemn a supplier whose punctual ones nobody imported.
 * - More than a year overdue, it stops counting: such reports are never closed, and a curve that
 *   carried them for ever would never say a date again.
 */
export function latenessRow(outcome: SupplyOutcome, today: Day): LatenessRow | null {
  const isBefore = (day: Day | null | undefined) => day != null && day < today
  const hasCome = isBefore(outcome.closedOn)
  const isCancelled = !hasCome && isBefore(outcome.cancelledOn)
  const endedOn = (hasCome ? outcome.closedOn : isCancelled && outcome.cancelledOn) || today
  if (endedOn < outcome.seenOn) return null

  const [promised, ended, now] = [outcome.promisedOn, endedOn, today].map(dayNumber) as Three
  if (!hasCome && ended - promised > LATENESS_MAX) return null
  const isImported = outcome.seenOn > outcome.toldOn
  const entry = isImported ? Math.max(ALWAYS, dayNumber(outcome.seenOn) - promised - 1) : ALWAYS
  if (entry >= LATENESS_MAX) return null

  // Of the day itself nothing is known but that it came: what is open was so to the day before.
  const last = ended - promised - (hasCome ? 0 : 1)
  const isLateBy = last >= 0 && last > entry
  return {
    supplier: outcome.supplier,
    entry,
    exit: Math.min(LATENESS_MAX, Math.max(-LATENESS_MAX, last)),
    hasCome,
    isSample: hasCome || isLateBy,
    isWatched: entry < 0 && promised < now && (hasCome || isLateBy),
    isOpenLate: !hasCome && !isCancelled && isLateBy,
    age: now - promised,
  }
}

type Three = [number, number, number]

const dayNumber = (day: Day) => Date.parse(day) / DAY_MS
