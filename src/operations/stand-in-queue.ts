import type { Db } from '../db/open.ts'
import { listEntriesOfOrder, markTold, type QueueEntry } from '../db/queue.ts'
import { findQueues, lockQueue, type SkuQueue, saveQueue } from '../db/sku-queues.ts'
import { listOpenWalksOf, type Walk } from '../db/walks.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import {
  type Held,
  heldSince,
  isNews,
  queuedSkus,
  type WantedEntry,
  wantedEntries,
} from '../domain/queue-decision.ts'
import {
  type Coming,
  comparePlaces,
  isOfRight,
  type Place,
  unitsOf,
} from '../domain/supply-queue.ts'
import { listComing } from './coming.ts'
import { settleForNobody } from './counted-by-level.ts'
import { dateLines } from './date-lines.ts'
import { giveStock } from './give-stock.ts'
import type { Unsettled } from './record-decision.ts'
import type { Services } from './services.ts'
import { isAhead, startQueueWalk } from './start-queue-walk.ts'
import { syncPlaces } from './sync-places.ts'

/** An order at its place in the queue of one SKU, the queue locked; changed in place. */
export type AtQueue = Unsettled & {
  services: Services
  db: Db
  merchant: Merchant
  now: Instant
  /** As it was before the news, or null where it is new. */
  before: OrderState | null
  queue: SkuQueue
  entries: QueueEntry[]
  walks: readonly Walk[]
  coming: readonly Coming[]
  /** Units that its lines hold more than before, or fewer, and that the queue has not heard of. */
  held: Map<string, Held>
  /** Lines of which more waits than did. */
  grown: Set<string>
  /** From behind which place on the others are touched; null: none are. */
  touched: Place | null
}

type Standing = Unsettled & { before: OrderState | null; now: Instant }

/**
 * Lets the lines of an order stand in the queues of their SKUs as they wait now: they join, change
 * and leave; what has come for them is given to them; and where their place gives another date than
 * before, that is recorded. The one place where the queue moves an order: a walk only brings it here,
 * and a message that is due comes by here as well, so none goes out with a date that a walk which is
 * under way would have changed.
 */
export async function standInQueue(
  services: Services,
  db: Db,
  merchant: Merchant,
  { before, order, locked, events, now }: Standing,
): Promise<OrderState> {
  const queues = await queuesOf(db, merchant, before, order)
  if (queues.length === 0) return order

  const entries = await listEntriesOfOrder(db, merchant.id, order.orderId)
  let state = order
  for (const queue of queues) {
    const mine = entries.filter(({ sku }) => sku === queue.sku)
    const wanted = wantedEntries(state).filter(({ sku }) => sku === queue.sku)
    const isHeldAlike = heldSince(before, state, queue.sku).size === 0
    if (mine.length + wanted.length === 0 && isHeldAlike) continue
    const walks = await listOpenWalksOf(db, merchant.id, queue.sku)
    if (isHeldAlike && isInPlace(state, { queue, mine, wanted, walks, merchant })) {
      await noteTold(db, merchant, mine, wanted)
      continue
    }
    const at = { services, db, merchant, before, order: state, locked, events, now }
    state = await standIn(at, queue.sku)
  }
  return state
}

/** The queues that an order has anything to do with, as it was and as it is. */
export async function queuesOf(
  db: Db,
  merchant: Merchant,
  ...states: readonly (OrderState | null)[]
): Promise<SkuQueue[]> {
  const skus = new Set(states.flatMap((state) => [...queuedSkus(state)]))
  return skus.size === 0 ? [] : findQueues(db, merchant.id, [...skus].sort())
}

/** With the queue locked: who changes a place in it is alone with it. */
async function standIn(
  at: Unsettled & Pick<AtQueue, 'services' | 'db' | 'merchant' | 'now' | 'before'>,
  sku: string,
): Promise<OrderState> {
  const { services, db, merchant, now } = at
  const queue = await lockQueue(db, merchant.id, sku)
  if (!queue) return at.order
  const all = await listEntriesOfOrder(db, merchant.id, at.order.orderId)
  const work: AtQueue = {
    ...at,
    queue,
    entries: all.filter((entry) => entry.sku === sku).sort(comparePlaces),
    walks: await listOpenWalksOf(db, merchant.id, sku),
    coming: await listComing(db, merchant, sku),
    held: heldSince(at.before, at.order, sku),
    grown: new Set(),
    touched: null,
  }
  const { version } = queue
  const { left, until } = queue.pool
  await syncPlaces(work)
  if (queue.isBuilt) {
    await giveStock(work)
    await dateLines(work)
  }
  if (queue.units === 0) settleForNobody(queue, work.coming, now)
  if (queue.version !== version || queue.pool.left !== left) await saveQueue(db, merchant.id, queue)
  if (!queue.isBuilt) return work.order

  if (work.touched && work.coming.length > 0)
    await startQueueWalk(services, db, merchant, { kind: 'queue', sku, from: work.touched, now })
  // Also where fewer lie there than did: what is given up may go to who came after the rest of it.
  const isForMore = queue.pool.left > left || queue.pool.until !== until
  if (queue.pool.left > 0 && isForMore)
    await startQueueWalk(services, db, merchant, { kind: 'arrival', sku, from: null, now })
  return work.order
}

/** Nothing to do, and no lock to be waited for: so it is nearly always. */
function isInPlace(
  order: OrderState,
  {
    queue,
    mine,
    wanted,
    walks,
    merchant,
  }: {
    queue: SkuQueue
    mine: readonly QueueEntry[]
    wanted: readonly WantedEntry[]
    walks: readonly Walk[]
    merchant: Merchant
  },
): boolean {
  if (new Set(mine.map(({ lineId }) => lineId)).size !== wanted.length) return false
  return wanted.every((want) => {
    const parts = mine.filter(({ lineId }) => lineId === want.lineId).sort(comparePlaces)
    const line = order.lines.find(({ id }) => id === want.lineId)
    const last = parts.at(-1)
    if (!last || !line || unitsOf(parts) !== want.quantity) return false
    if (!parts.every(({ rank }) => isOfRight(rank, want.right))) return false
    if (!queue.isBuilt) return true
    const { left, until } = queue.pool
    const mayTake = left > 0 && parts.some(({ countedAt }) => countedAt <= until)
    if (mayTake || !parts.every((part) => isTrusted(part, walks))) return false
    return !isNews(line, assignmentOf(last, []), merchant.timeZone)
  })
}

/** Whether an assignment is what a walk would find: it has one, and none is still to come by. */
export const isTrusted = (
  entry: QueueEntry,
  walks: readonly Walk[],
): entry is QueueEntry & { dated: NonNullable<QueueEntry['dated']> } =>
  entry.dated !== null && !walks.some((walk) => walk.kind === 'queue' && isAhead(walk, entry))

/** As it stands with an entry; who the supplier is, `coming` tells. */
export function assignmentOf({ dated }: QueueEntry, coming: readonly Coming[] = []) {
  const { supplyId = null, expectedAt = null } = dated ?? {}
  if (supplyId === null) return { isHere: false, supply: null }
  const supplier = coming.find((one) => one.supplyId === supplyId)?.supplier ?? null
  return { isHere: false, supply: { supplyId, expectedAt, supplier, remaining: 0 } }
}

async function noteTold(
  db: Db,
  merchant: Merchant,
  mine: readonly QueueEntry[],
  wanted: readonly WantedEntry[],
) {
  for (const entry of mine) {
    const isTold = wanted.find(({ lineId }) => lineId === entry.lineId)?.isTold ?? false
    if (isTold !== entry.isTold) await markTold(db, merchant.id, { ...entry, isTold })
  }
}
