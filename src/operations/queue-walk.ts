import { lockOrdersFirst } from '../db/order-first.ts'
import { listEntriesAfter, type QueueEntry, saveAssignments, sumAhead } from '../db/queue.ts'
import { findQueues, lockQueue, type SkuQueue } from '../db/sku-queues.ts'
import { mergeWalks } from '../db/walks.ts'
import { type Ahead, assign, type Coming, pass } from '../domain/supply-queue.ts'
import { listComing } from './coming.ts'
import { furthestBack, type QueueCursor, readCursor, writeCursor } from './start-queue-walk.ts'
import type { Turn, TurnOf, WalkKind } from './start-walk.ts'

/** Entries read in one turn where none of them moves: some 10 ms. */
const ENTRIES_MAX = 2_000
/** And at once: where all of them move, the rest of a greater page would be read in vain. */
const PAGE_MAX = 200

/**
 * Dates the queue of a SKU anew: units go to the entries in their order, and an order is settled
 * only where the supply that its line reaches, or that supply's date, is another than before. So
 * what slips moves the orders that it touches and none of the others.
 */
export const queueWalk: WalkKind = {
  async turn(work) {
    const { db, merchant, walk, now } = work
    const { subject: sku } = walk
    const locked = await lockOrdersFirst(db, merchant.id, async () => {
      const [queue] = await findQueues(db, merchant.id, [sku])
      const start = { cursor: readCursor(walk), queue }
      return queue ? (await scan(work, { ...start, queue, locked: null })).orderIds : []
    })
    const queue = await lockQueue(db, merchant.id, sku)
    if (!queue?.isBuilt) return { orderIds: [], position: walk.cursor, done: true }

    const others = await mergeWalks(db, walk, now)
    const cursor = [walk, ...others].map(readCursor).reduce(furthestBack)
    const scanned = await scan(work, { cursor, queue, locked })
    await saveAssignments(db, merchant.id, scanned.moved)
    return scanned
  },
  step: null,
}

type Start = {
  cursor: QueueCursor | null
  queue: SkuQueue
  /** Orders whose rows this transaction has; null: all. */
  locked: ReadonlySet<string> | null
}
type Scanned = Turn & { moved: QueueEntry[] }

/** Goes on from the cursor until enough orders move, enough entries are read, or it is the end. */
async function scan(work: TurnOf, { cursor, queue, locked }: Start): Promise<Scanned> {
  const { db, merchant, limit, passedOver } = work
  const { sku, pool, version } = queue
  const coming = await listComing(db, merchant, sku)
  let place = cursor?.place ?? null
  let ahead = await aheadOf(work, cursor, queue)
  const orderIds = new Set<string>()
  const moved: QueueEntry[] = []
  const stand = (done: boolean): Scanned => {
    const position = writeCursor(place && { place, sum: { ...ahead, version } })
    return { orderIds: [...orderIds], position, done, moved }
  }
  for (let read = 0; read < ENTRIES_MAX; read += PAGE_MAX) {
    const page = { sku, after: place, limit: PAGE_MAX }
    const entries = await listEntriesAfter(db, merchant.id, page)
    for (const entry of entries) {
      const dated = datedBy(entry, ahead, { pool, coming })
      if (dated !== entry.dated) {
        const { orderId } = entry
        const isPassed = passedOver.has(orderId)
        const isFull = orderIds.size === limit && !orderIds.has(orderId)
        if (!isPassed && (isFull || (locked && !locked.has(orderId)))) return stand(false)
        // One that is passed over is worked out when it is next asked for.
        moved.push({ ...entry, dated: isPassed ? null : dated })
        if (!isPassed) orderIds.add(orderId)
      }
      place = { epoch: entry.epoch, rank: entry.rank }
      ahead = pass(ahead, entry, pool)
    }
    if (entries.length < PAGE_MAX) return stand(true)
  }
  return stand(false)
}

/** What was summed up to the cursor, where nobody before it has come or gone since. */
async function aheadOf(
  { db, merchant }: Pick<TurnOf, 'db' | 'merchant'>,
  cursor: QueueCursor | null,
  { sku, pool, version }: SkuQueue,
): Promise<Ahead> {
  if (!cursor) return { units: 0, eligible: 0 }
  if (cursor.sum?.version === version) return cursor.sum
  const { epoch, rank } = cursor.place
  // No rank lies between it and the same with one more character: the entry there counts as well.
  const place = { epoch, rank: `${rank} ` }
  return sumAhead(db, merchant.id, { sku, place, until: pool.until })
}

/** The assignment that an entry has, the very same where it is no other than before. */
function datedBy(
  entry: QueueEntry,
  ahead: Ahead,
  { pool, coming }: { pool: SkuQueue['pool']; coming: readonly Coming[] },
): QueueEntry['dated'] {
  const { isHere, supply } = assign(ahead, entry, { pool, coming })
  if (isHere) return entry.dated // it is given its units, and needs no date
  const supplyId = supply?.supplyId ?? null
  const expectedAt = supply?.expectedAt ?? null
  const { dated } = entry
  const isSame = dated?.supplyId === supplyId && dated.expectedAt === expectedAt
  return isSame ? dated : { supplyId, expectedAt, ahead: ahead.units }
}
