import { writeTogether } from '../db/compiled.ts'
import { deleteDue, insertDue } from '../db/due.ts'
import { keepAnswer } from '../db/hand-over.ts'
import { updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { type LockedOrder, lockOrder } from '../db/order-lock.ts'
import type { Packed } from '../db/packed.ts'
import { findStanding, lockMessage } from '../db/receipts.ts'
import type { MessageRow } from '../db/schema.ts'
import { isSaidAgain } from '../domain/cadence/say-again.ts'
import type { Instant } from '../domain/order.ts'
import type { HandedOver, Outcome } from '../domain/outcome.ts'
import { isLost, type ReceiptKind, statusAfter } from '../domain/receipt.ts'
import { isOfSender, SENDER_REFUSED } from '../domain/refusal.ts'
import { retryAt } from '../domain/retry.ts'
import { dueNow } from './apply-receipts.ts'
import { applyEarly, noteProviderId } from './early-receipts.ts'
import { timeOf } from './record-events.ts'
import { recordSaid } from './record-said.ts'
import { canBeResolved, goesAgain, unclearUntil } from './resolve-unclear.ts'
import type { Begun, Claimed } from './send-message.ts'
import type { Services } from './services.ts'
import { heedRefusal } from './suppress-address.ts'

/** What a channel answered, and what it was handed as it is kept; null where that was nothing. */
type Kept = Omit<HandedOver, 'bytes'> & { handed: Packed | null }

/**
 * Stores what became of a hand-over: it was said, goes again, has failed, or waits for its provider's
 * word. Answers how it stands.
 */
export async function finishMessage(
  services: Services,
  db: Db,
  claimed: Claimed,
  begun: Begun,
  kept: Kept,
): Promise<string> {
  const { merchantId, messageId } = claimed
  const { merchant, orderId } = begun
  const { outcome, by: provider = begun.provider } = kept
  const now = await timeOf(services, db, merchant)
  // Its order first, as who begins one has it. Held from here on: a receipt that comes meanwhile
  // waits, and then sees what is stored.
  const [held, message, standing, hasEarly] = await Promise.all([
    orderId === '' ? null : lockOrder(db, merchantId, orderId, now),
    lockMessage(db, merchantId, messageId),
    findStanding(db, merchantId, messageId),
    noteProviderId(db, { merchantId, messageId }, provider, outcome),
  ])
  const found = { message, held, standing }
  const status = await storeOutcome(services, db, { claimed, begun, kept, ...found, now })
  if (hasEarly) await applyEarly(services, db, merchant, { messageId, outcome }, now)
  return status
}

type Standing = Awaited<ReturnType<typeof findStanding>>
type Ended = {
  claimed: Claimed
  begun: Begun
  kept: Kept
  message: MessageRow | null
  held: LockedOrder | null
  standing: Standing
  now: Instant
}

async function storeOutcome(
  services: Services,
  db: Db,
  { claimed, begun: asBegun, kept, message, held, standing, now }: Ended,
): Promise<string> {
  const { merchantId, messageId } = claimed
  const { provider: asked, ...begunBy } = asBegun
  const { outcome, handed, by: provider = asked, note, isForGood } = kept
  const { kinds, last } = standing
  const begun = { ...begunBy, provider }
  const { merchant, attempt } = begun
  const said = ['detail' in outcome ? outcome.detail : '', note ?? ''].filter(Boolean).join('; ')
  const detail = said.slice(0, DETAIL_MAX) || null
  const ended = { n: attempt, endedAt: now, outcome: endOf(outcome), detail, provider }
  // They are kept as parts of the content, and that is by now of a later attempt, where there is one.
  const ours = last === attempt ? handed : null
  const keep = () => keepAnswer(db, merchantId, messageId, { ...ended, handed: ours })

  if (message?.status !== 'sending' || last !== attempt) {
    await keep()
    const late = { merchantId, messageId, now, provider }
    return answeredLate(db, late, message?.status ?? 'failed', outcome)
  }
  const isForSender = isOfSenderAgain(begun, outcome)
  const mayRetry =
    outcome.status === 'try_later' ||
    (outcome.status === 'unclear' && goesAgain(begun.provider)) ||
    isForSender
  if (mayRetry && attempt < ATTEMPTS_MAX) {
    const asksFor = outcome.status === 'try_later' ? outcome.retryAfterSeconds : null
    const retryAfterSeconds = isForSender ? SENDER_PAUSE_SECONDS : asksFor
    const at = retryAt(now, { messageId, attempt, retryAfterSeconds })
    // Who may have it is the one to be asked again, or who has not refused it; else it begins anew
    // with the first.
    const next = outcome.status === 'unclear' || isForGood ? provider : asked
    const change = { status: 'planned', provider: next, updated_at: now }
    await writeTogether(db, async () => {
      await keep()
      await updateMessage(db, merchantId, messageId, change)
      await insertDue(db, [dueNow(merchant, message, at)])
    })
    return 'planned'
  }
  return end(services, db, { begun, message, held, kinds, keep, now }, outcome)
}

type Answered = {
  begun: Begun
  message: MessageRow
  held: LockedOrder | null
  /** What its provider has said before the answer was stored. */
  kinds: readonly ReceiptKind[]
  keep(): Promise<void>
  now: Instant
}

/** What it ends as, by the answer and by what the provider has said before the answer was stored. */
async function end(
  services: Services,
  db: Db,
  { begun, message, held, kinds, keep, now }: Answered,
  outcome: HandedOver['outcome'],
): Promise<string> {
  const { merchant } = begun
  const { merchant_id: merchantId, id: messageId } = message
  const status = STATUS_AFTER[outcome.status]
  const known = statusAfter(status, kinds)
  const providerId = outcome.status === 'accepted' ? outcome.providerId : null
  const store = async () => {
    await keep()
    await updateMessage(db, merchantId, messageId, {
      status: known,
      provider: begun.provider,
      provider_id: providerId,
      sent_at: status === 'failed' ? null : now,
      updated_at: now,
    })
    if (known === 'unclear' && canBeResolved(begun.provider))
      await insertDue(db, [dueNow(merchant, message, unclearUntil(services, now))])
    else await deleteDue(db, merchantId, [messageId])
  }
  if (status !== 'failed' || !isLost(known)) {
    await recordSaid(services, db, begun, messageId, now, { held, alongside: store })
  } else {
    await writeTogether(db, store)
    await heedRefusal(services, db, begun, { messageId, outcome }, now)
  }
  return known
}

/**
 * The answer came after our lease had ended and another had taken the message up. It counts as said
 * already; a clear yes is still worth keeping.
 */
async function answeredLate(
  db: Db,
  {
    merchantId,
    messageId,
    now,
    provider,
  }: { merchantId: string; messageId: string; now: Instant; provider: string },
  status: string,
  outcome: HandedOver['outcome'],
): Promise<string> {
  if (status !== 'unclear' || outcome.status !== 'accepted') return status
  const { providerId } = outcome
  const change = { status: 'sent', provider, provider_id: providerId, updated_at: now }
  await updateMessage(db, merchantId, messageId, change)
  await deleteDue(db, merchantId, [messageId])
  return 'sent'
}

/** With the pauses between them, half an hour on average at last, about a day and a half. */
const ATTEMPTS_MAX = 80
const STATUS_AFTER = {
  accepted: 'sent',
  rejected: 'failed',
  try_later: 'failed',
  unclear: 'unclear',
} as const
const DETAIL_MAX = 1_000

/**
 * Refused for who sends, what has failed before waits as the one message that it is, and asks again
 * each hour: that it fails was told at the first time, and a hundred orders that wait for a key must
 * be neither a hundred failures an hour nor a day late once it is mended.
 */
const isOfSenderAgain = ({ wanted }: Begun, outcome: Outcome): boolean =>
  outcome.status === 'rejected' && isOfSender(outcome) && isSaidAgain(wanted)
const SENDER_PAUSE_SECONDS = 3_600

/** How the attempt ended: whose fault a refusal was decides whether the same may go again. */
const endOf = (outcome: Outcome): string =>
  outcome.status === 'rejected' && isOfSender(outcome) ? SENDER_REFUSED : outcome.status
