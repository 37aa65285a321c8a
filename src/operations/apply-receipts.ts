import { deleteDue, insertDue, LIVE } from '../db/due.ts'
import { findMessage, isToCustomer, updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { lockOrder } from '../db/order-lock.ts'
import { findLastSaid, insertReceipt, listReceiptKinds, lockMessage } from '../db/receipts.ts'
import type { MessageRow } from '../db/schema.ts'
import { endAttempt, listAttempts, listEnvelopes } from '../db/sent.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import {
  type ContactChannel,
  laneOf,
  type MessageKind,
  type MessageStatus,
} from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import { isLost, type Receipt, type ReceiptKind, statusAfter } from '../domain/receipt.ts'
import { suppressionOfReceipt } from '../domain/suppression.ts'
import { liftAddress } from './lift-suppression.ts'
import type { Services } from './services.ts'
import { settleRefused, suppressAddress } from './suppress-address.ts'

type Told = { messageId: string; receipts: readonly Receipt[] }

/**
 * Stores what a provider said of one message and moves its status by it. Null where there is no such
 * message; else the words that were news. A word that comes before we have stored the outcome of the
 * hand-over is kept, and counts as soon as that is stored.
 */
export async function applyReceipts(
  services: Services,
  db: Db,
  merchant: Merchant,
  { messageId, receipts }: Told,
  now: Instant,
): Promise<ReceiptKind[] | null> {
  if (receipts.some(({ kind }) => !IS_PROGRESS.has(kind)))
    await lockItsOrder(db, merchant, await findMessage(db, merchant.id, messageId), now)
  const message = await lockMessage(db, merchant.id, messageId)
  if (!message || message.channel === 'webhook') return null
  const news: Receipt[] = []
  for (const receipt of receipts) {
    const isNews = await insertReceipt(db, {
      merchant_id: merchant.id,
      message_id: messageId,
      receipt_id: receipt.receiptId,
      kind: receipt.kind,
      at: receipt.at ?? now,
      detail: receipt.detail,
    })
    if (isNews) news.push(receipt)
  }
  if (news.length === 0) return []
  const kinds = news.map(({ kind }) => kind)
  const isLostNow = await moveMessage(db, merchant, message, { kinds, now })
  const isAddressNews = await heedAddress(services, db, merchant, message, { news, now })
  if ((isLostNow || isAddressNews) && isToCustomer(message))
    await settleRefused(services, db, merchant, addressed(message), now)
  return kinds
}

/** Of these nothing follows for its order. */
const IS_PROGRESS: ReadonlySet<ReceiptKind> = new Set([
  'processed',
  'sent',
  'deferred',
  'delivered',
])

/**
 * Its order's row, before its own: as who begins a message, or stores its outcome, takes the two. The
 * other way about each would wait for what the other holds.
 */
export async function lockItsOrder(
  db: Db,
  merchant: Merchant,
  message: MessageRow | null,
  now: Instant,
) {
  if (message && message.order_id !== '' && isToCustomer(message))
    await lockOrder(db, merchant.id, message.order_id, now)
}

/**
 * The status of a message whose outcome has just been written, by what was said before that. Its
 * row is the caller's by that write, so what comes later sees the outcome.
 */
export async function applyKept(
  db: Db,
  merchant: Merchant,
  { messageId, status }: { messageId: string; status: MessageStatus },
  now: Instant,
): Promise<MessageStatus> {
  const kinds = await listReceiptKinds(db, merchant.id, messageId)
  const after = statusAfter(status, kinds)
  if (after !== status)
    await updateMessage(db, merchant.id, messageId, { status: after, updated_at: now })
  return after
}

/** True where it turns out that nobody read it. */
async function moveMessage(
  db: Db,
  merchant: Merchant,
  message: MessageRow,
  { kinds, now }: { kinds: readonly ReceiptKind[]; now: Instant },
): Promise<boolean> {
  const { id, provider } = message
  const status = message.status as MessageStatus
  const after = statusAfter(status, kinds)
  // Of what was never handed over nobody can say anything; what is being handed over waits.
  if (after === status || provider === null || status === 'sending') return false
  // It was to go no more: only that it arrived is worth knowing.
  if ((status === 'withdrawn' || status === 'held') && isLost(after)) return false
  if (status === 'planned') {
    // It was to go again: whoever takes it up sees that it has gone.
    await insertDue(db, [dueNow(merchant, message, now)])
    return false
  }
  const sentAt = message.sent_at ?? now
  await updateMessage(db, merchant.id, id, { status: after, sent_at: sentAt, updated_at: now })
  if (status === 'unclear') {
    await deleteDue(db, merchant.id, [id])
    await explainAttempt(db, merchant.id, id, {
      outcome: 'accepted',
      why: `${provider} reported: ${kinds.join(', ')}`,
      now,
    })
  }
  return isLost(after)
}

/** What became of the last try, with why it is thought so, behind what was known of it. */
export async function explainAttempt(
  db: Db,
  merchantId: string,
  messageId: string,
  { outcome, why, now }: { outcome: string; why: string; now: Instant },
) {
  const last = (await listAttempts(db, merchantId, messageId)).at(-1)
  if (!last) return
  const detail = [last.detail, why].filter(Boolean).join('; ').slice(0, DETAIL_MAX)
  const endedAt = last.endedAt ?? now
  await endAttempt(db, merchantId, messageId, { n: last.n, endedAt, outcome, detail })
}

const DETAIL_MAX = 1_000

/** True where what may be planned for the order has changed by it. */
async function heedAddress(
  services: Services,
  db: Db,
  merchant: Merchant,
  message: MessageRow,
  { news, now }: { news: readonly Receipt[]; now: Instant },
): Promise<boolean> {
  if (!isToCustomer(message)) return false
  const isBack = news.some(({ kind }) => kind === 'resubscribed')
  const given = news.flatMap(({ kind, code, at }) => {
    const reason = suppressionOfReceipt(kind, code)
    return reason ? [{ reason, at: at ?? now }] : []
  })
  if (given.length === 0 && !isBack) return false
  // Its words come in any order, and the one that was said last counts.
  const backAt = await findLastSaid(db, merchant.id, message.id, 'resubscribed')
  const standing = given.filter(
    ({ reason, at }) => reason !== 'unsubscribed' || !backAt || at >= backAt,
  )
  const [envelope] = await listEnvelopes(db, merchant.id, [message.id])
  const address = envelope?.to_address ?? ''
  if (address === '') return false
  const { orderId, channel } = addressed(message)
  const source = message.provider ?? ''
  for (const { reason, at } of standing) {
    const refused = { messageId: message.id, orderId, channel, address, reason, source, at }
    await suppressAddress(services, db, merchant, refused, now)
  }
  if (isBack && backAt && !standing.some(({ reason }) => reason === 'unsubscribed')) {
    const lifted = {
      channel,
      address,
      only: 'unsubscribed',
      saidAt: backAt,
      actor: source,
    } as const
    await liftAddress(services, db, merchant, lifted, now)
  }
  return standing.length > 0
}

const addressed = ({ order_id, channel }: MessageRow) => ({
  orderId: order_id,
  channel: channel as ContactChannel,
})

export const dueNow = (merchant: Merchant, { id, kind, channel }: MessageRow, at: Instant) => ({
  merchant_id: merchant.id,
  message_id: id,
  clock: merchant.mode === 'live' ? LIVE : merchant.id,
  lane: laneOf(kind as MessageKind | MerchantNoticeKind, channel),
  at,
})
