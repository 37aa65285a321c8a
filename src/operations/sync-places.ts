import {
  deleteEntry,
  findLast,
  findOvertaken,
  findStopper,
  insertEntries,
  liftBehind,
  type QueueEntry,
  updateEntry,
} from '../db/queue.ts'
import type { OrderState } from '../domain/order.ts'
import { type WantedEntry, wantedEntries } from '../domain/queue-decision.ts'
import {
  comparePlaces,
  coveredByLevel,
  epochBehind,
  isOfRight,
  isRaised,
  type Place,
  rankOf,
} from '../domain/supply-queue.ts'
import type { AtQueue } from './stand-in-queue.ts'

/** Brings the entries of an order to what of it waits: they join, change and leave. */
export async function syncPlaces(at: AtQueue) {
  const { queue, merchant } = at
  const wanted = wantedEntries(at.order).filter(({ sku }) => sku === queue.sku)
  const standing = at.entries
  for (const entry of standing) {
    const want = wanted.find(({ lineId }) => lineId === entry.lineId)
    if (!want) await leave(at, entry)
    else if (!isOfRight(entry.rank, want.right)) await changeRank(at, entry, want)
    else await change(at, entry, want)
  }
  for (const want of wanted) {
    if (at.entries.some(({ lineId }) => lineId === want.lineId)) continue
    const entry = await join(at, want, { displaces: merchant.policy.queue_displaces })
    countLate(at, entry)
  }
  at.entries.sort(comparePlaces)
}

async function leave(at: AtQueue, entry: QueueEntry) {
  await remove(at, entry)
  free(at, entry, entry.quantity)
}

async function remove(at: AtQueue, entry: QueueEntry) {
  await deleteEntry(at.db, at.merchant.id, entry)
  at.entries = at.entries.filter(({ lineId }) => lineId !== entry.lineId)
  at.queue.units -= entry.quantity
  at.queue.version += 1
}

/** More that waits of a line is missing from now on only: no level of before counts it. */
async function change(at: AtQueue, entry: QueueEntry, want: WantedEntry) {
  const { quantity, isTold } = want
  const more = quantity - entry.quantity
  if (more === 0 && isTold === entry.isTold) return
  if (more !== 0) {
    at.queue.units += more
    at.queue.version += 1
    if (more > 0) touch(at, entry)
    else free(at, entry, -more)
  }
  const countedAt = more > 0 ? at.now : entry.countedAt
  const dated = more === 0 ? entry.dated : null
  Object.assign(entry, { quantity, isTold, countedAt, dated })
  await updateEntry(at.db, at.merchant.id, entry)
}

/** The merchant's own word about an order it knows moves it past others, told or not. */
async function changeRank(at: AtQueue, entry: QueueEntry, want: WantedEntry) {
  await remove(at, entry)
  touch(at, entry)
  const displaces = isRaised(entry.rank, want.right) || at.merchant.policy.queue_displaces
  const countedAt = want.quantity > entry.quantity ? at.now : entry.countedAt
  await join(at, { ...want, countedAt }, { displaces })
}

async function join(
  at: AtQueue,
  want: WantedEntry,
  { displaces }: { displaces: boolean },
): Promise<QueueEntry> {
  const { db, merchant, queue, order } = at
  queue.joined += 1
  const rank = rankOf({ ...order, placedAt: order.placed?.at ?? '' }, queue.joined)
  const epoch = displaces ? await epochBefore(at, rank) : await epochAfter(at, rank)
  const last = await findLast(db, merchant.id, queue.sku)
  const { lineId, sku, quantity, isTold, countedAt } = want
  const standing = { lineId, sku, quantity, isTold, countedAt }
  const entry: QueueEntry = { ...standing, orderId: order.orderId, epoch, rank, dated: null }
  await insertEntries(db, merchant.id, [entry])
  at.entries.push(entry)
  queue.units += entry.quantity
  queue.version += 1
  if (last && comparePlaces(last, entry) > 0) touch(at, entry)
  return entry
}

async function epochAfter({ db, merchant, queue: { sku } }: AtQueue, rank: string) {
  const stopper = await findStopper(db, merchant.id, { sku, rank })
  const { epoch, lifts } = epochBehind(stopper, rank)
  if (stopper && lifts) await liftBehind(db, merchant.id, { sku, place: stopper })
  return epoch
}

async function epochBefore({ db, merchant, queue: { sku } }: AtQueue, rank: string) {
  const last = await findLast(db, merchant.id, sku)
  // All of one epoch, and the last of them of a better rank: nobody is overtaken.
  if (last === null || (last.epoch === 0 && last.rank < rank)) return 0
  return (await findOvertaken(db, merchant.id, { sku, rank }))?.epoch ?? last.epoch
}

/**
 * Units that a line no longer waits for. Where they were given out by the merchant, or shipped, they
 * are of what has come, or else of what comes next: nobody moves up by them, and who is before that
 * line has fewer to come. All others were ahead of who stands behind, and those move up.
 */
function free(at: AtQueue, entry: QueueEntry, units: number) {
  const { queue } = at
  const given = Math.min(units, givenSince(at.before, at.order, entry.lineId))
  const fromPool = Math.min(given, queue.pool.left)
  queue.pool.left -= fromPool
  const early = given - fromPool
  queue.pool.unaccounted += early
  // The next arrival that we hear of has been given out by so many.
  if (queue.missing === null) queue.ahead += early
  if (early > 0) touch(at, THE_FIRST)
  else if (fromPool < units) touch(at, entry)
}

/** Before everybody. */
const THE_FIRST: Place = { epoch: -1, rank: '' }

function givenSince(before: OrderState | null, order: OrderState, lineId: string): number {
  const goneTo = (state: OrderState | null) => {
    const line = state?.lines.find(({ id }) => id === lineId)
    return { allocated: line?.backorder?.allocated ?? 0, shipped: line?.shipped ?? 0 }
  }
  const [then, now] = [goneTo(before), goneTo(order)]
  const allocated = Math.max(0, now.allocated - then.allocated)
  return allocated + Math.max(0, now.shipped - then.shipped)
}

/** A line that the last level counted, and that we hear of only now: it says no more is missing. */
function countLate({ queue }: AtQueue, { countedAt, quantity }: QueueEntry) {
  const { missing, pool, isBuilt } = queue
  if (missing === null || !isBuilt || countedAt > pool.until) return
  const before = coveredByLevel(queue.counted, missing)
  queue.counted += quantity
  const more = coveredByLevel(queue.counted, missing) - before
  pool.left += more
  pool.unaccounted += more
}

function touch(at: AtQueue, { epoch, rank }: Place) {
  const place = { epoch, rank }
  if (!at.touched || comparePlaces(place, at.touched) < 0) at.touched = place
}
