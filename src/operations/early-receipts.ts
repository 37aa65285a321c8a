import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import { deleteEarly, insertEarly, insertProviderId, takeEarly } from '../db/provider-ids.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { Outcome } from '../domain/outcome.ts'
import { isReceiptKind, type Receipt } from '../domain/receipt.ts'
import { applyReceipts } from './apply-receipts.ts'
import type { Services } from './services.ts'

/**
 * How old a word may be that is kept for a message to come: between a provider's answer and our
 * commit lie moments. What an account says of mails that are none of ours would else all be kept
 * while it repeats a day's backlog.
 */
const AGE_HOURS_MAX = 0.5
const KEPT_HOURS = 1
const FORGOTTEN_AT_ONCE_MAX = 1_000
const TWICE_A_KEPT_TIME = KEPT_HOURS / 2
const lookedAt = new WeakMap<Writer, Instant>()

/**
 * Keeps words that name a message by its provider's id alone, and one that we do not know: it may be
 * on its way to us with the answer to a hand-over. `known` where it came meanwhile, `old` where no
 * hand-over can be so slow.
 */
export async function keepEarly(
  { writer, clock }: Services,
  toldTo: string,
  providerId: string,
  receipts: readonly Receipt[],
): Promise<'kept' | 'known' | 'old'> {
  const now = clock.now().toISOString()
  const fresh = receipts.filter(({ at }) => !at || at >= addHours(now, -AGE_HOURS_MAX))
  if (fresh.length === 0) return 'old'

  const rows = fresh.map(({ receiptId, kind, at, code, detail }) => ({
    receipt_id: receiptId,
    told_to: toldTo,
    kind,
    at: at ?? now,
    code,
    detail,
    kept_at: now,
  }))
  return (await writer.write((db) => insertEarly(db, providerId, rows))) ? 'kept' : 'known'
}

/**
 * Keeps the id by which a provider that reports will speak of a message. True where it has spoken
 * already: `applyEarly` is owed then, once the outcome is stored.
 */
export async function noteProviderId(
  db: Db,
  message: { merchantId: string; messageId: string },
  provider: string,
  outcome: Outcome,
): Promise<boolean> {
  if (outcome.status !== 'accepted' || !outcome.providerId || !REPORTING.has(provider)) return false
  return insertProviderId(db, { ...message, providerId: outcome.providerId })
}

/** An SMTP server's answer is a line of its own words, and nobody comes back with it. */
const REPORTING: ReadonlySet<string> = new Set(['sendgrid', 'twilio'])

/** What was said of a message before we knew its provider's id; not by another merchant's account. */
export async function applyEarly(
  services: Services,
  db: Db,
  merchant: Merchant,
  { messageId, outcome }: { messageId: string; outcome: Outcome },
  now: Instant,
) {
  if (outcome.status !== 'accepted' || !outcome.providerId) return
  const { providerId } = outcome
  const early = await takeEarly(db, merchant.id, providerId)
  const receipts = early.flatMap(({ receipt_id: receiptId, kind, at, code, detail }) =>
    isReceiptKind(kind) ? [{ messageId, providerId, receiptId, kind, at, code, detail }] : [],
  )
  await applyReceipts(services, db, merchant, { messageId, receipts }, now)
}

/** Forgets, now and then, words that no message came for. How many went. */
export async function pruneEarly({ writer, clock }: Services): Promise<number> {
  const now = clock.now().toISOString()
  const last = lookedAt.get(writer)
  if (last && last > addHours(now, -TWICE_A_KEPT_TIME)) return 0
  const gone = await writer.write((db) =>
    deleteEarly(db, addHours(now, -KEPT_HOURS), FORGOTTEN_AT_ONCE_MAX),
  )
  if (gone === 0) lookedAt.set(writer, now)
  return gone
}
