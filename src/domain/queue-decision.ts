import type { UndatedSupply } from './backorder.ts'
import { dayOf, sameDay } from './calendar.ts'
import { earlyOf, givenLeftOf, shippedGivenOf } from './line-quantities.ts'
import type { Backorder, Day, Instant, Line, OrderState } from './order.ts'
import { shippedShipments, toldDate, waitingQuantity } from './order.ts'
import type { QueueDate } from './own-event.ts'
import { type LearnedBuffer, makePromise, type PromiseRules, rulesFor } from './promise.ts'
import type { Supply } from './supply.ts'
import { type Assignment, rightOf } from './supply-queue.ts'

/** A line as it stands, or is to stand, in the queue of its SKU. */
export type WantedEntry = {
  lineId: string
  sku: string
  right: string
  quantity: number
  isTold: boolean
  countedAt: Instant
}

/** Where the lines of an order are to stand: each that waits for stock and has a SKU. */
export function wantedEntries(order: OrderState): WantedEntry[] {
  const { placed, priority } = order
  if (!placed) return []
  return order.lines.flatMap((line): WantedEntry[] => {
    const quantity = waitingQuantity(line)
    if (quantity === 0 || !line.sku || !line.backorder) return []
    const since = line.backorder.history[0]?.at ?? placed.at
    return [
      {
        lineId: line.id,
        sku: line.sku,
        right: rightOf({ priority, placedAt: placed.at }),
        quantity,
        // Who was told a date keeps the place that it rests on; the merchant's own date rests on none.
        isTold: Boolean(toldDate(order, line.id)) && !isDatedByMerchant(line.backorder),
        countedAt: since > placed.at ? since : placed.at,
      },
    ]
  })
}

/** SKUs whose queues an order may stand in. */
export const queuedSkus = (order: OrderState | null): string[] => [
  ...new Set(order?.lines.flatMap(({ sku, backorder }) => (sku && backorder ? [sku] : [])) ?? []),
]

/** A date of the merchant's own always wins over the queue's. */
export const isDatedByMerchant = ({ expectedAt, byQueue }: Backorder) =>
  expectedAt !== null && !byQueue

/**
 * How many units of what has come a line has, or had and shipped. What it no longer has was freed:
 * it is neither shipped nor kept for it. Of what ships, units that were in stock go first; of what is
 * cancelled, those that were given to it go last, for of the others nobody who waits was short.
 */
export const heldUnits = (line: Line): number =>
  earlyOf(line) + shippedGivenOf(line) + givenLeftOf(line)

/** Units of a SKU that the merchant gave to an order, or shipped for it, on a day or after it. */
export function givenSince(
  order: OrderState,
  sku: string,
  since: Day | null,
  timeZone: string,
): number {
  if (since === null) return 0
  return order.lines
    .filter((line) => {
      const at = line.sku === sku && givenAt(order, line)
      return at && dayOf(at, timeZone) >= since
    })
    .reduce((all, line) => all + heldUnits(line), 0)
}

const givenAt = (order: OrderState, { id, backorder }: Line): Instant | null =>
  backorder?.allocation?.at ??
  shippedShipments(order)
    .filter(({ lines }) => lines.some((line) => line.id === id))
    .map(({ shippedAt }) => shippedAt)
    .sort()
    .at(-1) ??
  null

/**
 * Whether the assignment of a line may be news to it. A supply that the line was dated by already is
 * none, though its day has gone by meanwhile: a date that was told is kept until it is missed.
 */
export function isNews(line: Line, assignment: Assignment, timeZone: string): boolean {
  const { supply } = assignment
  const decided = { ...ofSupply(supply), ...undatedBy(supply) }
  return mayDate(line, assignment) && !isSame(decided, line.backorder?.queued, timeZone)
}

/** Whether the queue has a say in the date of a line at all. */
export const mayDate = ({ backorder }: Line, { isHere }: Assignment): boolean =>
  backorder !== null && !isHere && !isDatedByMerchant(backorder)

/**
 * What is to be recorded of it; null: nothing. A supply whose day has passed so far that its promise
 * would lie before today gives no date to who has none: one that nobody can keep is none. Nor does
 * it take one away.
 */
export function decideDate(
  line: Line,
  { supply }: Assignment,
  { buffer, place, now, rules, before, grew, isGivenAway = false }: Deciding,
): QueueDate | null {
  const { backorder } = line
  if (!backorder) return null

  const fresh = makePromise(
    { expectedAt: supply?.expectedAt ?? null, eventId: '', at: now, buffer },
    rulesFor(rules, backorder.kind),
  )
  // A buffer that is too long gives no promise either, but is no day that has passed.
  const isPast = fresh === null && Boolean(supply?.expectedAt) && buffer?.days !== null
  if (isPast && backorder.promise) return null

  const dated = isPast ? null : supply
  const decided = { ...ofSupply(dated), ...undatedBy(supply, isPast ? rules.timeZone : null) }
  const { queued } = backorder
  const isMoved = grew && queued?.placeInQueue !== place && decided.supplyId !== null
  if (!isMoved && isSame(decided, queued, rules.timeZone)) return null
  const { undated } = decided
  return {
    id: line.id,
    expected_at: decided.expectedAt,
    supply_id: decided.supplyId,
    supplier: decided.supplyId === null ? null : (dated?.supplier ?? null),
    place_in_queue: place,
    cause: causeOf(line, { ...decided, place, grew, isGivenAway }, before, rules.timeZone),
    buffer: decided.supplyId === null ? null : buffer,
    ...(undated && {
      undated: {
        supply_id: undated.supplyId,
        supplier: undated.supplier,
        overdue_since: undated.overdueSince,
      },
    }),
  }
}

type Deciding = {
  buffer: LearnedBuffer | null
  /** Units of the SKU that wait up to this line's last one. */
  place: number
  now: Instant
  rules: PromiseRules
  /** The supply that the line was dated by before, as it is now. */
  before: Supply | null
  /** More of the line waits than did. */
  grew: boolean
  /** Its supply would reach it, had others not been given units out of their turn. */
  isGivenAway?: boolean
}
type Queued = Backorder['queued']
type Decided = {
  expectedAt: string | null
  supplyId: string | null
  undated?: UndatedSupply | null
}

/** A supply without a date gives none, and then it does not matter which it is. */
const ofSupply = (supply: Assignment['supply']): Decided =>
  supply?.expectedAt
    ? { expectedAt: supply.expectedAt, supplyId: supply.supplyId }
    : { expectedAt: null, supplyId: null }

/** What is known of a supply that gives no date: it has none, or (`timeZone`) its day is long past. */
function undatedBy(
  supply: Assignment['supply'],
  timeZone: string | null = null,
): { undated: UndatedSupply | null } {
  if (!supply || (supply.expectedAt && !timeZone)) return { undated: null }
  const { supplyId, supplier, expectedAt } = supply
  const overdueSince = expectedAt && timeZone ? dayOf(expectedAt, timeZone) : null
  return { undated: { supplyId, supplier, overdueSince } }
}

function isSame(decided: Decided, queued: Queued, timeZone: string): boolean {
  const known = queued ?? { expectedAt: null, supplyId: null }
  return (
    decided.supplyId === known.supplyId &&
    sameDay(decided.expectedAt, known.expectedAt, timeZone) &&
    decided.undated?.supplyId === queued?.undated?.supplyId &&
    decided.undated?.overdueSince === queued?.undated?.overdueSince
  )
}

/**
 * Why a date moved, as far as the supply that it came from and the place can tell. What became of
 * that supply is asked first; only where it is as it was may the place, or another supply, be why.
 */
function causeOf(
  { sku, backorder }: Line,
  decided: Decided & { place: number; grew: boolean; isGivenAway: boolean },
  before: Supply | null,
  timeZone: string,
): QueueDate['cause'] {
  const queued = backorder?.queued
  if (!queued) return 'joined'
  if (!queued.supplyId && queued.undated?.supplyId === decided.supplyId)
    return queued.undated?.overdueSince ? 'supply_moved' : 'supply_dated'
  const isStill = decided.place === queued.placeInQueue && !decided.isGivenAway
  const isElsewhere = isStill ? 'supplies_changed' : 'queue_moved'
  if (!before) return decided.grew ? 'line_grew' : isElsewhere
  // It stood in the queue of another SKU.
  if (!sku || !before.skus.includes(sku)) return 'joined'
  if (before.cancelledOn !== null) return 'supply_cancelled'
  if (before.sku !== sku) return 'supply_moved'
  if (before.isOpen && before.expectedAt === null) return 'supply_undated'
  if (before.isOpen && !sameDay(before.expectedAt, queued.expectedAt, timeZone))
    return 'supply_moved'
  if (decided.grew) return 'line_grew'
  const isShort = before.isShort && !decided.isGivenAway
  if (isShort && decided.place <= queued.placeInQueue && isWorse(decided, queued))
    return 'supply_short'
  return isElsewhere
}

/** A later date than before, or none any more. */
const isWorse = (decided: Decided, queued: NonNullable<Queued>) =>
  decided.expectedAt === null || decided.expectedAt > (queued.expectedAt ?? '')

/**
 * By how many units a line holds more of what has come than before (`given`), or fewer: what was
 * freed. Those of a package that was voided are the merchant's still, who will pack them again; so
 * are those that shipped and turn out to have been in stock.
 */
export type Held = {
  given: number
  voided: number
  /** Freed, as the line is of another SKU now: it has none of this one to be told of. */
  isSwapped?: true
}

/**
 * Lines of a SKU that hold more or fewer than before. Where the merchant has only just said that a
 * line is on backorder, or of more of it than before, nothing was given by that.
 */
export function heldSince(
  before: OrderState | null,
  order: OrderState,
  sku: string,
): Map<string, Held> {
  const since = new Map<string, Held>()
  for (const line of order.lines) {
    const then = before?.lines.find(({ id }) => id === line.id)
    if (then?.sku === sku && line.sku !== sku) {
      const given = -givenLeftOf(then)
      if (given < 0) since.set(line.id, { given, voided: 0, isSwapped: true })
    }
    if (!then?.backorder || !line.backorder || line.sku !== sku || then.sku !== sku) continue
    const units = heldUnits(line) - heldUnits(then)
    const isRestated = units > 0 && line.backorder.quantity > then.backorder.quantity
    const unshipped = Math.max(0, then.shipped - line.shipped, earlyOf(then) - earlyOf(line))
    const voided = Math.min(Math.max(0, -units), unshipped)
    if (units !== 0 && !isRestated) since.set(line.id, { given: units + voided, voided })
  }
  return since
}
