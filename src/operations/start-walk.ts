import type { Db } from '../db/open.ts'
import { insertWalk, type Stop } from '../db/walks.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { Services } from './services.ts'

/**
 * Work over many orders. `next` says which come after a position, and must answer quickly also
 * where none does; `step` is done at each, in its own right: a walk may be at an order twice, and a
 * message of it may be there first. Null is to plan the order anew and nothing else.
 */
export type WalkKind = {
  next(
    db: Db,
    merchantId: string,
    walk: { subject: string; after: string; now: Instant; limit: number },
  ): Promise<Stop[]>
  step: ((work: StepOf) => Promise<void>) | null
}

export type StepOf = {
  services: Services
  db: Db
  merchant: Merchant
  orderId: string
  subject: string
  now: Instant
}

/** Stores a walk, with what it is about, in the caller's transaction. Who commits wakes the worker. */
export const startWalk = (
  services: Services,
  db: Db,
  merchant: Merchant,
  { kind, subject, now }: { kind: string; subject: string; now: Instant },
) =>
  insertWalk(db, {
    merchantId: merchant.id,
    id: services.newId('wlk', merchant.id),
    kind,
    subject,
    isLive: merchant.mode === 'live',
    at: now,
  })
