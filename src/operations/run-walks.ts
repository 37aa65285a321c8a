import { LIVE } from '../db/due.ts'
import { findMerchant, listRunningMerchants } from '../db/merchants.ts'
import type { Db } from '../db/open.ts'
import { claimWalk, hasOpenWalk, listOpenWalks, saveWalk } from '../db/walks.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'
import { walkKindOf } from './walk-kinds.ts'

/** In one transaction: on SQLite other writers wait so long, some 20 ms. */
const BATCH_MAX = 20
/** Turns of one round, before messages have theirs. */
const TURNS_MAX = 4
/** Far above the orders that a test merchant may have. */
const TURNS_ALL_MAX = 1_000_000

/** A round of walks on the system's clock and the running ones; how many had a turn. */
export async function runWalks(services: Services): Promise<number> {
  let turns = await turnsOf(services, LIVE)
  for (const { id } of await listRunningMerchants(services.read))
    turns += await turnsOf(services, id)
  return turns
}

/** Walks everything that lies ahead on a test merchant's clock, where it stands. */
export async function finishWalks(services: Services, clock: string): Promise<void> {
  for (let turn = 0; turn < TURNS_ALL_MAX; turn += 1) {
    if (!(await takeTurn(services, clock, BATCH_MAX))) return
  }
}

async function turnsOf(services: Services, clock: string): Promise<number> {
  if (!(await hasOpenWalk(services.read, clock))) return 0
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    if (!(await takeTurn(services, clock, BATCH_MAX))) return turn
  }
  return TURNS_MAX
}

/**
 * The next few orders of the walk whose turn it is, in one transaction with how far it came: after a
 * crash it goes on there. An order that fails by a fault of ours is passed over, or none of those
 * behind it would ever be reached; it is asked again with its next message.
 */
async function takeTurn(services: Services, clock: string, limit: number): Promise<boolean> {
  try {
    return await services.writer.write((db) => walkOn(services, db, { clock, limit }))
  } catch (error) {
    if (limit > 1) return takeTurn(services, clock, 1)
    services.log.error({ error }, 'a walk passes over an order')
    return services.writer.write((db) => walkOn(services, db, { clock, limit, passOver: true }))
  }
}

async function walkOn(
  services: Services,
  db: Db,
  { clock, limit, passOver = false }: { clock: string; limit: number; passOver?: boolean },
): Promise<boolean> {
  const walk = await claimWalk(db, clock)
  if (!walk) return false
  const merchant = await findMerchant(db, walk.merchantId)
  const kind = walkKindOf(walk.kind)
  const walkedAt = services.clock.now().toISOString()
  if (!merchant || !kind) {
    await saveWalk(db, walk, { walkedAt, doneAt: walkedAt })
    return true
  }
  const now = await timeOf(services, db, merchant)
  const { subject, cursor: after } = walk
  const stops = await kind.next(db, merchant.id, { subject, after, now, limit })
  for (const { orderId } of passOver ? [] : stops) {
    if (kind.step) await kind.step({ services, db, merchant, orderId, subject, now })
    else await settleOrder(services, db, merchant, orderId, [], now)
  }
  const cursor = stops.at(-1)?.position ?? after
  const doneAt = stops.length < limit ? now : null
  await saveWalk(db, { ...walk, cursor }, { walkedAt, doneAt })
  return true
}

/**
 * Walks one order ahead of its turn: in the transaction that asks whether its message is still
 * true. So no message goes that a walk would have changed, and none has to wait for a walk of
 * 100,000 orders; what only plans anew is done by that question itself.
 */
export async function walkAhead(
  services: Services,
  db: Db,
  merchant: Merchant,
  orderId: string,
  now: Instant,
): Promise<void> {
  for (const { kind, subject } of await listOpenWalks(db, merchant.id)) {
    await walkKindOf(kind)?.step?.({ services, db, merchant, orderId, subject, now })
  }
}
