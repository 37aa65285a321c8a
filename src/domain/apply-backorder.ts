import { cancelUnfulfillable } from './apply-cancellation.ts'
import type { Apply, Unmet } from './apply-event.ts'
import { dayOf } from './calendar.ts'
import type { EventData } from './event.ts'
import { toInstant } from './instant.ts'
import {
  allocatedQuantity,
  type Backorder,
  type Day,
  type Line,
  type OrderState,
  ownValue,
  type Promised,
  toldDate,
  waitingQuantity,
} from './order.ts'
import {
  type PromiseRules,
  promiseAfterAllocation,
  rulesFor,
  type Standing,
  settlePromise,
} from './promise.ts'
import type { Told } from './said.ts'

type Context = Parameters<Apply>[1]
type BackorderData = NonNullable<EventData<'order.placed'>['lines'][number]['backorder']>
type LineRef = { id: string }

/** Backorders: created, dated anew, allocated, unfulfillable. Each line on its own. */
export const applyBackorderEvent: Apply = (draft, event, rules) => {
  switch (event.type) {
    case 'backorder.created':
      return eachLine(draft, event, event.data.lines, (line, data) => {
        stateDate(draft, line, data, event, rules)
        return true
      })
    case 'backorder.eta_changed': {
      const { reason } = event.data
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { expected_at }) => {
        moveDate(draft, line, backorder, expected_at, { event, reason: reason ?? null, rules })
      })
    }
    case 'backorder.allocated':
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { quantity }) => {
        allocate(draft, line, backorder, { quantity, event })
      })
    case 'backorder.unfulfillable': {
      const { reason } = event.data
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { quantity }) => {
        backorder.unfulfillable += quantity
        cancelUnfulfillable(draft, { id: line.id, quantity }, event, reason ?? null)
      })
    }
    default:
      return null
  }
}

/** A backorder as stated: new for the line, or in place of what was known. */
export function stateDate(
  draft: OrderState,
  line: Line,
  data: BackorderData,
  event: Context,
  rules: PromiseRules,
) {
  line.backorder ??= newBackorder(event)
  const { backorder } = line
  backorder.quantity = data.quantity
  backorder.kind = data.kind
  if (data.supplier !== undefined) backorder.supplier = data.supplier
  if (data.shown_ships_by !== undefined) backorder.shownShipsBy = data.shown_ships_by
  moveDate(draft, line, backorder, data.expected_at, { event, reason: null, rules })
}

/**
 * After a message told dates: a line whose present date was stated before that message and heard
 * of only after it is measured against what was told, for the customer has read it.
 */
export function resettle(draft: OrderState, told: Told, event: Context, rules: PromiseRules) {
  for (const line of draft.lines) {
    const date = ownValue(told.dates, line.id)
    const { backorder } = line
    if (!backorder || date === undefined || (backorder.promise?.shipsBy ?? null) === date) continue
    // Told that it has no date before we heard that its stock had come: it keeps the date it has.
    if (date === null && waitingQuantity(line) === 0) continue

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
    setPromise(backorder, promise, { event, reason: backorder.reason })
  }
}

/** A day that went by, and customers know that there is no other: no promise, until one is stated. */
const hasPassed = ({ promise }: Backorder, event: Context, { timeZone }: PromiseRules) =>
  promise !== null && promise.shipsBy < dayOf(toInstant(event.occurred_at), timeZone)

/** The rules of today would have promised another day, but nobody was told that one. */
function keepAsTold(backorder: Backorder, promise: Promised, date: Day) {
  const last = backorder.history.at(-1)
  if (last) last.shipsBy = date
  backorder.promise = { ...promise, shipsBy: date }
}

/**
 * Stock that came for all that waits and no date told: the handling time after the allocation, for
 * an allocated line is never "no date". Not while a part of the line still waits: that part has no
 * date, and one that is invented would be told to it.
 */
export function dateAllocations(draft: OrderState, event: Context, rules: PromiseRules) {
  for (const line of draft.lines) {
    const { backorder } = line
    if (!backorder?.allocation || backorder.promise || waitingQuantity(line) > 0) continue
    if (allocatedQuantity(line) === 0) continue
    const promise = promiseAfterAllocation(backorder.allocation, rulesFor(rules, backorder.kind))
    setPromise(backorder, promise, { event, reason: null })
  }
}

function moveDate(
  draft: OrderState,
  line: Line,
  backorder: Backorder,
  expectedAt: string | null,
  { event, reason, rules }: { event: Context; reason: string | null; rules: PromiseRules },
) {
  const isFirst = backorder.history.length === 0
  // The same day said again is no news: with a shorter lead it would else "improve" by itself.
  if (!isFirst && sameDay(expectedAt, backorder.expectedAt, rules)) return

  backorder.expectedAt = expectedAt
  backorder.statedBy = event.id
  backorder.statedAt = toInstant(event.occurred_at)
  backorder.reason = reason
  const isPrepared = waitingQuantity(line) === 0 && allocatedQuantity(line) > 0
  if (expectedAt === null && isPrepared && backorder.promise) return // its stock is here

  const told = toldDate(draft, line.id)
  const shipsBy = told === undefined ? (backorder.promise?.shipsBy ?? null) : told
  const promise = settle(backorder, shipsBy, rules)
  setPromise(backorder, promise, { event, reason })
}

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

function sameDay(a: string | null, b: string | null, { timeZone }: PromiseRules): boolean {
  if (a === null || b === null) return a === b
  return dayOf(a, timeZone) === dayOf(b, timeZone)
}

/** Stock came: the promise that was told holds again, whatever date was heard of and not yet told. */
function allocate(
  draft: OrderState,
  line: Line,
  backorder: Backorder,
  { quantity, event }: { quantity: number; event: Context },
) {
  const at = toInstant(event.occurred_at)
  backorder.allocated += quantity
  backorder.allocation = { eventId: event.id, at, imported: event.imported }
  const told = toldDate(draft, line.id)
  if (!told || !backorder.promise || waitingQuantity(line) > 0) return
  setPromise(backorder, { ...backorder.promise, shipsBy: told }, { event, reason: null })
}

function setPromise(
  backorder: Backorder,
  promise: Promised | null,
  { event, reason }: { event: Context; reason: string | null },
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
    imported: event.imported,
  })
}

const statementOf = ({ expectedAt, statedBy, statedAt }: Backorder) => ({
  expectedAt,
  eventId: statedBy,
  at: statedAt,
})

const newBackorder = (event: Context): Backorder => ({
  quantity: 0,
  kind: 'standard',
  supplier: null,
  shownShipsBy: null,
  expectedAt: null,
  statedBy: event.id,
  statedAt: toInstant(event.occurred_at),
  reason: null,
  allocated: 0,
  allocation: null,
  unfulfillable: 0,
  promise: null,
  history: [],
})

function eachBackorder<L extends LineRef>(
  draft: OrderState,
  event: Context,
  lines: readonly L[],
  apply: (line: Line, backorder: Backorder, data: L) => void,
) {
  return eachLine(draft, event, lines, (line, data) => {
    if (!line.backorder) return false
    apply(line, line.backorder, data)
    return true
  })
}

/** Applies what it can (`apply` says whether it could); the lines without their premise go on waiting as a smaller event. */
function eachLine<L extends LineRef>(
  draft: OrderState,
  event: Context,
  lines: readonly L[],
  apply: (line: Line, data: L) => boolean,
): Unmet | null {
  const missing = lines.filter((data) => {
    const line = draft.lines.find(({ id }) => id === data.id)
    return !line || !apply(line, data)
  })
  if (missing.length === 0) return null

  const ids = missing.map(({ id }) => id)
  const known = ids.filter((id) => draft.lines.some((line) => line.id === id))
  const why =
    known.length === ids.length
      ? `line ${ids.join(', ')} is on no backorder`
      : `the order has no line ${ids.filter((id) => !known.includes(id)).join(', ')}`
  return {
    why,
    rest: { ...event, data: { ...event.data, lines: missing } } as Unmet['rest'],
    lines: ids,
  }
}
