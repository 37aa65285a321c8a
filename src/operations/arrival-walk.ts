import { lockOrdersFirst } from '../db/order-first.ts'
import { listEntriesAfter, type QueueEntry } from '../db/queue.ts'
import { findQueues } from '../db/sku-queues.ts'
import { mergeWalks } from '../db/walks.ts'
import { comparePlaces } from '../domain/supply-queue.ts'
import { type QueueCursor, readCursor, writeCursor } from './start-queue-walk.ts'
import type { Turn, TurnOf, WalkKind } from './start-walk.ts'

const PAGE_MAX = 200

/**
 * Gives out what has come of a SKU, in the order of its queue. It only brings the orders up, each of
 * which takes its own share as it is settled: so one that is settled meanwhile for another reason
 * takes neither more nor less.
 */
export const arrivalWalk: WalkKind = {
  async turn(work) {
    const others = await mergeWalks(work.db, work.walk, work.now)
    const cursors = [work.walk, ...others].map(readCursor)
    const cursor = cursors.reduce((a, b) =>
      a && b ? (comparePlaces(a.place, b.place) <= 0 ? a : b) : null,
    )
    const turn = await nextOf(work, cursor)
    await lockOrdersFirst(work.db, work.merchant.id, async () => turn.orderIds)
    return turn
  },
  step: null,
}

async function nextOf(
  { db, merchant, walk, limit }: TurnOf,
  cursor: QueueCursor | null,
): Promise<Turn> {
  const { subject: sku } = walk
  const [queue] = await findQueues(db, merchant.id, [sku])
  const position = writeCursor(cursor)
  if (!queue?.isBuilt || queue.pool.left === 0) return { orderIds: [], position, done: true }

  const after = cursor?.place ?? null
  const entries = await listEntriesAfter(db, merchant.id, { sku, after, limit: PAGE_MAX })
  const orderIds = new Set<string>()
  let covered = 0
  let last: QueueEntry | undefined
  for (const entry of entries) {
    if (entry.countedAt <= queue.pool.until) {
      if (orderIds.size === limit && !orderIds.has(entry.orderId)) break
      orderIds.add(entry.orderId)
      covered += entry.quantity
    }
    last = entry
    if (covered >= queue.pool.left) break
  }
  const isEnd = entries.length < PAGE_MAX && last === entries.at(-1)
  const place = last && { epoch: last.epoch, rank: last.rank }
  return {
    orderIds: [...orderIds],
    position: place ? writeCursor({ place }) : position,
    done: isEnd || covered >= queue.pool.left,
  }
}
