import type { Db } from '../db/open.ts'
import { hasOrdersOfSku } from '../db/orders-of-sku.ts'
import { sumCountedAfter } from '../db/queue.ts'
import { findQueues, lockQueue, type SkuQueue } from '../db/sku-queues.ts'
import { listLevels } from '../db/skus.ts'
import { lockOpenWalks, mergeWalks } from '../db/walks.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { coveredByLevel } from '../domain/supply-queue.ts'
import { openQueue } from './build-queue.ts'
import { dateAnew, savePool } from './note-supply.ts'
import type { Services } from './services.ts'
import { startQueueWalk } from './start-queue-walk.ts'
import type { WalkKind } from './start-walk.ts'

/**
 * A level of a SKU: what it covers is worked out by a walk of one step, for a busy SKU has a level an
 * order, and whoever held its queue while they share a shortage out would wait for their orders, and
 * they for it. Nobody asks for the queue of a SKU that has none unless stock of it may have come.
 */
export async function noteLevel(
  services: Services,
  db: Db,
  merchant: Merchant,
  { sku, before, now }: { sku: string; before: readonly Level[]; now: Instant },
) {
  const levels = await listLevels(db, merchant.id, sku)
  if (isNoneAgain(before, levels)) return
  const [known] = await findQueues(db, merchant.id, [sku])
  if (!known) {
    const mayHaveCome = before.length === 0 || sumOf(levels) > sumOf(before)
    if (!mayHaveCome || !(await hasOrdersOfSku(db, merchant.id, sku))) return
    await openQueue(services, db, merchant, sku, now)
  }
  await lockOpenWalks(db, merchant.id, { kind: 'level', subject: sku })
  await startQueueWalk(services, db, merchant, { kind: 'level', sku, from: null, now })
}

/**
 * None, said again. A shop whose levels never go below zero says so with each sale, and by the
 * arithmetic of a level everybody who waits would be covered by it: they would read "restocked" of
 * goods that nobody has.
 */
const isNoneAgain = (before: readonly Level[], levels: readonly Level[]) =>
  before.length > 0 && sumOf(before) === 0 && sumOf(levels) === 0

/** Of those who wait, the ones beyond the units that are missing, over all places, are covered. */
export const levelWalk: WalkKind = {
  async turn({ services, db, merchant, walk, now }) {
    const { subject: sku, cursor: position } = walk
    const queue = await lockQueue(db, merchant.id, sku)
    await mergeWalks(db, walk, now)
    if (queue) await coverByLevels(services, db, merchant, queue, now)
    return { orderIds: [], position, done: true }
  },
  step: null,
}

async function coverByLevels(
  services: Services,
  db: Db,
  merchant: Merchant,
  queue: SkuQueue,
  now: Instant,
) {
  const { sku, pool } = queue
  const levels = await listLevels(db, merchant.id, sku)
  const until = levels.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a > b ? a : b), '')
  queue.missing = Math.max(0, -sumOf(levels))
  queue.counted = queue.units - (await sumCountedAfter(db, merchant.id, { sku, at: until }))
  const covered = coveredByLevel(queue.counted, queue.missing)
  // While it is being built nobody is dated yet, and there is nothing to be kept in its place.
  const late = await sumCountedAfter(db, merchant.id, { sku, at: pool.until })
  // What came before anybody waited went into the shop's stock: nobody misses it now.
  const owed = Math.min(pool.left, queue.units - late)
  const more = queue.isBuilt ? covered - owed : 0
  const freed = Math.min(freedBy(queue, until), Math.max(0, more))
  // Where nobody waits, what was given up goes on to the shelf, and is asked for no more.
  queue.freed.units = queue.units === 0 ? 0 : freedBy(queue, until) - freed
  queue.pool = { left: covered, until, unaccounted: pool.unaccounted + more - freed }
  queue.ahead = 0
  await savePool(services, db, merchant, queue, now)
  const isMoved = pool.left !== covered || pool.unaccounted !== queue.pool.unaccounted
  if (isMoved) await dateAnew(services, db, merchant, queue, now)
}

/** A day later a unit that was given up was not put back: what has come since then is new. */
const FREED_HOURS_MAX = 24

const freedBy = ({ freed }: SkuQueue, until: Instant): number =>
  freed.units > 0 && until <= addHours(freed.at, FREED_HOURS_MAX) ? freed.units : 0

type Level = Awaited<ReturnType<typeof listLevels>>[number]

const sumOf = (levels: readonly Level[]) => levels.reduce((all, level) => all + level.available, 0)
