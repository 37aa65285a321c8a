import { listUnfinishedAfter } from '../db/walks.ts'
import { addHours } from '../domain/instant.ts'
import { backInStockWalk } from './back-in-stock.ts'
import type { WalkKind } from './start-walk.ts'

/** What a stored walk does, by its kind; null is one of another release. */
export function walkKindOf(kind: string): WalkKind | null {
  switch (kind) {
    case 'policy':
      return policyWalk
    case 'back_in_stock':
      return backInStockWalk
    default:
      return null
  }
}

/** Every order that a policy still matters to is planned anew under it. */
const policyWalk: WalkKind = {
  next: (db, merchantId, { after, now, limit }) =>
    listUnfinishedAfter(db, merchantId, {
      after,
      shippedSince: addHours(now, -SHIPPED_HOURS_MAX),
      limit,
    }),
  step: null,
}

/** A parcel is given up after 60 days at most, and an order may wait long for it. */
const SHIPPED_HOURS_MAX = 180 * 24
