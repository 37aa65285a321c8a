import { addDays, dayOf, daysBetween, shippingDayFrom } from './calendar.ts'
import { countedFrom, type Handling, packedBy } from './handling-time.ts'
import type { BackorderKind, Day, Instant, PromiseChange, Promised } from './order.ts'
import type { Policy } from './policy.ts'

export type DefaultBuffer = Pick<Policy['buffer'], 'min_days' | 'share' | 'max_days'>
/** The buffer, and by how much a date that was told has to get better to be told anew. */
type Buffer = DefaultBuffer & Pick<Policy['buffer'], 'earlier_by_days'>

/**
 * The buffer that past supplies teach, as it was decided when a date was stated: kept with the
 * statement and replayed, for tomorrow's supplies teach another one. `days` null: an honest one
 * would be longer than the merchant allows, so no date is told.
 */
export type LearnedBuffer = {
  days: number | null
  /** What would be honest, also where it is too long to be told. */
  honestDays: number
  rule: 'learned' | 'default'
  supplier: string | null
  /** Supplies of that supplier, and of the whole merchant, that it was learned from. */
  samples: number
  merchantSamples: number
  /** How many of the supplier's are still open. */
  open: number
  confidence: number
}

/** What a promise is computed from, beside the date: the merchant's zone, country and buffer. */
export type PromiseRules = Handling & {
  buffer: Buffer
  /** What kinds of backorder have of their own. */
  byKind?: Partial<Record<BackorderKind, Pick<PromiseRules, 'buffer' | 'handlingDays'>>>
}

/** The rules as they are for a kind of backorder. */
export const rulesFor = (rules: PromiseRules, kind: BackorderKind): PromiseRules => ({
  ...rules,
  ...rules.byKind?.[kind],
})

/** A date that the merchant stated for a line: null is "no date known". */
export type Statement = {
  expectedAt: string | null
  eventId: string
  at: Instant
  /** Absent where the default rule holds. */
  buffer?: LearnedBuffer | null
  /** The supply whose units reach the line, where the queue gave the date. */
  supply?: { supplyId: string; placeInQueue: number } | null
}

/**
 * The buffer is what past supplies teach, where the merchant lets us learn; else the default rule:
 * `max(min_days, ceil(share x lead))`, at most `max_days`, where lead is the
 * calendar days in the merchant's zone from the statement to the date; then on to the next
 * shipping day. Ten days away becomes fourteen: early is a pleasant surprise, on the day is a kept
 * word. Showing the supplier's own date instead would break every second promise.
 *
 * None where that day had gone by when the date was stated: nobody was ever told it, and it would be
 * a broken word the moment it is made. What an import states was a day to come at its time.
 */
export function makePromise(statement: Statement, rules: PromiseRules): Promised | null {
  if (statement.expectedAt === null) return null

  const expected = dayOf(statement.expectedAt, rules.timeZone)
  const lead = daysBetween(dayOf(statement.at, rules.timeZone), expected)
  const buffer = statement.buffer ? statement.buffer.days : defaultBufferDays(lead, rules.buffer)
  if (buffer === null) return null

  const from = countedFrom(statement.expectedAt, rules)
  const shipsBy = shippingDayFrom(addDays(from, buffer), whenShips(rules))
  return shipsBy < dayOf(statement.at, rules.timeZone)
    ? null
    : promised(shipsBy, expected, statement)
}

const whenShips = ({ calendar, country }: PromiseRules) => calendar ?? country

/** Days that the default rule puts behind a date that lies `lead` days away. */
export function defaultBufferDays(lead: number, { min_days, share, max_days }: DefaultBuffer) {
  // 0.07 x 100 is 7.000000000000001 in binary: without the rounding a day too many.
  const wanted = Math.ceil(Math.round(share * lead * 1e6) / 1e6)
  return Math.min(Math.max(min_days, wanted), Math.max(min_days, max_days))
}

/** A promise that stands: the date last told, else the one made before, and the day it was made for. */
export type Standing = { shipsBy: Day; expected: Day | null }

/**
 * The promise after a new statement, measured against the one that stands. A slip inside the buffer
 * is absorbed, and it moves earlier only by so many days as the policy says, two or more: a date that moves with every
 * supplier's mail is no date. Nor does a slip ever make it earlier, nor a slip that was taken back,
 * though said so shortly before its day the rule alone would add a smaller buffer: a supplier's bad
 * news is not the customer's good news, and days that only went by are no news at all. Nor does a day that has gone by take away one that is still ahead.
 */
export function settlePromise(
  statement: Statement,
  standing: Standing | null,
  rules: PromiseRules,
): Promised | null {
  const fresh = makePromise(statement, rules)
  if (standing === null) return fresh
  if (!fresh) return keepAhead(statement, standing, rules)

  const expected = fresh.basis.expectedAt
  const absorbed = addDays(expected, rules.buffer.min_days) <= standing.shipsBy
  const isSooner = standing.expected === null || expected < standing.expected
  const betterBy = daysBetween(fresh.shipsBy, standing.shipsBy)
  const isLater = !absorbed && betterBy < 0
  if (isLater || (isSooner && betterBy >= rules.buffer.earlier_by_days)) return fresh
  return promised(standing.shipsBy, expected, statement)
}

function keepAhead(
  statement: Statement,
  { shipsBy }: Standing,
  { timeZone }: PromiseRules,
): Promised | null {
  if (statement.expectedAt === null) return null
  const expected = dayOf(statement.expectedAt, timeZone)
  const today = dayOf(statement.at, timeZone)
  return expected < today && shipsBy >= today ? promised(shipsBy, expected, statement) : null
}

/** An allocated line is never "no date": where none was told, the handling time after allocation. */
export function promiseAfterAllocation(
  allocation: { eventId: string; at: Instant },
  rules: PromiseRules,
): Promised {
  const day = dayOf(allocation.at, rules.timeZone)
  const made = promised(packedBy(allocation.at, rules), day, allocation)
  return { ...made, basis: { ...made.basis, rule: 'allocation' } }
}

/** The same promise for the day that was told: what lies between that day and the expected one. */
export const withShipsBy = (promise: Promised, shipsBy: Day): Promised => {
  const bufferDays = daysBetween(promise.basis.expectedAt, shipsBy)
  return { ...promise, shipsBy, basis: { ...promise.basis, bufferDays } }
}

/** One of before, of which no more is left than that it was made: by its day, and the one expected. */
export const promiseOf = ({ shipsBy, expected, eventId }: PromiseChange): Promised | null =>
  shipsBy === null ? null : promised(shipsBy, expected ?? shipsBy, { eventId })

function promised(
  shipsBy: Day,
  expected: Day,
  { eventId, buffer, supply }: Pick<Statement, 'eventId' | 'buffer' | 'supply'>,
): Promised {
  return {
    shipsBy,
    earliest: expected,
    basis: {
      expectedAt: expected,
      supplyId: supply?.supplyId ?? null,
      placeInQueue: supply?.placeInQueue ?? null,
      bufferDays: daysBetween(expected, shipsBy),
      rule: buffer?.rule ?? 'default',
      samples: buffer?.samples ?? 0,
      confidence: buffer?.confidence ?? null,
      eventId,
    },
  }
}
