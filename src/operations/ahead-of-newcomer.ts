import type { QueueSum } from '../db/availability.ts'
import { sumAhead, sumCountedAfter } from '../db/queue.ts'
import { findLast, findOvertaken, findStopper } from '../db/queue-neighbours.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import {
  type Ahead,
  comparePlaces,
  epochBehind,
  type Place,
  rankOf,
} from '../domain/supply-queue.ts'
import type { Services } from './services.ts'

/** Behind whoever joined at the same moment. */
const JOINED_LAST = 9_999_999_999

/**
 * The units that would be ahead of an order of normal priority placed now: nearly always all that
 * wait. Fewer where some of lower priority were told no date, or may be displaced by the policy.
 */
export async function aheadOfNewcomer(
  services: Services,
  merchant: Merchant,
  queue: QueueSum,
  now: Instant,
): Promise<Ahead> {
  const { sku, units, pool } = queue
  const place = await placeAmong(services, merchant, sku, now)
  if (place) return sumAhead(services.read, merchant.id, { sku, place, until: pool.until })
  if (pool.left === 0) return { units, eligible: 0 }
  const late = await sumCountedAfter(services.read, merchant.id, { sku, at: pool.until })
  return { units, eligible: units - late }
}

/** Where it would stand; null: behind everybody. As it would join, without moving anybody. */
async function placeAmong(
  { read }: Services,
  { id, policy }: Merchant,
  sku: string,
  now: Instant,
): Promise<Place | null> {
  const last = await findLast(read, id, sku)
  if (!last) return null
  const rank = rankOf({ priority: 0, placedAt: now }, JOINED_LAST)
  if (policy.queue_displaces) {
    const overtaken = await findOvertaken(read, id, { sku, rank })
    return overtaken && { epoch: overtaken.epoch, rank }
  }
  const stopper = await findStopper(read, id, { sku, rank })
  if (stopper && comparePlaces(stopper, last) === 0) return null
  const { epoch, lifts } = epochBehind(stopper, rank)
  // Those whom it would lift out of the stopper's epoch are behind it: the stopper is the last ahead.
  return stopper && lifts ? { epoch: stopper.epoch, rank: `${stopper.rank}0` } : { epoch, rank }
}
