import { claimDue, LIVE, nextDueAt, postponeDue } from '../db/due.ts'
import { listRunningMerchants } from '../db/merchants.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import { LANES } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import { type SentMessage, sendMessage } from './send-message.ts'
import type { Services } from './services.ts'

const LANE_ORDER = Object.values(LANES).sort()
const BATCH_MAX = 50
const IN_FLIGHT_MAX = 16

/** Sends a bounded batch of what is due on the system's clock; how many were claimed. */
export async function runLive(services: Services): Promise<number> {
  const now = services.clock.now().toISOString()
  return (await runClock(services, LIVE, now)).claimed
}

/** The same for test merchants that let their clock run, each with its own time. */
export async function runRunning(services: Services): Promise<number> {
  let claimed = 0
  for (const merchant of await listRunningMerchants(services.read)) {
    claimed += (await runClock(services, merchant.id, merchantNow(merchant, services.clock.now())))
      .claimed
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
): Promise<{ claimed: number; sent: SentMessage[] }> {
  const leaseUntil = addHours(now, services.leaseSeconds / 3_600)
  for (const lane of LANE_ORDER) {
    const rows = await services.writer.write((db) =>
      claimDue(db, { clock, lane, now, leaseUntil, limit: BATCH_MAX }),
    )
    if (rows.length === 0) continue

    const sent: SentMessage[] = []
    for (let at = 0; at < rows.length; at += IN_FLIGHT_MAX) {
      const group = rows.slice(at, at + IN_FLIGHT_MAX)
      const outcomes = await Promise.all(
        group.map(({ merchant_id: merchantId, message_id: messageId }) =>
          sendSafely(services, { merchantId, messageId }, now),
        ),
      )
      sent.push(...outcomes.filter((one) => one !== null))
    }
    return { claimed: rows.length, sent }
  }
  return { claimed: 0, sent: [] }
}

async function waitOn({ read }: Services, clock: string, now: Instant): Promise<number | null> {
  const at = await nextDueAt(read, clock, LANE_ORDER)
  return at === null ? null : Date.parse(at) - Date.parse(now)
}

/** One message that fails by a fault of ours must not hold up the others: it is tried in an hour. */
async function sendSafely(
  services: Services,
  claimed: { merchantId: string; messageId: string },
  now: Instant,
) {
  try {
    return await sendMessage(services, claimed)
  } catch (error) {
    services.log.error({ error, message_id: claimed.messageId }, 'a message could not be sent')
    await services.writer.write((db) => postponeDue(db, { ...claimed, at: addHours(now, 1) }))
    return null
  }
}
