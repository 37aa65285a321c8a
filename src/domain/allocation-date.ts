import type { Apply } from './apply-event.ts'
import { dayOf } from './calendar.ts'
import { toInstant } from './instant.ts'
import { leftHereAt } from './left-here.ts'
import { setPromise, standingOf } from './line-date.ts'
import {
  allocatedQuantity,
  type Backorder,
  type Day,
  type Line,
  type OrderState,
  type Promised,
  waitingQuantity,
} from './order.ts'
import { type PromiseRules, promiseAfterAllocation, rulesFor, withShipsBy } from './promise.ts'
import { toldOwn, toldOwnDate } from './said-date.ts'

type Context = Parameters<Apply>[1]
type Allocation = NonNullable<Backorder['allocation']>
type Dating = { event: Context; rules: PromiseRules }

/**
 * Stock that came: the date that was told is kept, though it was withdrawn since and nobody heard, and
 * where none was told, or its day is over, it is the handling time after the allocation, for what has
 * come is never "no date". While others of the line wait, what has come has that date for itself
 * (`Backorder.came`): a date of the line that moves then is news of the others, and of none that is here.
 */
export function dateAllocations(draft: OrderState, event: Context, rules: PromiseRules) {
  for (const line of draft.lines) {
    const { backorder } = line
    if (!backorder?.allocation || allocatedQuantity(line) === 0) continue
    const { allocation } = backorder
    if (waitingQuantity(line) > 0) {
      const isParted = event.type === 'shipment.voided' && !backorder.came
      if (isParted && backorder.promise) partDate(backorder, backorder.promise, allocation, event)
      else dateCame(draft, line, { backorder, allocation }, rules)
    } else if (backorder.came) dateLeft(draft, line, { backorder, allocation }, { event, rules })
    else if (!backorder.promise) dateAll(draft, line, { backorder, allocation }, { event, rules })
  }
}

type Given = { backorder: Backorder; allocation: Allocation }

/**
 * All that was open had come, and a package is taken back whose units wait again: the date of the line,
 * as it was told last, is that of what is here. How long the packing takes is no date of the others.
 */
function partDate(
  backorder: Backorder,
  { shipsBy, basis }: Promised,
  { eventId }: Allocation,
  event: Context,
) {
  const isPacked = basis.rule === 'allocation'
  const units = backorder.allocated
  backorder.came = { shipsBy, ...(isPacked && { isPacked }), eventId, units }
  if (isPacked) setPromise(backorder, null, { event, reason: null })
}

/** Of two arrivals the earlier date is that of both: each that was told is kept. */
function dateCame(
  draft: OrderState,
  line: Line,
  { backorder, allocation }: Given,
  rules: PromiseRules,
) {
  const { came, promise, kind } = backorder
  if (came?.eventId === allocation.eventId) return
  const told = toldAsItCame(draft, line, allocation)
  // Nobody had been told a date: then it is the one that was promised as they came, if any was.
  const stood = told === undefined ? promise?.shipsBy : told
  const since = came ? backorder.allocated - came.units : 0
  const before = came && allocatedQuantity(line) > since ? came.shipsBy : null
  const today = dayOf(allocation.at, rules.timeZone)
  const [first] = [stood, before].filter((day) => day != null && day >= today).sort()
  const shipsBy = first ?? promiseAfterAllocation(allocation, rulesFor(rules, kind)).shipsBy
  const isPacked = first == null || (first !== stood && came?.isPacked === true)
  backorder.came = {
    shipsBy,
    ...(isPacked && { isPacked }),
    eventId: allocation.eventId,
    units: backorder.allocated,
  }
}

/**
 * None of the line waits any more: what has come is all of it, and its date is the line's. Where the
 * others came as well, the earlier of both dates is.
 */
function dateLeft(
  draft: OrderState,
  line: Line,
  { backorder, allocation }: Given,
  { event, rules }: Dating,
) {
  const { shipsBy: day = null, isPacked = false } = backorder.came ?? {}
  delete backorder.came
  const at = leftHereAt(draft, line)
  const { promise, kind } = backorder
  const isAhead = day !== null && day >= dayOf(toInstant(event.occurred_at), rules.timeZone)
  if (at === null && promise && !(isAhead && day < promise.shipsBy)) return
  const since = at === null ? allocation : { ...allocation, at }
  const made = promiseAfterAllocation(since, rulesFor(rules, kind))
  const told = (date: Day) => (isPacked ? withShipsBy(made, date) : asTold(made, date, backorder))
  setPromise(backorder, isAhead ? told(day) : made, { event, reason: null })
}

function dateAll(
  draft: OrderState,
  line: Line,
  { backorder, allocation }: Given,
  { event, rules }: Dating,
) {
  const made = packedFrom(draft, line, allocation, rulesFor(rules, backorder.kind))
  const told =
    leftHereAt(draft, line) === null
      ? toldOwnDate(draft, line.id)
      : toldAsItCame(draft, line, allocation)
  const isAhead = told && told >= dayOf(toInstant(event.occurred_at), rules.timeZone)
  const promise = isAhead ? asTold(made, told, backorder) : made
  setPromise(backorder, promise, { event, reason: null })
}

/** What came for a part is dated with the last that waited: where its days are over, from then on. */
function packedFrom(
  draft: OrderState,
  line: Line,
  allocation: Allocation,
  rules: PromiseRules,
): Promised {
  const made = promiseAfterAllocation(allocation, rules)
  const at = leftHereAt(draft, line)
  const isOver = at !== null && made.shipsBy < dayOf(at, rules.timeZone)
  return isOver ? promiseAfterAllocation({ ...allocation, at }, rules) : made
}

/** What moved, or was withdrawn, since is the date of what was still to come, and of none that is here. */
function toldAsItCame(draft: OrderState, line: Line, { at }: Allocation) {
  const before = draft.said.findLast(
    (one) => one.at <= at && Object.hasOwn(one.told.dates, line.id),
  )
  return before && toldOwn(before.told, line.id)
}

/** By the rule by which it was told: that of the packing says its day in other words. */
function asTold(made: Promised, told: Day, backorder: Backorder): Promised {
  const earliest = standingOf(backorder, told)?.expected ?? made.earliest
  const basis = { ...made.basis, expectedAt: earliest, rule: 'default' as const }
  return withShipsBy({ ...made, earliest, basis }, told)
}
