import type { Db } from '../db/open.ts'
import { listOpenWalksOf, type Walk } from '../db/walks.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { type Ahead, comparePlaces, type Place } from '../domain/supply-queue.ts'
import type { Services } from './services.ts'
import { startWalk } from './start-walk.ts'

export type QueueWalkKind = 'queue_build' | 'level' | 'arrival' | 'queue'

/**
 * How far a walk over a queue has come: the place of the last entry it was at, and what it had
 * summed up to there in which version of the queue.
 */
export type QueueCursor = { place: Place; sum?: Ahead & { version: number } }

export const readCursor = ({ cursor }: Pick<Walk, 'cursor'>): QueueCursor | null =>
  cursor === '' ? null : (JSON.parse(cursor) as QueueCursor)

export const writeCursor = (cursor: QueueCursor | null) => (cursor ? JSON.stringify(cursor) : '')

/** Where two walks that become one go on; null is the beginning. */
export const furthestBack = (a: QueueCursor | null, b: QueueCursor | null): QueueCursor | null =>
  a && b ? (comparePlaces(a.place, b.place) <= 0 ? a : b) : null

/** Whether a walk has still to come by a place. */
export function isAhead(walk: Pick<Walk, 'cursor'>, place: Place): boolean {
  const cursor = readCursor(walk)
  return cursor === null || comparePlaces(cursor.place, place) < 0
}

/**
 * Stores a walk over a queue from behind a place (null: from its beginning), unless one is open that
 * has still to come by there: a hundred news of one SKU in a row make one walk.
 */
export async function startQueueWalk(
  services: Services,
  db: Db,
  merchant: Merchant,
  { kind, sku, from, now }: { kind: QueueWalkKind; sku: string; from: Place | null; now: Instant },
) {
  const open = await listOpenWalksOf(db, merchant.id, sku)
  const comesBy = (walk: Walk) =>
    from === null ? walk.cursor === '' : walk.cursor === '' || isAhead(walk, from)
  if (open.some((walk) => walk.kind === kind && comesBy(walk))) return

  const cursor = writeCursor(from && { place: from })
  await startWalk(services, db, merchant, { kind, subject: sku, cursor, now })
}
