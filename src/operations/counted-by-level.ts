import type { QueueEntry } from '../db/queue.ts'
import type { SkuQueue } from '../db/sku-queues.ts'
import type { Instant } from '../domain/order.ts'
import type { AnyEvent } from '../domain/own-event.ts'
import { type Coming, coveredByLevel, remainingOf } from '../domain/supply-queue.ts'
import type { AtQueue } from './stand-in-queue.ts'

/** A line that the last level counted, and that we hear of only now: it says no more is missing. */
export function countLate({ queue }: AtQueue, { countedAt, quantity }: QueueEntry) {
  const { missing, pool, isBuilt } = queue
  if (missing === null || !isBuilt || countedAt > pool.until) return
  const before = coveredByLevel(queue.counted, missing)
  queue.counted += quantity
  const more = coveredByLevel(queue.counted, missing) - before
  pool.left += more
  pool.unaccounted += more
}

/**
 * The contrary: units that nobody waited for any more when the last level was taken, and of which we
 * hear only now. By so many fewer it says that units have come; and where somebody had them already,
 * they are of what comes next. Left among those counted they would be missing a second time, for
 * the next one that we hear of late.
 */
export function uncountLeft(at: AtQueue, { countedAt }: { countedAt: Instant }, units: number) {
  const { queue } = at
  const { missing, pool, isBuilt } = queue
  if (missing === null || !isBuilt || countedAt > pool.until || leftAt(at) > pool.until) return
  const before = coveredByLevel(queue.counted, missing)
  queue.counted -= units
  const fewer = Math.min(pool.left, before - coveredByLevel(queue.counted, missing))
  pool.left -= fewer
  pool.unaccounted -= fewer
}

/**
 * Where nobody waits, a receipt that no level has followed is not waited for either; and no more can
 * have gone of what is to come than is to come. What a level spoke of beyond that may be of somebody
 * who gave it up, of which we have still to hear: no other level is to be waited for by then.
 */
export function settleForNobody(queue: SkuQueue, coming: readonly Coming[], now: Instant) {
  const { pool, missing, freed, ahead } = queue
  // What the merchant gave out itself is of whatever comes next, also if nobody knows of it yet.
  const given = missing === null ? Math.min(ahead, pool.unaccounted) : 0
  const kept = Math.max(0, given, Math.min(pool.unaccounted, remainingOf(coming)))
  const spoken = missing === null ? 0 : Math.max(0, pool.unaccounted - kept)
  if (spoken > 0) queue.freed = { units: freed.units - spoken, at: now }
  pool.unaccounted = kept
}

/** What takes units out of a queue, or back from who was given them. */
const LEAVING: ReadonlySet<AnyEvent['type']> = new Set<AnyEvent['type']>([
  'order.updated',
  'order.cancelled',
  'backorder.unfulfillable',
  'cancellation.made',
  'cancellation.answered',
  'delay.expired',
])

/** When it happened that is heard of now. */
export const leftAt = ({ events, now }: AtQueue): Instant =>
  events
    .filter(({ type }) => LEAVING.has(type))
    .map(({ occurred_at }) => new Date(occurred_at).toISOString())
    .reduce((first, at) => (at < first ? at : first), now)
