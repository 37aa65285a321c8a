import { listUnfinishedAfter } from '../db/walks.ts'
import { addHours } from '../domain/instant.ts'
import { arrivalWalk } from './arrival-walk.ts'
import { backInStockWalk } from './back-in-stock.ts'
import { buildQueueWalk } from './build-queue.ts'
import { levelWalk } from './note-level.ts'
import { queueWalk } from './queue-walk.ts'
import { overStops, type WalkKind } from './start-walk.ts'

/** Every order that a policy still matters to is planned anew under it. */
const policyWalk: WalkKind = {
  turn: overStops(({ db, merchant, walk, now, limit }) =>
    listUnfinishedAfter(db, merchant.id, {
      after: walk.cursor,
      shippedSince: addHours(now, -SHIPPED_HOURS_MAX),
      limit,
    }),
  ),
  step: null,
}

/** A parcel is given up after 60 days at most, and an order may wait long for it. */
const SHIPPED_HOURS_MAX = 180 * 24

const KINDS: ReadonlyMap<string, WalkKind> = new Map([
  ['policy', policyWalk],
  ['back_in_stock', backInStockWalk],
  ['queue_build', buildQueueWalk],
  ['level', levelWalk],
  ['arrival', arrivalWalk],
  ['queue', queueWalk],
])

export const WALK_KINDS: readonly string[] = [...KINDS.keys()]

/** What a stored walk does, by its kind; null is one of another release. */
export const walkKindOf = (kind: string): WalkKind | null => KINDS.get(kind) ?? null
