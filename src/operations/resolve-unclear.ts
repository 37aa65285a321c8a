import { deleteDue, insertDue } from '../db/due.ts'
import { updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { findMessageOf } from '../db/provider-ids.ts'
import { insertReceipt, listReceiptKinds, lockMessage } from '../db/receipts.ts'
import type { MessageRow } from '../db/schema.ts'
import { endAttempt, findContent, listAttempts } from '../db/sent.ts'
import { addHours, later } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MailedNotice } from '../domain/merchant-notice.ts'
import type { Instant } from '../domain/order.ts'
import type { FoundText } from '../domain/outcome.ts'
import { isLost, statusAfter } from '../domain/receipt.ts'
import type { Wanted } from '../domain/replan.ts'
import { applyKept, dueNow, explainAttempt, lockItsOrder } from './apply-receipts.ts'
import { applyEarly, noteProviderId } from './early-receipts.ts'
import { recordSaid } from './record-said.ts'
import type { Services } from './services.ts'
import { settleRefused } from './suppress-address.ts'

type Interrupted = {
  merchant: Merchant
  message: MessageRow
  /** Absent where it is no longer true: then nothing is counted as said. */
  wanted: Wanted | MailedNotice | undefined
  now: Instant
}
/** A text of which its provider is asked whether it has it, outside of any transaction. */
export type AskedText = {
  asked: { to: string; body: string; since: Instant }
  merchant: Merchant
  message: MessageRow
}

/** So often a hand-over may end unclear before it is left to support. */
const UNCLEAR_TRIES_MAX = 8
/** How long a provider that cannot be asked is asked again. */
const ASKED_HOURS_MAX = 24
const ASK_AGAIN_SECONDS_MIN = 10
const ASK_AGAIN_SECONDS_MAX = 3_600

/** SendGrid reports what it took, Twilio lists it; of any other nothing can be learned. */
export const canBeResolved = (provider: string | null) =>
  provider === 'sendgrid' || provider === 'twilio'

/** A mail under the same Message-ID is one mail to its reader; nobody else can be asked about it. */
export const goesAgain = (provider: string | null) => provider === 'smtp' || provider === 'outbox'

/**
 * When an unclear hand-over is looked at: after the wait, counted from the hand-over or from our last
 * start, whichever is later. While we were down the provider could tell us nothing, and it takes a
 * while to repeat what it could not tell.
 */
export const unclearUntil = (
  { startedAt, unclearWaitSeconds }: Services,
  begunAt: Instant,
): Instant => addHours(later(begunAt, startedAt), unclearWaitSeconds / 3_600)

/**
 * Begun by a process that ended before the answer: whether it went out is not known. What the
 * provider said meanwhile may tell it; else it is marked so, and waits. Sending it again unasked
 * could double it. Until then it counts as said, like one whose provider gave no answer, or the
 * rest of the cadence would wait behind it for ever.
 */
export async function leaveUnclear(
  services: Services,
  db: Db,
  { merchant, message, wanted, now }: Interrupted,
): Promise<null> {
  const { id, order_id: orderId, updated_at: begunAt, provider } = message
  const n = (await listAttempts(db, merchant.id, id)).at(-1)?.n ?? 1
  const detail = 'our process ended before the answer'
  await endAttempt(db, merchant.id, id, { n, endedAt: now, outcome: 'unclear', detail })
  const change = { status: 'unclear', sent_at: begunAt, updated_at: now }
  await updateMessage(db, merchant.id, id, change)
  const status = await applyKept(db, merchant, { messageId: id, status: 'unclear' }, now)
  if (status !== 'unclear') {
    const why = `${provider} had reported it: ${status}`
    await explainAttempt(db, merchant.id, id, { outcome: 'accepted', why, now })
  }
  if (status === 'unclear' && canBeResolved(provider))
    await insertDue(db, [dueNow(merchant, message, unclearUntil(services, begunAt))])
  else await deleteDue(db, merchant.id, [id])
  if (wanted) await recordSaid(services, db, { merchant, orderId, wanted }, id, now)
  return null
}

/**
 * A message that was to go again, and of which its provider has said meanwhile that it has it: it
 * ends as what went. False where nothing was said of it.
 */
export async function endTaken(
  services: Services,
  db: Db,
  { merchant, message, wanted, now }: Interrupted,
): Promise<boolean> {
  const { id, order_id: orderId, provider, channel } = message
  const status = statusAfter('planned', await listReceiptKinds(db, merchant.id, id))
  if (status === 'planned') return false

  await updateMessage(db, merchant.id, id, { status, sent_at: now, updated_at: now })
  await deleteDue(db, merchant.id, [id])
  const why = `${provider} has it after all: ${status}`
  await explainAttempt(db, merchant.id, id, { outcome: 'accepted', why, now })
  if (wanted && !isLost(status))
    await recordSaid(services, db, { merchant, orderId, wanted }, id, now)
  else await settleRefused(services, db, merchant, { orderId, channel }, now)
  return true
}

/** What is to be done with an unclear message whose moment has come. */
export async function lookAtUnclear(
  services: Services,
  db: Db,
  { merchant, message, now }: { merchant: Merchant; message: MessageRow; now: Instant },
): Promise<AskedText | null> {
  const begunAt = begunAtOf(message)
  const until = unclearUntil(services, begunAt)
  if (now < until) {
    await insertDue(db, [dueNow(merchant, message, until)])
    return null
  }
  if (message.provider !== 'twilio') {
    // Read again with its row held: a receipt that is being stored just now must not be undone.
    const locked = await lockMessage(db, merchant.id, message.id)
    if (locked?.status === 'unclear')
      await goAgain(services, db, { merchant, message: locked, why: 'it has not reported it', now })
    return null
  }
  const sent = await findContent(db, merchant.id, message.id)
  // Erased meanwhile: nobody is to be written to, and nothing can be asked.
  if (!sent?.to) {
    await deleteDue(db, merchant.id, [message.id])
    return null
  }
  return { asked: { to: sent.to, body: sent.content.text, since: begunAt }, merchant, message }
}

/** Asks the provider whether it has the text, and stores what follows from its answer. */
export async function resolveText(services: Services, { asked, merchant, message }: AskedText) {
  const { find } = services.channels.text
  const found: FoundText = find
    ? await find({ ...asked, isAnothers: (id) => isAnothers(services.read, message.id, id) })
    : { status: 'unknown', detail: 'it cannot be asked any more' }
  await services.writer.write(async (db) => {
    const now = services.clock.now().toISOString()
    await lockItsOrder(db, merchant, message, now)
    const locked = await lockMessage(db, merchant.id, message.id)
    // Its callback came first.
    if (locked?.status !== 'unclear') return
    const known = { merchant, message: locked, now }
    if (found.status === 'found') {
      const isTaken = await isAnothers(db, message.id, found.providerId)
      if (isTaken) await askLater(db, known, `${found.detail}, which is another message`)
      else await endFound(services, db, known, found)
    } else if (found.status === 'none') await goAgain(services, db, { ...known, why: found.detail })
    else await askLater(db, known, found.detail)
  })
}

async function isAnothers(db: Db, messageId: string, providerId: string): Promise<boolean> {
  const known = await findMessageOf(db, providerId)
  return known !== null && known.messageId !== messageId
}

type Known = { merchant: Merchant; message: MessageRow; now: Instant }

async function endFound(
  services: Services,
  db: Db,
  { merchant, message, now }: Known,
  found: FoundText & { status: 'found' },
) {
  const { id, order_id: orderId, channel } = message
  const { providerId, kind, detail } = found
  await updateMessage(db, merchant.id, id, {
    status: 'sent',
    provider_id: providerId,
    updated_at: now,
  })
  await deleteDue(db, merchant.id, [id])
  const outcome = { status: 'accepted', providerId } as const
  const ours = { merchantId: merchant.id, messageId: id }
  const hasEarly = await noteProviderId(db, ours, 'twilio', outcome)
  await explainAttempt(db, merchant.id, id, { outcome: 'accepted', why: detail, now })
  await insertReceipt(db, {
    merchant_id: merchant.id,
    message_id: id,
    receipt_id: `${providerId} listed`,
    kind,
    at: now,
    detail,
  })
  const status = await applyKept(db, merchant, { messageId: id, status: 'sent' }, now)
  if (isLost(status)) await settleRefused(services, db, merchant, { orderId, channel }, now)
  if (hasEarly) await applyEarly(services, db, merchant, { messageId: id, outcome }, now)
}

/**
 * It is planned again and due: the rules are asked once more before it goes, as for any other. What
 * it said no longer counts as said.
 */
async function goAgain(
  { unclearWaitSeconds }: Services,
  db: Db,
  { merchant, message, why, now }: Known & { why: string },
) {
  const { id, provider } = message
  const n = (await listAttempts(db, merchant.id, id)).at(-1)?.n ?? 1
  const goes = n < UNCLEAR_TRIES_MAX
  const reason = `${provider}: ${why} within ${unclearWaitSeconds} s; ${goes ? 'it goes again' : 'it is left, for it was unclear too often'}`
  await explainAttempt(db, merchant.id, id, { outcome: 'unclear', why: reason, now })
  if (!goes) return deleteDue(db, merchant.id, [id])
  await updateMessage(db, merchant.id, id, { status: 'planned', sent_at: null, updated_at: now })
  await insertDue(db, [dueNow(merchant, message, now)])
}

/** Each time half as late again as it is old: soon at first, and for no longer than a day. */
async function askLater(db: Db, { merchant, message, now }: Known, detail: string) {
  const { id } = message
  const ageSeconds = (Date.parse(now) - Date.parse(begunAtOf(message))) / 1_000
  if (ageSeconds > ASKED_HOURS_MAX * 3_600) {
    const why = `nobody could be asked for a day: ${detail}`
    await explainAttempt(db, merchant.id, id, { outcome: 'unclear', why, now })
    return deleteDue(db, merchant.id, [id])
  }
  const pause = Math.min(Math.max(ageSeconds / 2, ASK_AGAIN_SECONDS_MIN), ASK_AGAIN_SECONDS_MAX)
  await insertDue(db, [dueNow(merchant, message, addHours(now, pause / 3_600))])
}

const begunAtOf = ({ sent_at, updated_at }: MessageRow) => sent_at ?? updated_at
