import type { Apply } from './apply-event.ts'
import type { PromiseCause } from './backorder.ts'
import { dayOf, sameDay } from './calendar.ts'
import { toInstant } from './instant.ts'
import {
  allocatedQuantity,
  type Backorder,
  type Day,
  type Line,
  type OrderState,
  ownValue,
  type Promised,
  waitingQuantity,
} from './order.ts'
import {
  type PromiseRules,
  rulesFor,
  type Standing,
  type Statement,
  settlePromise,
  withShipsBy,
} from './promise.ts'
import type { Told } from './said.ts'
import { toldOwn, toldOwnDate } from './said-date.ts'

type Context = Parameters<Apply>[1]

/**
 * A date that the merchant stated: it wins over the queue's, also where it is the same day. "None"
 * hands the line back to the queue, whose last date then holds.
 */
export function moveDate(
  draft: OrderState,
  line: Line,
  expectedAt: string | null,
  {
    event,
    reason,
    rules,
    bySetting = false,
  }: { event: Context; reason: string | null; rules: PromiseRules; bySetting?: boolean },
) {
  const { backorder } = line
  if (!backorder) return
  if (expectedAt === null && backorder.byQueue) return
  const { queued } = backorder
  if (expectedAt === null && queued?.supplyId) {
    return takeQueued(draft, line, { event, rules, reason, cause: 'date_withdrawn' })
  }

  backorder.byQueue = false
  if (bySetting || backorder.bySetting) backorder.bySetting = bySetting
  const buffer = (event.decided?.buffers && ownValue(event.decided.buffers, line.id)) ?? null
  const at = toInstant(event.occurred_at)
  const statement = { expectedAt, eventId: event.id, at, buffer }
  takeStatement(draft, line, backorder, { statement, reason, event, rules })
}

/**
 * The date of the line's place in the queue takes effect: the merchant has none for it. What moved
 * it is what the queue said, unless the merchant has just handed it over.
 */
export function takeQueued(
  draft: OrderState,
  line: Line,
  {
    event,
    rules,
    reason = null,
    cause,
  }: { event: Context; rules: PromiseRules; reason?: string | null; cause?: PromiseCause },
) {
  const { backorder } = line
  const queued = backorder?.queued
  if (!backorder || !queued) return
  backorder.byQueue = true
  const moved = { statement: queued, reason, cause: cause ?? queued.cause, event, rules }
  takeStatement(draft, line, backorder, moved)
}

function takeStatement(
  draft: OrderState,
  line: Line,
  backorder: Backorder,
  {
    statement,
    reason,
    cause,
    event,
    rules,
  }: {
    statement: Pick<Statement, 'expectedAt' | 'eventId' | 'at' | 'buffer'>
    reason: string | null
    cause?: PromiseCause
    event: Context
    rules: PromiseRules
  },
) {
  const { expectedAt } = statement
  const isFirst = backorder.history.length === 0
  // The same day said again is no news: with a shorter lead it would else "improve" by itself.
  if (!isFirst && sameDay(expectedAt, backorder.expectedAt, rules.timeZone)) {
    if (backorder.promise) backorder.promise = ofSupply(backorder.promise, backorder)
    return
  }
  backorder.expectedAt = expectedAt
  backorder.statedBy = statement.eventId
  backorder.statedAt = statement.at
  backorder.reason = reason
  if (statement.buffer || backorder.buffer) backorder.buffer = statement.buffer ?? null
  const isPrepared = waitingQuantity(line) === 0 && allocatedQuantity(line) > 0
  if (expectedAt === null && isPrepared && backorder.promise) return // its stock is here

  const told = toldOwnDate(draft, line.id)
  const shipsBy = told === undefined ? (backorder.promise?.shipsBy ?? null) : told
  const promise = settle(backorder, shipsBy, rules)
  setPromise(backorder, promise, { event, reason, ...(cause && { cause }) })
}

/** The same promise, from where it comes now. */
function ofSupply(promise: Promised, backorder: Backorder): Promised {
  const supply = supplyOf(backorder)
  if (promise.basis.rule === 'allocation') return promise
  const { supplyId = null, placeInQueue = null } = supply ?? {}
  return { ...promise, basis: { ...promise.basis, supplyId, placeInQueue } }
}

const supplyOf = ({ byQueue, queued }: Backorder) =>
  byQueue && queued?.supplyId
    ? { supplyId: queued.supplyId, placeInQueue: queued.placeInQueue }
    : null

/** By the rules of its kind. */
const settle = (backorder: Backorder, standing: Day | null, rules: PromiseRules) =>
  settlePromise(
    statementOf(backorder),
    standingOf(backorder, standing),
    rulesFor(rules, backorder.kind),
  )

/** A date that stands, with the day that it was made for where we made it. */
export function standingOf({ history }: Backorder, shipsBy: Day | null): Standing | null {
  if (shipsBy === null) return null
  const made = history.findLast((change) => change.shipsBy === shipsBy)
  return { shipsBy, expected: made?.expected ?? null }
}

/**
 * After a message told dates: a line whose present date was stated before that message and heard
 * of only after it is measured against what was told, for the customer has read it.
 */
export function resettle(draft: OrderState, told: Told, event: Context, rules: PromiseRules) {
  for (const line of draft.lines) {
    const date = toldOwn(told, line.id)
    const { backorder } = line
    const came = told.came && ownValue(told.came, line.id)
    if (backorder?.came && came !== undefined) backorder.came.shipsBy = came
    if (!backorder || date === undefined || (backorder.promise?.shipsBy ?? null) === date) continue
    // Told that it has no date before we heard that its stock had come: it keeps the date it has.
    if (date === null && waitingQuantity(line) === 0) continue

    if (date !== null && waitingQuantity(line) === 0 && hasPassed(backorder, event, rules)) {
      packBy(backorder, date, event)
      continue
    }
    const sameStatement = ownValue(told.statements, line.id) === backorder.statedBy
    if (sameStatement && date !== null && backorder.promise) {
      keepAsTold(backorder, backorder.promise, date)
      continue
    }
    if (sameStatement && date === null && hasPassed(backorder, event, rules)) {
      setPromise(backorder, null, { event, reason: null })
      continue
    }
    const promise = settle(backorder, date, rules)
    setPromise(backorder, promise, { event, reason: backorder.reason, ...causeOf(backorder) })
  }
}

/** What the date that holds came of, where the queue gave it. */
function causeOf({ byQueue, queued, history }: Backorder): { cause?: PromiseCause } {
  const cause = byQueue ? (history.at(-1)?.cause ?? queued?.cause) : undefined
  return cause ? { cause } : {}
}

/** Its stock is here and its day went by: a later one that was told is the one to be kept now. */
function packBy(backorder: Backorder, date: Day, event: Context) {
  if (!backorder.promise) return
  setPromise(backorder, withShipsBy(backorder.promise, date), { event, reason: null })
}

/** A day that went by, and customers know that there is no other: no promise, until one is stated. */
const hasPassed = ({ promise }: Backorder, event: Context, { timeZone }: PromiseRules) =>
  promise !== null && promise.shipsBy < dayOf(toInstant(event.occurred_at), timeZone)

/** The rules of today would have promised another day, but nobody was told that one. */
function keepAsTold(backorder: Backorder, promise: Promised, date: Day) {
  const last = backorder.history.at(-1)
  if (last) last.shipsBy = date
  backorder.promise = withShipsBy(promise, date)
}

export function setPromise(
  backorder: Backorder,
  promise: Promised | null,
  { event, reason, cause }: { event: Context; reason: string | null; cause?: PromiseCause },
) {
  const before: Day | null | undefined = backorder.history.at(-1)?.shipsBy
  const shipsBy = promise?.shipsBy ?? null
  backorder.promise = promise
  if (before === shipsBy) return
  backorder.history.push({
    shipsBy,
    expected: promise?.basis.expectedAt ?? null,
    eventId: event.id,
    at: toInstant(event.occurred_at),
    heardAt: event.receivedAt,
    reason,
    ...(cause && { cause }),
    imported: event.imported,
  })
}

const statementOf = (backorder: Backorder): Statement => ({
  expectedAt: backorder.expectedAt,
  eventId: backorder.statedBy,
  at: backorder.statedAt,
  ...(backorder.buffer && { buffer: backorder.buffer }),
  supply: supplyOf(backorder),
})
