import { deleteEntry, insertEntries, type QueueEntry, updateEntry } from '../db/queue.ts'
import {
  findLast,
  findOvertaken,
  findPassing,
  findStopper,
  liftBehind,
} from '../db/queue-neighbours.ts'
import { type WantedEntry, wantedEntries } from '../domain/queue-decision.ts'
import {
  comparePlaces,
  epochBehind,
  isOfRight,
  isRaised,
  type Place,
  rankOf,
  unitsOf,
} from '../domain/supply-queue.ts'
import { countLate, uncountLeft } from './counted-by-level.ts'
import { accountForHeld, givenTo, giveOut, touch } from './held-units.ts'
import type { AtQueue } from './stand-in-queue.ts'

/** Parts of one line; beyond, the last of them goes back with what is ordered more. */
const PARTS_MAX = 20

/** Brings the entries of an order to what of it waits: they join, change and leave. */
export async function syncPlaces(at: AtQueue) {
  const { queue, merchant } = at
  const wanted = wantedEntries(at.order).filter(({ sku }) => sku === queue.sku)
  const standing = at.entries
  for (const lineId of new Set(standing.map((entry) => entry.lineId))) {
    const parts = standing.filter((entry) => entry.lineId === lineId)
    const want = wanted.find((one) => one.lineId === lineId)
    if (!want) await shrink(at, parts, unitsOf(parts))
    else if (!parts.every(({ rank }) => isOfRight(rank, want.right)))
      await changeRank(at, parts, want)
    else await change(at, parts, want)
  }
  for (const want of wanted) {
    if (standing.some(({ lineId }) => lineId === want.lineId)) continue
    const countedAt = hadServed(at, want) ? at.now : want.countedAt
    const { queue_displaces: displaces } = merchant.policy
    const entry = await join(at, { ...want, countedAt }, { part: 0, displaces })
    countLate(at, entry)
  }
  at.entries.sort(comparePlaces)
  await accountForHeld(at)
}

/** Known already and with nothing that waited: what waits of it now has come on since. */
const hadServed = ({ before, queue }: AtQueue, { lineId }: WantedEntry): boolean => {
  const line = before?.lines.find(({ id }) => id === lineId)
  return Boolean(queue.isBuilt && line?.backorder && line.sku === queue.sku)
}

async function change(at: AtQueue, parts: readonly QueueEntry[], want: WantedEntry) {
  const more = want.quantity - unitsOf(parts)
  for (const part of parts.filter(({ isTold }) => isTold !== want.isTold)) {
    part.isTold = want.isTold
    await updateEntry(at.db, at.merchant.id, part)
  }
  if (more < 0) await shrink(at, parts, -more)
  if (more > 0) await grow(at, parts, want, more)
}

/**
 * More of a line takes a place of its own, as if it had been ordered by itself: behind who was told
 * a date meanwhile. What was ordered first stays where it is. It is missing from now on only: no
 * level of before counts it.
 */
async function grow(at: AtQueue, parts: readonly QueueEntry[], want: WantedEntry, more: number) {
  if (!isUnpacked(at, { ...want, quantity: more })) at.grown.add(want.lineId)
  const last = parts.at(-1)
  const isFull = parts.length >= PARTS_MAX && last !== undefined
  const quantity = isFull ? more + last.quantity : more
  if (isFull) await remove(at, last)
  const part = Math.max(...parts.map((one) => one.part)) + 1
  const displaces = at.merchant.policy.queue_displaces
  await join(at, { ...want, quantity, countedAt: at.now }, { part, displaces })
}

/**
 * Units that a line no longer waits for. Those that were given to it are of its first part, whose
 * right they were; others are of what was ordered last, and only who stands behind that moves up.
 */
async function shrink(at: AtQueue, parts: readonly QueueEntry[], units: number) {
  const [first] = parts
  if (!first) return
  const given = givenTo(at, first.lineId, units)
  await take(at, parts, given)
  giveOut(at, given)
  const left = parts.filter(({ quantity }) => quantity > 0)
  for (const { part, taken } of await take(at, left.reverse(), units - given)) {
    touch(at, part)
    uncountLeft(at, part, taken)
  }
}

/** Takes units off these parts, one after the other; answers with how many off each. */
async function take(at: AtQueue, parts: readonly QueueEntry[], units: number) {
  const fewer: { part: QueueEntry; taken: number }[] = []
  let left = units
  for (const part of parts) {
    if (left === 0) break
    const taken = Math.min(left, part.quantity)
    left -= taken
    fewer.push({ part, taken })
    await remove(at, part, taken)
  }
  return fewer
}

async function remove(at: AtQueue, entry: QueueEntry, units = entry.quantity) {
  const { db, merchant, queue } = at
  queue.units -= units
  queue.version += 1
  entry.quantity -= units
  entry.dated = null
  if (entry.quantity > 0) return updateEntry(db, merchant.id, entry)
  await deleteEntry(db, merchant.id, entry)
  at.entries = at.entries.filter((one) => one !== entry)
}

/**
 * The merchant's own word about an order it knows moves it past others, told or not. Where it is put
 * lower, those directly behind it that now come first by right pass it, and nobody else.
 */
async function changeRank(at: AtQueue, parts: readonly QueueEntry[], want: WantedEntry) {
  const [first] = parts
  if (!first) return
  const hasGrown = want.quantity > unitsOf(parts)
  for (const part of parts) await remove(at, part)
  touch(at, first)
  const displaces = isRaised(first.rank, want.right) || at.merchant.policy.queue_displaces
  if (hasGrown) at.grown.add(want.lineId)
  const countedAt = hasGrown ? at.now : first.countedAt
  await join(at, { ...want, countedAt }, { part: 0, displaces, from: first })
}

async function join(
  at: AtQueue,
  want: WantedEntry,
  { part, displaces, from = null }: { part: number; displaces: boolean; from?: Place | null },
): Promise<QueueEntry> {
  const { db, merchant, queue, order } = at
  queue.joined += 1
  const rank = rankOf({ ...order, placedAt: order.placed?.at ?? '' }, queue.joined)
  const epoch = isUnpacked(at, want)
    ? FIRST_EPOCH
    : displaces
      ? await epochBefore(at, rank)
      : await epochAfter(at, rank, from)
  const last = await findLast(db, merchant.id, queue.sku)
  const { lineId, sku, quantity, isTold, countedAt } = want
  const standing = { lineId, part, sku, quantity, isTold, countedAt }
  const entry: QueueEntry = { ...standing, orderId: order.orderId, epoch, rank, dated: null }
  await insertEntries(db, merchant.id, [entry])
  at.entries.push(entry)
  queue.units += entry.quantity
  queue.version += 1
  if (last && comparePlaces(last, entry) > 0) touch(at, entry)
  return entry
}

/** Before everybody: what was packed and is taken out again had been served before them. */
const FIRST_EPOCH = -1

const isUnpacked = ({ held }: AtQueue, { lineId, quantity }: WantedEntry): boolean =>
  (held.get(lineId)?.voided ?? 0) >= quantity

async function epochAfter(
  { db, merchant, queue: { sku } }: AtQueue,
  rank: string,
  from: Place | null,
) {
  const stopper = from
    ? await findPassing(db, merchant.id, { sku, rank, from })
    : await findStopper(db, merchant.id, { sku, rank })
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
