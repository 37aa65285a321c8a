import type { Db } from '../db/open.ts'
import { sumCountedAfter } from '../db/queue.ts'
import { findQueues } from '../db/sku-queues.ts'
import { listLevels } from '../db/skus.ts'
import { hasWaiting } from '../db/waitlist.ts'
import { endWalksOf, insertWalk } from '../db/walks.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { isImported } from '../domain/own-event.ts'
import type { Services } from './services.ts'

/**
 * Stock of a SKU that somebody waits for: a walk over its waiting list, stored in the transaction of
 * the event that told it. An arrival counts only where no level is known, and only for what those who
 * wait for theirs leave of it: who cancelled would else read "order anew" of units that are theirs.
 */
export async function noteAvailable(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: MerchantEvent,
  now: Instant,
): Promise<void> {
  if (event.type !== 'inventory.level' && event.type !== 'supply.received') return
  const { sku } = event.data
  if (!(await hasWaiting(db, merchant.id, sku))) return
  const levels = await listLevels(db, merchant.id, sku)
  const available = levels.reduce((all, level) => all + level.available, 0)
  if (levels.length > 0) {
    if (available > 0) await tellWaiting(services, db, merchant, sku, now)
    return
  }
  if (event.type === 'inventory.level' || isImported({ ...event, receivedAt: now })) return
  await noteLeftOver(services, db, merchant, sku, now)
}

/**
 * What an arrival leaves over, where no level says what is there. While the queue is being built
 * nobody knows who takes of it, so this is asked once more when it is.
 */
export async function noteLeftOver(
  services: Services,
  db: Db,
  merchant: Merchant,
  sku: string,
  now: Instant,
): Promise<void> {
  const [queue] = await findQueues(db, merchant.id, [sku])
  if (!queue?.isBuilt || queue.missing !== null || queue.pool.left <= 0) return
  const late = await sumCountedAfter(db, merchant.id, { sku, at: queue.pool.until })
  const taken = queue.units - late + Math.max(0, queue.ahead)
  if (queue.pool.left <= taken || !(await hasWaiting(db, merchant.id, sku))) return
  await tellWaiting(services, db, merchant, sku, now)
}

async function tellWaiting(
  services: Services,
  db: Db,
  merchant: Merchant,
  sku: string,
  now: Instant,
) {
  const walk = { kind: 'back_in_stock', subject: sku }
  await endWalksOf(db, merchant.id, { ...walk, at: now })
  const id = services.newId('wlk', merchant.id)
  const isLive = merchant.mode === 'live'
  await insertWalk(db, { ...walk, merchantId: merchant.id, id, isLive, at: now })
}
