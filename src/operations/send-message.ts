import { deleteDue, renewLease } from '../db/due.ts'
import type { Sharing } from '../db/group-commit.ts'
import { beginAttempt, passOn } from '../db/hand-over.ts'
import { findMerchant } from '../db/merchants.ts'
import { findMessage, rewordMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { type LockedOrder, lockOrder } from '../db/order-lock.ts'
import { packContent, packHandedOver, type Written } from '../db/packed.ts'
import type { MessageRow } from '../db/schema.ts'
import { lastAttempt } from '../db/sent.ts'
import { addHours, later } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MailedNotice, MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { MessageChannel, MessageKind } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import type { HandedOver, Mail, Outcome, Text } from '../domain/outcome.ts'
import type { Wanted } from '../domain/replan.ts'
import type { Told } from '../domain/said.ts'
import { askAhead, askOfOrder, findClaimed } from './ask-ahead.ts'
import { type BegunWebhook, beginWebhook } from './begin-webhook.ts'
import { asWorded, composeMessage } from './compose-message.ts'
import { composeNotice } from './compose-notice.ts'
import type { Composed } from './composed.ts'
import { finishMessage } from './finish-message.ts'
import { honourNewsStops } from './news-stops.ts'
import { askShopAgain } from './note-feed-silence.ts'
import { pickChannel } from './pick-channel.ts'
import { asItIsNow } from './present-merchant.ts'
import { timeOf } from './record-events.ts'
import {
  type AskedText,
  endTaken,
  goesAgain,
  leaveUnclear,
  lookAtUnclear,
  resolveText,
} from './resolve-unclear.ts'
import { walkAhead } from './run-walks.ts'
import { sendWebhook } from './send-webhook.ts'
import type { Services } from './services.ts'
import { type Settled, settleOrder } from './settle-order.ts'
import { heedSuppression } from './suppress-address.ts'
import { type KnownDictionary, takeDictionary } from './template-dictionaries.ts'
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
/**
 * `lease`: until when the row in `due` is the caller's. `orderId`: where that is known already. `dueBy`:
 * what is due until then is begun, though it waits for its moment before it is handed over.
 */
export type Claimed = {
  merchantId: string
  messageId: string
  lease: Instant
  orderId?: string
  dueBy?: Instant
}
/** Told of a message on its way: by this whoever claims knows how many more a provider takes. */
export type Watch = {
  onHandOver(): void
  onAnswer(outcome: Outcome): void
  /** Comes back when it is due: whoever has what is not due yet begun has it to wait for. */
  untilDue?(): Promise<void>
}
/** Time decides at its moment what it is about: it is to be asked again then, by its new lease. */
type TooSoon = { tooSoon: Claimed }
export type Begun = {
  merchant: Merchant
  orderId: string
  wanted: Wanted | MailedNotice
  provider: string
  attempt: number
  /** As its content is kept. */
  written: Written
  /** What it was packed against. */
  known: KnownDictionary
  now: Instant
} & ({ channel: 'email'; mail: Mail } | { channel: 'sms'; text: Text })

/** With what others send at this moment. */
const SHARED: Sharing = { isShared: true }

/**
 * Sends one claimed message: asks the rules once more in a transaction, renders and marks it begun;
 * hands it over outside of any; stores the outcome. Null where it was no longer true, or no longer
 * due, or another process has it.
 */
export async function sendMessage(
  services: Services,
  claimed: Claimed,
  { isBeside = false, watch }: { isBeside?: boolean; watch?: Watch } = {},
): Promise<SentMessage | null> {
  const ask = (one: Claimed) =>
    services.writer
      .write((db) => begin(services, db, one, isBeside), SHARED)
      .catch((error: unknown) => {
        leaveGate(services, claimed.messageId)
        throw error
      })
  let begun = await ask(claimed)
  if (begun && 'tooSoon' in begun) {
    await watch?.untilDue?.()
    begun = await ask(begun.tooSoon)
  }
  if (!begun || 'tooSoon' in begun) {
    leaveGate(services, claimed.messageId)
    return null
  }
  if ('call' in begun) return sendWebhook(services, begun, { isBeside })
  if ('asked' in begun) {
    await resolveText(services, begun)
    return null
  }

  begun.known.isStored = true
  await watch?.untilDue?.()
  watch?.onHandOver()
  const handedOver = await handOver(services, claimed, begun)
  watch?.onAnswer(handedOver.outcome)
  const { bytes, ...answer } = handedOver
  const handed = bytes === '' ? null : packHandedOver(bytes, begun.written)
  const store = () =>
    services.writer.write(
      (db) => finishMessage(services, db, claimed, begun, { ...answer, handed }),
      SHARED,
    )
  // Once more where it fails: of a connection that broke nobody knows what it stored, and what it did
  // not would go again. Stored twice it is as stored once.
  const status = await store().catch(store)
  const { orderId, wanted, now } = begun
  const { kind, channel } = wanted
  return { id: claimed.messageId, orderId, kind, channel, status, at: now }
}

async function begin(
  services: Services,
  db: Db,
  claimed: Claimed,
  isBeside: boolean,
): Promise<Begun | BegunWebhook | AskedText | TooSoon | null> {
  const { merchantId, messageId, lease } = claimed
  // Before its row in `due`, as whoever records an event takes them: else two wait for one another.
  if (claimed.orderId) askOfOrder(db, merchantId, claimed.orderId)
  const [merchant, message] = await Promise.all([
    findMerchant(db, merchantId),
    findClaimed(db, claimed),
  ])
  if (!merchant || !message || !CLAIMABLE.has(message.status)) {
    await deleteDue(db, merchantId, [messageId])
    return null
  }
  if (message.channel === 'webhook')
    return beginWebhook(services, db, { merchant, message, lease, isBeside })

  const present = await timeOf(services, db, merchant)
  // Ahead of its moment it is asked as of then.
  const now = later(present, claimed.dueBy ?? present)
  const { provider, seconds } = pickChannel(services, merchant, message)
  const until = addHours(now, Math.max(services.leaseSeconds, seconds) / 3_600)
  const { order_id: orderId } = message
  const locking = orderId === '' ? null : lockOrder(db, merchantId, orderId, now)
  const renewing = renewLease(db, { ...claimed, until })
  if (locking) askAhead(db, merchant, message, locking)
  const [held, isOurs] = await Promise.all([locking, renewing])
  if (!isOurs) return null
  if (now > present && held?.wakeAt && held.wakeAt <= now)
    return { tooSoon: { merchantId, messageId, lease: until, orderId } }
  if (message.status === 'unclear') return lookAtUnclear(services, db, { merchant, message, now })

  const settled = held && (await settleAnew(services, db, merchant, { message, held, now }))
  const wanted = settled
    ? wantedOf(settled, message)
    : await askShopAgain(services, db, merchant, message, now)
  const worded = () => asWorded(services, db, { merchant, settled, wanted, messageId, now })
  if (message.status === 'sending' && !(wanted && goesAgain(message.provider)))
    return leaveUnclear(services, db, { merchant, message, wanted: await worded(), now })
  if (message.status === 'planned' && message.provider !== null)
    if (await endTaken(services, db, { merchant, message, wanted: await worded(), now }))
      return null
  // Withdrawn, held or moved by what is known now: the plan above has already stored it.
  if (wanted?.status !== 'planned' || wanted.dueAt > now) return null

  const composed = await compose(services, db, { merchant, held, settled, wanted, messageId, now })
  return markBegun(services, db, claimed, { merchant, message, wanted, composed, provider, now })
}

/** Its order as of now, with all that may have changed it since the plan. */
async function settleAnew(
  services: Services,
  db: Db,
  merchant: Merchant,
  { message, held, now }: { message: MessageRow; held: LockedOrder; now: Instant },
): Promise<Settled> {
  const { order_id: orderId, kind, channel } = message
  const isWalked = await walkAhead(services, db, merchant, orderId, now)
  const isStopped = await honourNewsStops(services, db, merchant, { orderId, kind, now })
  const asFound = { held: isWalked || isStopped ? null : held }
  const settled = await settleOrder(services, db, merchant, orderId, [], now, asFound)
  return heedSuppression(services, db, merchant, { settled, channel }, now)
}

const CLAIMABLE: ReadonlySet<string> = new Set(['planned', 'sending', 'unclear'])

const wantedOf = ({ plan, notices }: Settled, message: MessageRow) =>
  [...plan.wanted, ...notices.wanted.filter((one) => one.channel === 'notify')].find(
    ({ key, channel }) => key === message.key && channel === message.channel,
  )

type Composing = {
  merchant: Merchant
  /** With the number of the policy by which it was settled. */
  held: LockedOrder | null
  /** Null for what is of the shop and of no order. */
  settled: Settled | null
  wanted: Wanted | MailedNotice
  messageId: string
  now: Instant
}

/** In the words of the policy by which it was just planned, also where that was put meanwhile. */
async function compose(
  services: Services,
  db: Db,
  { merchant: known, held, settled, wanted, ...about }: Composing,
): Promise<Composed> {
  const merchant = held ? await asItIsNow(db, known, held) : known
  const rest = { ...about, merchant }
  if (wanted.channel === 'notify')
    return composeNotice(services, db, { ...rest, order: settled?.order ?? null, wanted })
  if (!settled) throw new Error(`${wanted.key} is of no order`)
  return composeMessage(services, db, { ...rest, ...settled, wanted })
}

type Marking = {
  merchant: Merchant
  message: MessageRow
  wanted: Wanted | MailedNotice
  composed: Composed
  provider: string
  now: Instant
}

/** From here on it may have gone: what, by whom, and for which time. */
async function markBegun(
  services: Services,
  db: Db,
  { merchantId, messageId }: Claimed,
  { merchant, message, wanted, composed, provider, now }: Marking,
): Promise<Begun> {
  const { envelope, written, sample, note, told, outgoing } = composed
  const known = await takeDictionary(services, db, sample)
  const sent = { ...envelope, ...packContent(written, known.dictionary) }
  // Who was never handed to anybody has no attempt, and nobody has to look for one.
  const attempt = message.provider === null ? 1 : (await lastAttempt(db, merchantId, messageId)) + 1
  await beginAttempt(db, merchantId, messageId, { sent, n: attempt, provider, now })
  // What was made otherwise than it was to be is said where support asks why.
  if (note) await addNote(db, message, `${wanted.why} ${note}`, now)
  const said = told && wanted.channel !== 'notify' ? withTold(wanted, told) : wanted
  const { order_id: orderId } = message
  const begun = { merchant, orderId, wanted: said, provider, attempt, written, known, now }
  return { ...begun, ...outgoing }
}

/** The plan above may have stored other facts of it. */
async function addNote(db: Db, message: MessageRow, why: string, now: Instant) {
  const { because } = (await findMessage(db, message.merchant_id, message.id)) ?? message
  await rewordMessage(db, message, { why, because, updated_at: now })
}

/** What it tells is what its words say. */
const withTold = (wanted: Wanted, told: Told): Wanted => ({
  ...wanted,
  facts: { ...wanted.facts, told },
})

function handOver(
  services: Services,
  { merchantId, messageId }: Claimed,
  begun: Begun,
): Promise<HandedOver> {
  const { mail, text } = pickChannel(services, begun.merchant, begun)
  if (begun.channel === 'sms') return text.send(begun.text)
  const { attempt: n } = begun
  return mail.send(begun.mail, {
    beforeSecond: (provider) =>
      services.writer.write((db) => passOn(db, merchantId, messageId, { n, provider })),
  })
}
