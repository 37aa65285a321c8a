import type { Db } from '../db/open.ts'
import { hasOrdersOfSku, listOrdersOfSkuAfter, type OrderOfSku } from '../db/orders-of-sku.ts'
import {
  insertEntries,
  listEntriesOfOrders,
  type QueueEntry,
  sumCountedAfter,
} from '../db/queue.ts'
import { insertQueue, lockQueue, type SkuQueue, saveQueue } from '../db/sku-queues.ts'
import { findSupplyFacts } from '../db/supplies.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Day, Instant, OrderState } from '../domain/order.ts'
import { givenSince, wantedEntries } from '../domain/queue-decision.ts'
import { coveredByLevel, rankOf } from '../domain/supply-queue.ts'
import { listComing } from './coming.ts'
import { noteLeftOver } from './note-available.ts'
import type { Services } from './services.ts'
import { startQueueWalk } from './start-queue-walk.ts'
import type { WalkKind } from './start-walk.ts'

/** Orders looked at in one turn: they are read, and nothing of them is planned. */
const ORDERS_MAX = 200

/**
 * The queue of a SKU, locked; opened by the first news of its supply, and then filled by a walk over
 * the orders that it has. Until that has ended nothing is dated or given out, for whoever is found
 * last may come first.
 */
export async function openQueue(
  services: Services,
  db: Db,
  merchant: Merchant,
  sku: string,
  now: Instant,
): Promise<SkuQueue> {
  const isNew = await insertQueue(db, merchant.id, sku)
  const queue = await lockQueue(db, merchant.id, sku)
  if (!queue) throw new Error(`there is no queue of ${sku}`)
  if (!isNew) return queue

  if (await hasOrdersOfSku(db, merchant.id, sku)) {
    await startQueueWalk(services, db, merchant, { kind: 'queue_build', sku, from: null, now })
    return queue
  }
  const built = { ...queue, isBuilt: true }
  await saveQueue(db, merchant.id, built)
  return built
}

/** Puts the waiting lines of every open order of a SKU in their places, then dates them all. */
export const buildQueueWalk: WalkKind = {
  async turn({ services, db, merchant, walk, now }) {
    const { subject: sku, cursor: after } = walk
    const queue = await lockQueue(db, merchant.id, sku)
    if (!queue || queue.isBuilt) return { orderIds: [], position: after, done: true }

    const page = { sku, after, limit: ORDERS_MAX }
    const orders = await listOrdersOfSkuAfter(db, merchant.id, page)
    const done = orders.length < ORDERS_MAX
    const built = await withOrders(db, merchant, queue, orders)
    if (done) await finish(services, db, merchant, built, now)
    await saveQueue(db, merchant.id, built)
    if (done) await noteLeftOver(services, db, merchant, sku, now)
    return { orderIds: [], position: orders.at(-1)?.orderId ?? after, done }
  },
  step: null,
}

async function withOrders(
  db: Db,
  merchant: Merchant,
  queue: SkuQueue,
  orders: readonly OrderOfSku[],
): Promise<SkuQueue> {
  const ids = orders.map(({ orderId }) => orderId)
  const joined = await listEntriesOfOrders(db, merchant.id, ids)
  const known = new Set(joined.map(nameOf))
  const entries = orders
    .flatMap(({ orderId, state }) =>
      state?.placed
        ? wantedEntries(state).map((wanted) => ({ ...wanted, orderId, ...rightfulOf(state) }))
        : [],
    )
    .filter((wanted) => wanted.sku === queue.sku && !known.has(nameOf(wanted)))
    .map(({ priority, placedAt, ...wanted }, at): QueueEntry => {
      const rank = rankOf({ priority, placedAt }, queue.joined + at)
      return { ...wanted, part: 0, epoch: 0, rank, dated: null }
    })
  await insertEntries(db, merchant.id, entries)
  const since = await dueSince(db, merchant, queue)
  const given = orders.reduce(
    (all, { state }) => all + (state ? givenSince(state, queue.sku, since, merchant.timeZone) : 0),
    0,
  )
  return {
    ...queue,
    ahead: queue.ahead + (queue.missing === null ? given : 0),
    pool: { ...queue.pool, unaccounted: queue.pool.unaccounted + given },
    version: queue.version + 1,
    joined: queue.joined + entries.length,
    units: queue.units + entries.reduce((all, { quantity }) => all + quantity, 0),
  }
}

/**
 * From which day on what the merchant gave out itself is of a supply that we know by now: one of it
 * has come, or was due. What it gave out before had other sources, and the supply is whole.
 */
async function dueSince(
  db: Db,
  merchant: Merchant,
  { sku, pool, poolSupply }: SkuQueue,
): Promise<Day | null> {
  const { timeZone } = merchant
  const coming = await listComing(db, merchant, sku)
  const due = coming.flatMap(({ expectedAt }) => (expectedAt ? [dayOf(expectedAt, timeZone)] : []))
  const facts = poolSupply && (await findSupplyFacts(db, merchant.id, poolSupply))
  const came = facts ? facts.receipts.map(({ on }) => on) : []
  if (pool.left > 0) came.push(dayOf(pool.until, timeZone))
  return [...due, ...came].sort()[0] ?? null
}

const nameOf = ({ orderId, lineId }: { orderId: string; lineId: string }) =>
  JSON.stringify([orderId, lineId])

const rightfulOf = ({ priority, placed }: OrderState) => ({ priority, placedAt: placed?.at ?? '' })

async function finish(
  services: Services,
  db: Db,
  merchant: Merchant,
  queue: SkuQueue,
  now: Instant,
) {
  const { sku, pool } = queue
  queue.isBuilt = true
  // What has come was given out by so many before we knew of it.
  const spoken = Math.min(queue.ahead, pool.left)
  pool.left -= spoken
  pool.unaccounted -= spoken
  queue.ahead -= spoken
  if (queue.missing !== null) {
    queue.counted = queue.units - (await sumCountedAfter(db, merchant.id, { sku, at: pool.until }))
    pool.left = coveredByLevel(queue.counted, queue.missing)
  }
  const walk = { sku, from: null, now }
  if (pool.left > 0) await startQueueWalk(services, db, merchant, { ...walk, kind: 'arrival' })
  await startQueueWalk(services, db, merchant, { ...walk, kind: 'queue' })
}
