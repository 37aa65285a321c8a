import type { Db } from '../db/open.ts'
import { insertWalk, type Stop, type Walk } from '../db/walks.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { Services } from './services.ts'

/**
 * Work over many orders. `turn` says which come next and how far the walk has then come, and may
 * write what it found on the way; it must answer quickly also where none does. `step` is done at
 * each, in its own right: a walk may be at an order twice, and a message of it may be there first.
 * Null is to plan the order anew and nothing else.
 */
export type WalkKind = {
  turn(work: TurnOf): Promise<Turn>
  step: ((work: StepOf) => Promise<void>) | null
}

export type TurnOf = {
  services: Services
  db: Db
  merchant: Merchant
  walk: Walk
  now: Instant
  /** Orders of one turn: on SQLite other writers wait while it is made. */
  limit: number
  /** Orders that failed by a fault of ours: the walk is to go on without them. */
  passedOver: ReadonlySet<string>
}

export type Turn = { orderIds: string[]; position: string; done: boolean }

export type StepOf = {
  services: Services
  db: Db
  merchant: Merchant
  orderId: string
  subject: string
  now: Instant
}

/** A turn of a walk over orders that `next` lists after a position. */
export const overStops =
  (next: (work: TurnOf) => Promise<Stop[]>): WalkKind['turn'] =>
  async (work) => {
    const stops = await next(work)
    return {
      orderIds: stops.map(({ orderId }) => orderId),
      position: stops.at(-1)?.position ?? work.walk.cursor,
      done: stops.length < work.limit,
    }
  }

/** Stores a walk, with what it is about, in the caller's transaction. Who commits wakes the worker. */
export const startWalk = (
  services: Services,
  db: Db,
  merchant: Merchant,
  { kind, subject, cursor = '', now }: NewWalk,
) =>
  insertWalk(db, {
    merchantId: merchant.id,
    id: services.newId('wlk', merchant.id),
    kind,
    subject,
    cursor,
    isLive: merchant.mode === 'live',
    at: now,
  })

type NewWalk = { kind: string; subject: string; cursor?: string; now: Instant }
