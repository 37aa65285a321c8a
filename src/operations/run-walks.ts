import { LIVE } from '../db/due.ts'
import { findMerchant, listRunningMerchants } from '../db/merchants.ts'
import { isWorthAnotherTry } from '../db/named-statements.ts'
import type { Db } from '../db/open.ts'
import { claimWalk, deleteWalksDone, listOpenKinds, listOpenWalks, saveWalk } from '../db/walks.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'
import { WALK_KINDS, walkKindOf } from './walk-kinds.ts'

/**
 * Orders in one transaction. On SQLite other writers wait so long, and each of the three writes of a
 * confirmation may: some 12 ms, and it is fewer orders where the machine is busy and they take longer.
 * Few cost hardly more than many: of 2,000 orders that a slip moved, 8 at a time took 3 % more of the
 * processor than 20, and held the others up for a third of the time.
 */
const BATCH_MAX = 8
const BATCH_MIN = 2
const TURN_MS = 12
/** Turns of one round, and how long it may take, before messages have theirs. */
const TURNS_MAX = 4
const ROUND_MS = 12
/** Far above the orders that a test merchant may have. */
const TURNS_ALL_MAX = 1_000_000
/** How long a walk that is done can still be looked at. */
const KEPT_HOURS = 7 * 24

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
    if (!(await takeTurn(services, clock))) return
  }
}

async function turnsOf(services: Services, clock: string): Promise<number> {
  const open = await listOpenKinds(services.read, clock)
  if (!open.filter((kind) => isKnown(services, kind)).length) return 0
  const now = () => services.clock.now().getTime()
  const begun = now()
  let turn = 0
  while (turn < TURNS_MAX && now() - begun < ROUND_MS) {
    const turnedAt = now()
    const limit = batches.get(services.writer) ?? BATCH_MAX
    if (!(await takeTurn(services, clock, limit))) return turn
    batches.set(services.writer, nextBatch(limit, now() - turnedAt))
    turn += 1
  }
  return turn
}

/** What a turn may hold, by process: as much as it lately did in its time. */
const batches = new WeakMap<Services['writer'], number>()

function nextBatch(limit: number, tookMs: number): number {
  if (tookMs > TURN_MS) return Math.max(BATCH_MIN, Math.floor(limit / 2))
  return tookMs * 2 < TURN_MS ? Math.min(BATCH_MAX, limit + 2) : limit
}

/** One of a newer release is left for it, and said once: a roll-back must not lose its work. */
function isKnown({ log }: Services, kind: string): boolean {
  if (WALK_KINDS.includes(kind)) return true
  if (!unknown.has(kind)) log.warn({ kind }, 'a walk of another release is left open')
  unknown.add(kind)
  return false
}

/** What was said already, by process. */
const unknown = new Set<string>()

/**
 * The next few orders of the walk whose turn it is, in one transaction with how far it came: after a
 * crash it goes on there. An order that fails by a fault of ours is passed over by its name, or none
 * of those behind it would ever be reached; it is asked again with its next message. What fails
 * otherwise is tried with one order at a time: two that wait for each other's rows then pass.
 */
async function takeTurn(services: Services, clock: string, limit = BATCH_MAX): Promise<boolean> {
  const failed = new Map<string, Set<string>>()
  for (let tries = 0; ; tries += 1) {
    try {
      return await services.writer.write((db) => walkOn(services, db, { clock, limit, failed }))
    } catch (error) {
      if (error instanceof OrderFault && tries < BATCH_MAX) {
        const { walkId, orderId, cause } = error
        services.log.error({ error: cause, order_id: orderId }, 'a walk passes over an order')
        failed.set(walkId, (failed.get(walkId) ?? new Set()).add(orderId))
      } else if (limit > 1) {
        return takeTurn(services, clock, 1)
      } else {
        throw error
      }
    }
  }
}

/** An order that a walk could not do its work at. */
class OrderFault extends Error {
  readonly walkId: string
  readonly orderId: string

  constructor(walkId: string, orderId: string, cause: unknown) {
    super('an order fails', { cause })
    this.walkId = walkId
    this.orderId = orderId
  }
}

type Walking = {
  clock: string
  limit: number
  /** Orders that failed in this turn, by the walk. */
  failed: ReadonlyMap<string, ReadonlySet<string>>
}

async function walkOn(
  services: Services,
  db: Db,
  { clock, limit, failed }: Walking,
): Promise<boolean> {
  const walk = await claimWalk(db, clock, WALK_KINDS)
  if (!walk) return false
  const merchant = await findMerchant(db, walk.merchantId)
  const kind = walkKindOf(walk.kind)
  const walkedAt = services.clock.now().toISOString()
  if (!merchant || !kind) {
    await saveWalk(db, walk, { walkedAt, doneAt: walkedAt })
    return true
  }
  const now = await timeOf(services, db, merchant)
  const passedOver = failed.get(walk.id) ?? new Set()
  const { subject } = walk
  const turn = await kind.turn({ services, db, merchant, walk, now, limit, passedOver })
  // Before its orders are settled: they see by it what the walk has come by.
  const { position: cursor, done } = turn
  await saveWalk(db, { ...walk, cursor }, { walkedAt, doneAt: done ? now : null })
  for (const orderId of turn.orderIds.filter((id) => !passedOver.has(id))) {
    try {
      if (kind.step) await kind.step({ services, db, merchant, orderId, subject, now })
      else await settleOrder(services, db, merchant, orderId, [], now)
    } catch (error) {
      throw isWorthAnotherTry(error) ? error : new OrderFault(walk.id, orderId, error)
    }
  }
  if (done) await deleteWalksDone(db, merchant.id, addHours(now, -KEPT_HOURS))
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
): Promise<boolean> {
  const open = await listOpenWalks(db, merchant.id)
  for (const { kind, subject } of open) {
    await walkKindOf(kind)?.step?.({ services, db, merchant, orderId, subject, now })
  }
  return open.length > 0
}
