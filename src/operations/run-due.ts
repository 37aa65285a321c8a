import {
  type Claimed as ClaimedRow,
  claimDue,
  isDueBefore,
  LIVE,
  nextDueAt,
  nextDueOfLanes,
  postponeDue,
} from '../db/due.ts'
import { isPostgres } from '../db/is-postgres.ts'
import { findMerchant, listRunningMerchants } from '../db/merchants.ts'
import { addHours, later } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import { LANES } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import { claimInTurn, endTurns } from './claim-turns.ts'
import { isClockTaken, tryClock } from './clock-turn.ts'
import { WAKE_PREFIX } from './save-plan.ts'
import { type Claimed, type SentMessage, sendMessage, type Watch } from './send-message.ts'
import type { Services } from './services.ts'
import { wakeOrder } from './wake-order.ts'
import { webhooksAtRest } from './webhook-gate.ts'

/** By urgency, whatever the provider. */
const LANE_ORDER: readonly number[] = [
  LANES.answer,
  LANES.text,
  LANES.shipment,
  LANES.notice,
  LANES.text_notice,
  LANES.own,
]
/** What is claimed is begun at once: a row that waits for its turn would lose its lease to it. */
const BATCH_MAX = 16
/** Webhooks go beside the worker, which does not wait for what merchants' endpoints answer. */
const BESIDE = { isBeside: true }

/** By what a lane leaves us: each provider bears so much, and may fail by itself. */
export type Way = 'mail' | 'text' | 'own'

export type Seen = { lane: number; way: Way; at: Instant }

/**
 * The next moment of each lane of the system's clock that has something, the most urgent first.
 * `known`: as it was seen, with nothing claimed since. It stands unless something came before it.
 */
export async function lookAhead(services: Services, known: readonly Seen[] = []): Promise<Seen[]> {
  const { read, clock } = services
  const [first] = known.map(({ at }) => at).sort()
  if (first !== undefined && isPostgres(read))
    if (!(await isDueBefore(read, LIVE, LANE_ORDER, first))) return [...known]
  const seen = await nextDueOfLanes(read, LIVE, LANE_ORDER)
  const now = clock.now().toISOString()
  const due = new Set(seen.filter(({ at }) => at <= now).map(({ lane }) => lane))
  for (const lane of LANE_ORDER) if (!due.has(lane)) endTurns(services, { clock: LIVE, lane })
  return seen.map(({ lane, at }) => ({ lane, at, way: WAYS[lane] ?? 'mail' }))
}

const WAYS: Readonly<Record<number, Way>> = {
  [LANES.text]: 'text',
  [LANES.text_notice]: 'text',
  [LANES.own]: 'own',
}

/**
 * Claims of a lane of the system's clock as many as can be begun now; each goes when it is called.
 * `first`: when the lane's next one falls due. Where that is not yet, what is due by then is claimed,
 * asked again, rendered and stored before its moment, and only waits for that to be handed over: all
 * of it took 5 ms on SQLite and 10 on PostgreSQL, and on a busy disk 20.
 */
export async function claimLive(
  services: Services,
  { lane, limit, first }: { lane: number; limit: number; first: Instant },
): Promise<((watch: Watch) => Promise<SentMessage | null>)[]> {
  const now = services.clock.now().toISOString()
  const leaseUntil = leaseFrom(services, now, CLAIM_SHARE)
  const dueBy = later(now, first)
  const rows = await claimInTurn(services, { clock: LIVE, lane, now: dueBy, leaseUntil, limit })
  return rows.map(
    (row) => (watch) =>
      sendSafely(
        services,
        { clock: LIVE, now, ...BESIDE, watch },
        { ...claimedOf(row, lane, leaseUntil), dueBy },
      ),
  )
}

/** A batch of test merchants that let their clock run, each with its own time; how many were claimed. */
export async function runRunning(services: Services): Promise<number> {
  let claimed = 0
  for (const { id } of await listRunningMerchants(services.read)) {
    // First a look, which needs no turn at anything: most of them have nothing to say just now.
    if ((await dueSince(services, id)) === null) continue
    const giveBack = await tryClock(services, id)
    if (!giveBack) continue
    try {
      // Looked at anew: it may have been moved meanwhile.
      const now = await dueSince(services, id)
      if (now !== null) claimed += (await runClock(services, id, now, BESIDE)).claimed
    } finally {
      // What goes beside is this process's until it is through: another must not overtake it.
      void giveBack(webhooksAtRest(services, id))
    }
  }
  return claimed
}

/** The time of a clock that runs and has something due by it; else null. */
async function dueSince(services: Services, id: string): Promise<Instant | null> {
  const merchant = await findMerchant(services.read, id)
  if (!merchant?.clock?.runningSince) return null
  const now = merchantNow(merchant, services.clock.now())
  return ((await waitOn(services, id, now)) ?? 1) > 0 ? null : now
}

/** How long until something falls due on a running clock; null: nothing waits. */
export async function untilRunningDue(services: Services): Promise<number | null> {
  const waits: number[] = []
  for (const merchant of await listRunningMerchants(services.read)) {
    // Whoever has it in hand wakes the worker when it is through.
    if (isClockTaken(services, merchant.id)) continue
    const wait = await waitOn(services, merchant.id, merchantNow(merchant, services.clock.now()))
    if (wait !== null) waits.push(wait)
  }
  return waits.length === 0 ? null : Math.max(0, Math.min(...waits))
}

/** The next moment at which one test merchant has something to send. */
export const nextDueOf = (services: Services, { id }: Merchant) =>
  services.writer.write((db) => nextDueAt(db, id, LANE_ORDER))

/** Claims and sends one bounded batch of a test merchant's clock, the most urgent lane first. */
export async function runClock(
  services: Services,
  clock: string,
  now: Instant,
  beside = { isBeside: false },
): Promise<{ claimed: number; sent: SentMessage[] }> {
  const leaseUntil = leaseFrom(services, now)
  for (const lane of LANE_ORDER) {
    const claiming = { clock, lane, now, leaseUntil, limit: BATCH_MAX }
    // Of one merchant, and its order is told beforehand: the oldest first.
    const rows = await services.writer.write((db) => claimDue(db, claiming))
    if (rows.length === 0) continue

    const outcomes = await Promise.all(
      rows.map((row) =>
        sendSafely(services, { clock, now, ...beside }, claimedOf(row, lane, leaseUntil)),
      ),
    )
    const sent = outcomes.filter((one) => one !== null)
    return { claimed: rows.length, sent }
  }
  return { claimed: 0, sent: [] }
}

const leaseFrom = ({ leaseSeconds }: Services, now: Instant, share = 1): Instant =>
  addHours(now, (leaseSeconds * share) / 3_600)

/**
 * What is claimed is begun at once, and by that has a whole lease from then on. What of it was not
 * begun goes sooner, or another process would be behind a lease and a look after one was killed.
 */
const CLAIM_SHARE = 2 / 3

/** What of our own goes asks for its order in its own time. */
const claimedOf = (row: ClaimedRow, lane: number, lease: Instant): Claimed => ({
  merchantId: row.merchant_id,
  messageId: row.message_id,
  lease,
  ...(row.order_id && lane !== LANES.own && { orderId: row.order_id }),
})

async function waitOn({ read }: Services, clock: string, now: Instant): Promise<number | null> {
  const at = await nextDueAt(read, clock, LANE_ORDER)
  return at === null ? null : Date.parse(at) - Date.parse(now)
}

type Sending = { clock: string; now: Instant; isBeside: boolean; watch?: Watch }

/**
 * One message that fails by a fault of ours must not hold up the others; its lease brings it back.
 * A clock that is moved from moment to moment would meet it at every lease of the month: there it
 * is tried an hour later.
 */
async function sendSafely(
  services: Services,
  { clock, now, isBeside, watch }: Sending,
  claimed: Claimed,
) {
  const { messageId: id } = claimed
  try {
    if (!id.startsWith(WAKE_PREFIX)) {
      const sent = await sendMessage(services, claimed, { isBeside, ...(watch && { watch }) })
      if (sent) services.counters.add('messages', sent.status)
      return sent
    }
    await wakeOrder(services, claimed, id.slice(WAKE_PREFIX.length))
    return null
  } catch (error) {
    const { merchantId, messageId } = claimed
    services.counters.add('messages', 'fault')
    services.log.error({ error, message_id: messageId }, 'a message could not be sent')
    if (clock === LIVE) return null
    await services.writer.write((db) =>
      postponeDue(db, { merchantId, messageId, at: addHours(now, 1) }),
    )
    return null
  }
}
