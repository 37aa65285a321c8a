import { lockOrdersFirst } from '../db/order-first.ts'
import { listEntriesAfter, type QueueEntry } from '../db/queue.ts'
import { findQueues, lockQueue, type SkuQueue } from '../db/sku-queues.ts'
import { mergeWalks } from '../db/walks.ts'
import { furthestBack, type QueueCursor, readCursor, writeCursor } from './start-queue-walk.ts'
import type { Turn, TurnOf, WalkKind } from './start-walk.ts'

const PAGE_MAX = 200

/**
 * Gives out what has come of a SKU, in the order of its queue. It only brings the orders up, each of
 * which takes its own share as it is settled: so one that is settled meanwhile for another reason
 * takes neither more nor less.
 */
export const arrivalWalk: WalkKind = {
  async turn(work) {
    const { db, merchant, walk, now } = work
    const { subject: sku } = walk
    const locked = await lockOrdersFirst(db, merchant.id, async () => {
      const [queue] = await findQueues(db, merchant.id, [sku])
      return queue
        ? (await nextOf(work, { cursor: readCursor(walk), queue, locked: null })).orderIds
        : []
    })
    const queue = await lockQueue(db, merchant.id, sku)
    const others = await mergeWalks(db, walk, now)
    if (!queue?.isBuilt) return { orderIds: [], position: walk.cursor, done: true }
    const cursor = [walk, ...others].map(readCursor).reduce(furthestBack)
    return nextOf(work, { cursor, queue, locked })
  },
  step: null,
}

type Start = {
  cursor: QueueCursor | null
  queue: SkuQueue
  /** Orders whose rows this transaction has; null: all. */
  locked: ReadonlySet<string> | null
}

async function nextOf(
  { db, merchant, limit }: TurnOf,
  { cursor, queue: { sku, pool }, locked }: Start,
): Promise<Turn> {
  const stay = writeCursor(cursor)
  if (pool.left === 0) return { orderIds: [], position: stay, done: true }

  const after = cursor?.place ?? null
  const entries = await listEntriesAfter(db, merchant.id, { sku, after, limit: PAGE_MAX })
  const orderIds = new Set<string>()
  let covered = 0
  let last: QueueEntry | undefined
  for (const entry of entries) {
    const { orderId, quantity, countedAt } = entry
    if (countedAt <= pool.until) {
      if (orderIds.size === limit && !orderIds.has(orderId)) break
      if (locked && !locked.has(orderId)) break
      orderIds.add(orderId)
      covered += quantity
    }
    last = entry
    if (covered >= pool.left) break
  }
  const isEnd = entries.length < PAGE_MAX && last === entries.at(-1)
  const place = last && { epoch: last.epoch, rank: last.rank }
  return {
    orderIds: [...orderIds],
    position: place ? writeCursor({ place }) : stay,
    done: isEnd || covered >= pool.left,
  }
}
