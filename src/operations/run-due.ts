import { claimDue, LIVE, nextDueAt, postponeDue } from '../db/due.ts'
import { listRunningMerchants } from '../db/merchants.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import { LANES } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import { WAKE_PREFIX } from './save-plan.ts'
import { type Claimed, type SentMessage, sendMessage } from './send-message.ts'
import type { Services } from './services.ts'
import { wakeOrder } from './wake-order.ts'

const LANE_ORDER = Object.values(LANES).sort()
/** What is claimed is begun at once: a row that waits for its turn would lose its lease to it. */
const IN_FLIGHT_MAX = 16
/** Webhooks go beside the worker, which does not wait for what merchants' endpoints answer. */
const BESIDE = { isBeside: true }

/** Sends a bounded batch of what is due on the system's clock; how many were claimed. */
export async function runLive(services: Services): Promise<number> {
  const now = services.clock.now().toISOString()
  return (await runClock(services, LIVE, now, BESIDE)).claimed
}

/** The same for test merchants that let their clock run, each with its own time. */
export async function runRunning(services: Services): Promise<number> {
  let claimed = 0
  for (const merchant of await listRunningMerchants(services.read)) {
    const now = merchantNow(merchant, services.clock.now())
    claimed += (await runClock(services, merchant.id, now, BESIDE)).claimed
  }
  return claimed
}

/** How long until something falls due on the system's clock or a running one; null: nothing waits. */
export async function untilNextDue(services: Services): Promise<number | null> {
  const systemNow = services.clock.now()
  const waits = [await waitOn(services, LIVE, systemNow.toISOString())]
  for (const merchant of await listRunningMerchants(services.read)) {
    waits.push(await waitOn(services, merchant.id, merchantNow(merchant, systemNow)))
  }
  const known = waits.filter((wait) => wait !== null)
  return known.length === 0 ? null : Math.max(0, Math.min(...known))
}

/** The next moment at which one test merchant has something to send. */
export const nextDueOf = (services: Services, { id }: Merchant) =>
  services.writer.write((db) => nextDueAt(db, id, LANE_ORDER))

/** Claims and sends one bounded batch of one clock, the most urgent lane first. */
export async function runClock(
  services: Services,
  clock: string,
  now: Instant,
  beside = { isBeside: false },
): Promise<{ claimed: number; sent: SentMessage[] }> {
  const leaseUntil = addHours(now, services.leaseSeconds / 3_600)
  for (const lane of LANE_ORDER) {
    const rows = await services.writer.write((db) =>
      claimDue(db, { clock, lane, now, leaseUntil, limit: IN_FLIGHT_MAX }),
    )
    if (rows.length === 0) continue

    const outcomes = await Promise.all(
      rows.map(({ merchant_id: merchantId, message_id: messageId }) =>
        sendSafely(
          services,
          { clock, now, ...beside },
          { merchantId, messageId, lease: leaseUntil },
        ),
      ),
    )
    const sent = outcomes.filter((one) => one !== null)
    return { claimed: rows.length, sent }
  }
  return { claimed: 0, sent: [] }
}

async function waitOn({ read }: Services, clock: string, now: Instant): Promise<number | null> {
  const at = await nextDueAt(read, clock, LANE_ORDER)
  return at === null ? null : Date.parse(at) - Date.parse(now)
}

/**
 * One message that fails by a fault of ours must not hold up the others; its lease brings it back.
 * A clock that is moved from moment to moment would meet it at every lease of the month: there it
 * is tried an hour later.
 */
async function sendSafely(
  services: Services,
  { clock, now, isBeside }: { clock: string; now: Instant; isBeside: boolean },
  claimed: Claimed,
) {
  const { messageId: id } = claimed
  try {
    if (!id.startsWith(WAKE_PREFIX)) {
      const sent = await sendMessage(services, claimed, { isBeside })
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
