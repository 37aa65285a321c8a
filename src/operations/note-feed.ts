import { lockReferences } from '../db/events.ts'
import { insertFeedHour, listFeedHours } from '../db/feed.ts'
import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import type { CadenceContext } from '../domain/cadence/context.ts'
import { feedHour, feedSilentSince } from '../domain/feed.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import { awaitsFeed } from '../domain/timed-decision.ts'
import { noteFeedSilence } from './note-feed-silence.ts'
import type { Services } from './services.ts'

/** The last hour that each merchant is known to stand in the table for, by process. */
const noted = new WeakMap<Writer, Map<string, Instant>>()
const MERCHANTS_MAX = 100_000

/**
 * Keeps that the merchant sent something in this hour. One row an hour: what this process has seen
 * committed (`feedNoted`) it does not write again. Last in its transaction, for two that make the
 * same row wait for each other, and then neither may want what the other has locked.
 */
export async function noteFeedHour(services: Services, db: Db, merchantId: string, now: Instant) {
  const hour = feedHour(now)
  if (noted.get(services.writer)?.get(merchantId) === hour) return
  await insertFeedHour(db, merchantId, hour)
}

/** After the commit only: remembered before it, an hour that was taken back would be lost. */
export function feedNoted({ writer }: Services, merchantId: string, now: Instant) {
  const known = noted.get(writer) ?? new Map<string, Instant>()
  if (known.size >= MERCHANTS_MAX) known.clear()
  known.set(merchantId, feedHour(now))
  noted.set(writer, known)
}

/**
 * The context with what is known of the merchant's feed. It is looked at only where a wait would
 * end this moment: everything else does not ask for it, and the merchant is alarmed where it counts.
 */
export async function withFeed(
  services: Services,
  db: Db,
  merchant: Merchant,
  order: OrderState,
  context: CadenceContext,
): Promise<CadenceContext> {
  if (!awaitsFeed(order, context)) return context
  const { now } = context
  const hours = await listFeedHours(db, merchant.id)
  const since = feedSilentSince(hours, now, merchant)
  // Many waits may end at one moment, and each would tell the merchant.
  await lockReferences(db, merchant.id, since ? [`feed.silent:${since}`] : [])
  await noteFeedSilence(services, db, merchant, { since, now })
  return { ...context, feedSilentSince: since }
}
