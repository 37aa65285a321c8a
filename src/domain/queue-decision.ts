import { sameDay } from './calendar.ts'
import type { Backorder, Day, Instant, Line, OrderState } from './order.ts'
import { toldDate, waitingQuantity } from './order.ts'
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
 * Whether the assignment of a line may be news to it. A supply that the line was dated by already is
 * none, though its day has gone by meanwhile: a date that was told is kept until it is missed.
 */
export function isNews(line: Line, assignment: Assignment, timeZone: string): boolean {
  const { backorder } = line
  if (!backorder || assignment.isHere || isDatedByMerchant(backorder)) return false
  return !isSame(ofSupply(assignment.supply), backorder.queued, timeZone)
}

/**
 * What is to be recorded of it; null: nothing. A supply whose day has passed so far that its promise
 * would lie before today gives no date to who has none: one that nobody can keep is none. Nor does
 * it take one away.
 */
export function decideDate(
  line: Line,
  { supply }: Assignment,
  { buffer, place, now, rules, before }: Deciding,
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
  const decided = ofSupply(dated)
  const { queued } = backorder
  if (isSame(decided, queued, rules.timeZone)) return null
  return {
    id: line.id,
    expected_at: decided.expectedAt,
    supply_id: decided.supplyId,
    supplier: decided.supplyId === null ? null : (dated?.supplier ?? null),
    place_in_queue: place,
    cause: causeOf(queued, { ...decided, place }, before),
    buffer: decided.supplyId === null ? null : buffer,
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
}
type Queued = Backorder['queued']
type Decided = { expectedAt: string | null; supplyId: string | null }

/** A supply without a date gives none, and then it does not matter which it is. */
const ofSupply = (supply: Assignment['supply']): Decided =>
  supply?.expectedAt ? supply : { expectedAt: null, supplyId: null }

function isSame(decided: Decided, queued: Queued, timeZone: string): boolean {
  const known = queued ?? { expectedAt: null, supplyId: null }
  return (
    decided.supplyId === known.supplyId && sameDay(decided.expectedAt, known.expectedAt, timeZone)
  )
}

/** Why a date moved, as far as the supply that it came from and the place can tell. */
function causeOf(
  queued: Queued,
  decided: Decided & { place: number },
  before: Supply | null,
): QueueDate['cause'] {
  if (!queued?.supplyId) return 'joined'
  if (queued.supplyId === decided.supplyId) return 'supply_moved'
  if (!before || before.cancelledOn !== null) return 'supply_cancelled'
  if (before.isShort) return 'supply_short'
  const hasMoved = before.isOpen && dayIn(before.expectedAt) !== dayIn(queued.expectedAt)
  return hasMoved || decided.place === queued.placeInQueue ? 'supply_moved' : 'queue_moved'
}

const dayIn = (at: string | null): Day | null => at?.slice(0, 10) ?? null
