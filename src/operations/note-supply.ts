import type { Db } from '../db/open.ts'
import { sumCountedAfter } from '../db/queue.ts'
import { lockQueue, type SkuQueue, saveQueue } from '../db/sku-queues.ts'
import { listLevels } from '../db/skus.ts'
import type { MerchantEvent } from '../domain/event.ts'
import { addHours, earlier, later, toInstant } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { isImported } from '../domain/own-event.ts'
import type { Supply } from '../domain/supply.ts'
import { afterArrival, type Coming, presumedOf, sortComing } from '../domain/supply-queue.ts'
import { openQueue } from './build-queue.ts'
import { listComing } from './coming.ts'
import type { Services } from './services.ts'
import { startQueueWalk } from './start-queue-walk.ts'

/**
 * What a supply newly is to those who wait for its SKU: a walk that dates them anew, stored in the
 * transaction of the event. Said again as it was, it moves nobody.
 */
export async function noteSupply(
  services: Services,
  db: Db,
  merchant: Merchant,
  { before, supply, isReceipt, now }: SupplyNews,
) {
  const isSame =
    before.sku === supply.sku &&
    before.remaining === supply.remaining &&
    before.expectedAt === supply.expectedAt
  if (isSame) return
  const skus = new Set([before.sku, supply.sku].filter((sku) => sku !== null))
  for (const sku of [...skus].sort()) {
    const isComing = supply.isOpen && supply.sku === sku
    if (!isComing && !(await lockQueue(db, merchant.id, sku))) continue
    const queue = await openQueue(services, db, merchant, sku, now)
    const left = supply.sku === sku ? supply.remaining : 0
    const fewer = before.sku === sku && !isReceipt ? before.remaining - left : 0
    const units = Math.min(fewer, queue.pool.unaccounted)
    await account(db, merchant, queue, { units, early: units })
    await dateAnew(services, db, merchant, queue, now)
  }
}

type SupplyNews = { before: Supply; supply: Supply; isReceipt: boolean; now: Instant }

/**
 * Units that had gone before anybody said so, and that are now known to come no more; `early` of
 * what the merchant had given out by itself has been told of with them.
 */
async function account(
  db: Db,
  merchant: Merchant,
  queue: SkuQueue,
  { units, early }: { units: number; early: number },
) {
  const spoken = Math.max(0, Math.min(queue.ahead, early))
  if (units <= 0 && spoken <= 0) return
  queue.pool.unaccounted -= Math.max(0, units)
  queue.ahead -= spoken
  await saveQueue(db, merchant.id, queue)
}

/** As far ahead of the clock as an event may lie: whoever joins later waits for the next arrival. */
const AHEAD_HOURS_MAX = 24

/**
 * Units that have come are given out in the order of the queue, where no levels say how many are
 * missing: never both for one arrival. A receipt of long ago is an import, and was given out then.
 */
export async function noteArrival(
  services: Services,
  db: Db,
  merchant: Merchant,
  { event, before, now }: ArrivalNews,
) {
  const { sku, quantity, received_at } = event.data
  // Of a supply of another SKU it is one of those that name none.
  const supplyId = before && (before.sku ?? sku) === sku ? before.supplyId : null
  const isOld = isImported({ ...event, receivedAt: now })
  if (isOld || (await listLevels(db, merchant.id, sku)).length > 0) {
    const known = await lockQueue(db, merchant.id, sku)
    // Which a level may have said already, or will, and of the old ones the merchant itself: until
    // then they are neither here nor to come, and who counted on them keeps the date.
    if (!known?.isBuilt) return
    // Only who waited then counted on them, or was served already: the rest went into the stock.
    const late = await sumCountedAfter(db, merchant.id, { sku, at: toInstant(received_at) })
    const counting = Math.max(0, known.units - late) + Math.max(0, known.pool.unaccounted)
    const units = supplyId ? Math.min(quantity, counting) : 0
    await noteSpoken(db, merchant, known, quantity)
    await account(db, merchant, known, { units, early: quantity })
    // Also of a supply that nobody had announced: what else is to come then reaches further.
    if (units > 0) await dateAnew(services, db, merchant, known, now)
    return
  }
  const queue = await openQueue(services, db, merchant, sku, now)
  const { pool, units } = queue
  const late = await sumCountedAfter(db, merchant.id, { sku, at: pool.until })
  const spoken = Math.min(queue.ahead, quantity)
  const received = earlier(toInstant(received_at), addHours(now, AHEAD_HOURS_MAX))
  const until = later(received, now)
  queue.ahead -= spoken
  const known = await listComing(db, merchant, sku)
  const coming = before && supplyId ? withBefore(known, before, merchant.timeZone) : known
  const early = Math.max(0, queue.ahead)
  const gone = Math.max(0, pool.unaccounted - spoken - early)
  const presumed = gone + (supplyId ? 0 : quantity)
  const named = supplyId ? { supplyId, units: quantity } : null
  queue.pool = afterArrival(pool, { quantity: quantity - spoken, until }, units - late)
  // More than was expected of a supply comes beyond it: what comes next stays whole.
  queue.pool.unaccounted = early + presumedOf(presumed, coming, named)
  queue.poolSupply = supplyId
  await savePool(services, db, merchant, queue, now)
  if (supplyId) await dateAnew(services, db, merchant, queue, now)
}

/** What a level spoke of beyond what is to come had come, and nobody had given it up. */
async function noteSpoken(db: Db, merchant: Merchant, queue: SkuQueue, quantity: number) {
  if (queue.freed.units >= 0) return
  queue.freed.units = Math.min(0, queue.freed.units + quantity)
  await saveQueue(db, merchant.id, queue)
}

export type ArrivalNews = {
  event: MerchantEvent & { type: 'supply.received' }
  /** The supply that it names, as it was; null where it names none. */
  before: Supply | null
  now: Instant
}

/** What was to come before units of a supply came by its name. */
function withBefore(known: readonly Coming[], before: Supply, timeZone: string): Coming[] {
  const others = known.filter(({ supplyId }) => supplyId !== before.supplyId)
  return sortComing(before.isOpen ? [...others, before] : others, timeZone)
}

/** Who may take of it is another now, so what was summed before no longer holds. */
export async function savePool(
  services: Services,
  db: Db,
  merchant: Merchant,
  queue: SkuQueue,
  now: Instant,
) {
  queue.version += 1
  await saveQueue(db, merchant.id, queue)
  if (queue.pool.left > 0 && queue.isBuilt)
    await startQueueWalk(services, db, merchant, {
      kind: 'arrival',
      sku: queue.sku,
      from: null,
      now,
    })
}

/** Where the queue is still being built, a walk over all of it follows of itself. */
export async function dateAnew(
  services: Services,
  db: Db,
  merchant: Merchant,
  { sku, isBuilt, units }: SkuQueue,
  now: Instant,
) {
  if (!isBuilt || units === 0) return
  await startQueueWalk(services, db, merchant, { kind: 'queue', sku, from: null, now })
}
