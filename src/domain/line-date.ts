import type { Apply } from './apply-event.ts'
import type { PromiseCause } from './backorder.ts'
import { dayOf, sameDay } from './calendar.ts'
import { toInstant } from './instant.ts'
import { leftHereAt } from './left-here.ts'
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
  promiseAfterAllocation,
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
function standingOf({ history }: Backorder, shipsBy: Day | null): Standing | null {
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

/**
 * Stock that came for all that waits and no date told: the handling time after the allocation, for
 * an allocated line is never "no date". A date that was told, and is still to come, is kept, though
 * it was withdrawn since and nobody heard. Not while a part of the line still waits: that part has no
 * date, and one that is invented would be told to it.
 */
export function dateAllocations(draft: OrderState, event: Context, rules: PromiseRules) {
  for (const line of draft.lines) {
    const { backorder } = line
    if (!backorder?.allocation || waitingQuantity(line) > 0) continue
    if (allocatedQuantity(line) === 0) continue
    if (backorder.promise) {
      datesLeft(draft, line, backorder, { event, rules })
      continue
    }
    const made = packedFrom(draft, line, backorder.allocation, rulesFor(rules, backorder.kind))
    const told = toldOwnDate(draft, line.id)
    const isAhead = told && told >= dayOf(toInstant(event.occurred_at), rules.timeZone)
    const promise = isAhead ? asTold(made, told, backorder) : made
    setPromise(backorder, promise, { event, reason: null })
  }
}

/** What came for a part is dated with the last that waited: where its days are over, from then on. */
function packedFrom(
  draft: OrderState,
  line: Line,
  allocation: NonNullable<Backorder['allocation']>,
  rules: PromiseRules,
): Promised {
  const made = promiseAfterAllocation(allocation, rules)
  const at = leftHereAt(draft, line)
  const isOver = at !== null && made.shipsBy < dayOf(at, rules.timeZone)
  return isOver ? promiseAfterAllocation({ ...allocation, at }, rules) : made
}

/**
 * The date of a line is that of the units that wait. Where those are cancelled, and it had moved since
 * stock came for the others, theirs is the one that was told before; where none was, or its day is
 * over, they take the handling time from now.
 */
function datesLeft(
  draft: OrderState,
  line: Line,
  backorder: Backorder,
  { event, rules }: { event: Context; rules: PromiseRules },
) {
  const at = leftHereAt(draft, line)
  const moved = backorder.history.at(-1)
  const { allocation } = backorder
  if (!at || !allocation || !moved || moved.at <= allocation.at || moved.at > at) return
  if (moved.eventId === event.id) return
  const made = promiseAfterAllocation({ ...allocation, at }, rulesFor(rules, backorder.kind))
  const before = draft.said.findLast(
    (one) => one.at <= allocation.at && Object.hasOwn(one.told.dates, line.id),
  )
  const told = before && toldOwn(before.told, line.id)
  const isAhead = told && told >= dayOf(toInstant(event.occurred_at), rules.timeZone)
  setPromise(backorder, isAhead ? asTold(made, told, backorder) : made, { event, reason: null })
}

/** By the rule by which it was told: that of the packing says its day in other words. */
function asTold(made: Promised, told: Day, backorder: Backorder): Promised {
  const earliest = standingOf(backorder, told)?.expected ?? made.earliest
  const basis = { ...made.basis, expectedAt: earliest, rule: 'default' as const }
  return withShipsBy({ ...made, earliest, basis }, told)
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
