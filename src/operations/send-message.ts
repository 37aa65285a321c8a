import { deleteDue, insertDue, renewLease } from '../db/due.ts'
import { findMerchant } from '../db/merchants.ts'
import { findMessage, updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { lockOrderFirst } from '../db/order-first.ts'
import { insertTextId } from '../db/receipts.ts'
import type { MessageRow } from '../db/schema.ts'
import { endAttempt, insertAttempt, listAttempts, saveContent, saveHandedOver } from '../db/sent.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MailedNotice, MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { MessageChannel, MessageKind } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import type { HandedOver, Mail, Text } from '../domain/outcome.ts'
import { isLost } from '../domain/receipt.ts'
import type { Wanted } from '../domain/replan.ts'
import { retryAt } from '../domain/retry.ts'
import { hashKey } from '../lib/crypto.ts'
import { applyKept, dueNow } from './apply-receipts.ts'
import { type BegunWebhook, beginWebhook } from './begin-webhook.ts'
import { composeMessage } from './compose-message.ts'
import { composeNotice } from './compose-notice.ts'
import { honourNewsStops } from './news-stops.ts'
import { askShopAgain } from './note-feed-silence.ts'
import { pickChannel } from './pick-channel.ts'
import { timeOf } from './record-events.ts'
import { recordSaid } from './record-said.ts'
import {
  type AskedText,
  canBeResolved,
  endTaken,
  leaveUnclear,
  lookAtUnclear,
  resolveText,
  unclearUntil,
} from './resolve-unclear.ts'
import { walkAhead } from './run-walks.ts'
import { sendWebhook } from './send-webhook.ts'
import type { Services } from './services.ts'
import { type Settled, settleOrder } from './settle-order.ts'
import { heedRefusal, heedSuppression } from './suppress-address.ts'
import { leaveGate } from './webhook-gate.ts'

export type SentMessage = {
  id: string
  orderId: string
  kind: MessageKind | MerchantNoticeKind
  /** What went to the merchant itself is no message of a customer's. */
  channel: MessageChannel
  status: string
  at: Instant
}
/** `lease`: until when the row in `due` is the caller's. */
export type Claimed = { merchantId: string; messageId: string; lease: Instant }
type Begun = {
  merchant: Merchant
  orderId: string
  wanted: Wanted | MailedNotice
  provider: string
  attempt: number
  now: Instant
} & ({ channel: 'email'; mail: Mail } | { channel: 'sms'; text: Text })

/**
 * Sends one claimed message: asks the rules once more in a transaction, renders and marks it begun;
 * hands it over outside of any; stores the outcome. Null where it was no longer true, or no longer
 * due, or another process has it.
 */
export async function sendMessage(
  services: Services,
  claimed: Claimed,
  { isBeside = false } = {},
): Promise<SentMessage | null> {
  const begun = await services.writer
    .write((db) => begin(services, db, claimed, isBeside))
    .catch((error: unknown) => {
      leaveGate(services, claimed.messageId)
      throw error
    })
  if (!begun) {
    leaveGate(services, claimed.messageId)
    return null
  }
  if ('call' in begun) return sendWebhook(services, begun, { isBeside })
  if ('asked' in begun) {
    await resolveText(services, begun)
    return null
  }

  const handedOver = await handOver(services, begun)
  const status = await services.writer.write((db) =>
    finish(services, db, claimed, begun, handedOver),
  )
  const { orderId, wanted, now } = begun
  const { kind, channel } = wanted
  return { id: claimed.messageId, orderId, kind, channel, status, at: now }
}

async function begin(
  services: Services,
  db: Db,
  { merchantId, messageId, lease }: Claimed,
  isBeside: boolean,
): Promise<Begun | BegunWebhook | AskedText | null> {
  const merchant = await findMerchant(db, merchantId)
  const message = await findMessage(db, merchantId, messageId)
  if (!merchant || !message || !CLAIMABLE.has(message.status)) {
    await deleteDue(db, merchantId, [messageId])
    return null
  }
  if (message.channel === 'webhook')
    return beginWebhook(services, db, { merchant, message, lease, isBeside })

  const now = await timeOf(services, db, merchant)
  const { provider, seconds } = pickChannel(services, merchant, message)
  const until = addHours(now, Math.max(services.leaseSeconds, seconds) / 3_600)
  await lockOrderFirst(db, merchantId, message.order_id)
  if (!(await renewLease(db, { merchantId, messageId, lease, until }))) return null
  if (message.status === 'unclear') return lookAtUnclear(services, db, { merchant, message, now })

  const settled = await settleAnew(services, db, merchant, message, now)
  const wanted = settled
    ? wantedOf(settled, message)
    : await askShopAgain(services, db, merchant, message, now)
  if (message.status === 'sending' && !(wanted && goesAgain(message.provider)))
    return leaveUnclear(services, db, { merchant, message, wanted, now })
  if (message.status === 'planned' && message.provider !== null)
    if (await endTaken(services, db, { merchant, message, wanted, now })) return null
  // Withdrawn, held or moved by what is known now: the plan above has already stored it.
  if (wanted?.status !== 'planned' || wanted.dueAt > now) return null

  const composed = await compose(services, db, { merchant, settled, wanted, messageId, now })
  await saveContent(db, merchantId, messageId, composed.sent)
  const attempt = await insertAttempt(db, merchantId, messageId, provider, now)
  await updateMessage(db, merchantId, messageId, { status: 'sending', provider, updated_at: now })
  return {
    merchant,
    orderId: message.order_id,
    wanted,
    provider,
    attempt,
    now,
    ...composed.outgoing,
  }
}

/** Its order as of now, with all that may have changed it since the plan; null for the shop's own. */
async function settleAnew(
  services: Services,
  db: Db,
  merchant: Merchant,
  { order_id: orderId, kind, channel }: MessageRow,
  now: Instant,
): Promise<Settled | null> {
  if (orderId === '') return null
  await walkAhead(services, db, merchant, orderId, now)
  await honourNewsStops(services, db, merchant, { orderId, kind, now })
  const settled = await settleOrder(services, db, merchant, orderId, [], now)
  return heedSuppression(services, db, merchant, { settled, channel }, now)
}

const CLAIMABLE: ReadonlySet<string> = new Set(['planned', 'sending', 'unclear'])

/** A mail under the same Message-ID is one mail to its reader; nobody else can be asked about it. */
const goesAgain = (provider: string | null) => provider === 'smtp' || provider === 'outbox'

const wantedOf = ({ plan, notices }: Settled, message: MessageRow) =>
  [...plan.wanted, ...notices.wanted.filter((one) => one.channel === 'notify')].find(
    ({ key, channel }) => key === message.key && channel === message.channel,
  )

type Composing = {
  merchant: Merchant
  /** Null for what is of the shop and of no order. */
  settled: Settled | null
  wanted: Wanted | MailedNotice
  messageId: string
  now: Instant
}

function compose(services: Services, db: Db, { settled, wanted, ...rest }: Composing) {
  if (wanted.channel === 'notify')
    return composeNotice(services, db, { ...rest, order: settled?.order ?? null, wanted })
  if (!settled) throw new Error(`${wanted.key} is of no order`)
  return composeMessage(services, db, { ...rest, ...settled, wanted })
}

function handOver(services: Services, begun: Begun): Promise<HandedOver> {
  const { mail, text } = pickChannel(services, begun.merchant, begun)
  return begun.channel === 'email' ? mail.send(begun.mail) : text.send(begun.text)
}

async function finish(
  services: Services,
  db: Db,
  { merchantId, messageId }: Claimed,
  { provider: asked, ...begunBy }: Begun,
  { outcome, bytes, by: provider = asked, note }: HandedOver,
): Promise<string> {
  const begun = { ...begunBy, provider }
  const { merchant, attempt } = begun
  const now = await timeOf(services, db, merchant)
  if (bytes !== '') await saveHandedOver(db, merchantId, messageId, bytes, hashKey(bytes))
  const said = ['detail' in outcome ? outcome.detail : '', note ?? ''].filter(Boolean).join('; ')
  const detail = said.slice(0, DETAIL_MAX) || null
  const ended = { n: attempt, endedAt: now, outcome: outcome.status, detail, provider }
  await endAttempt(db, merchantId, messageId, ended)

  const message = await findMessage(db, merchantId, messageId)
  const last = (await listAttempts(db, merchantId, messageId)).at(-1)
  if (message?.status !== 'sending' || last?.n !== attempt) {
    const late = { merchantId, messageId, now, provider }
    return answeredLate(db, late, message?.status ?? 'failed', outcome)
  }
  const mayRetry =
    outcome.status === 'try_later' || (outcome.status === 'unclear' && goesAgain(begun.provider))
  if (mayRetry && attempt < ATTEMPTS_MAX) {
    const retryAfterSeconds = outcome.status === 'try_later' ? outcome.retryAfterSeconds : null
    const at = retryAt(now, { messageId, attempt, retryAfterSeconds })
    // Who may have it is the one to be asked again; else it begins anew with the first.
    const next = outcome.status === 'unclear' ? provider : asked
    const change = { status: 'planned', provider: next, updated_at: now }
    await updateMessage(db, merchantId, messageId, change)
    await insertDue(db, [dueNow(merchant, message, at)])
    return 'planned'
  }
  return end(services, db, { begun, message, now }, outcome)
}

type Answered = { begun: Begun; message: MessageRow; now: Instant }

/** What it ends as, by the answer and by what the provider has said before the answer was stored. */
async function end(
  services: Services,
  db: Db,
  { begun, message, now }: Answered,
  outcome: HandedOver['outcome'],
): Promise<string> {
  const { merchant } = begun
  const { merchant_id: merchantId, id: messageId } = message
  const status = STATUS_AFTER[outcome.status]
  const providerId = outcome.status === 'accepted' ? outcome.providerId : null
  await updateMessage(db, merchantId, messageId, {
    status,
    provider: begun.provider,
    provider_id: providerId,
    sent_at: status === 'failed' ? null : now,
    updated_at: now,
  })
  if (begun.channel === 'sms' && providerId !== null)
    await insertTextId(db, { merchantId, messageId, providerId })
  const known = await applyKept(db, merchant, { messageId, status }, now)
  if (known === 'unclear' && canBeResolved(begun.provider))
    await insertDue(db, [dueNow(merchant, message, unclearUntil(services, now))])
  else await deleteDue(db, merchantId, [messageId])
  if (status !== 'failed' || !isLost(known)) await recordSaid(services, db, begun, messageId, now)
  else await heedRefusal(services, db, begun, { messageId, outcome }, now)
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
