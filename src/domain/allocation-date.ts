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
    const told =
      leftHereAt(draft, line) === null
        ? toldOwnDate(draft, line.id)
        : toldAsItCame(draft, line, backorder.allocation)
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
  const told = toldAsItCame(draft, line, allocation)
  const isAhead = told && told >= dayOf(toInstant(event.occurred_at), rules.timeZone)
  setPromise(backorder, isAhead ? asTold(made, told, backorder) : made, { event, reason: null })
}

/** What moved, or was withdrawn, since is the date of what was still to come, and of none that is here. */
function toldAsItCame(draft: OrderState, line: Line, { at }: NonNullable<Backorder['allocation']>) {
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
