import { deleteDue, postponeDue, renewLease } from '../db/due.ts'
import { updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { lockOrderFirst } from '../db/order-first.ts'
import { packContent, writeOut } from '../db/packed.ts'
import type { MessageRow } from '../db/schema.ts'
import { endAttempt, findContent, insertAttempt, listAttempts, saveContent } from '../db/sent.ts'
import { type EndpointSecrets, findEndpoint } from '../db/webhook-endpoints.ts'
import { findEarlier } from '../db/webhook-messages.ts'
import { because, readBecause, writeBecause } from '../domain/because.ts'
import { addHours, later } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import {
  type HookedNotice,
  isMerchantNotice,
  type MerchantNoticeKind,
  merchantFacts,
} from '../domain/merchant-notice.ts'
import type { Instant } from '../domain/order.ts'
import { endpointGone } from '../domain/plan-notices.ts'
import { causeOf, endpointOf, type WebhookEndpoint } from '../domain/webhook.ts'
import { webhookBody } from '../domain/webhook-body.ts'
import type { WebhookCall } from '../domain/webhook-call.ts'
import { afterPause, FAILURES_UNTIL_PAUSE } from '../domain/webhook-retry.ts'
import { hashKey, unseal } from '../lib/crypto.ts'
import { timeOf } from './record-events.ts'
import { walkAhead } from './run-walks.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'
import { enterGate } from './webhook-gate.ts'

export type BegunWebhook = {
  merchantId: string
  endpointId: string
  orderId: string
  kind: MerchantNoticeKind
  attempt: number
  now: Instant
  call: WebhookCall
}

type Claimed = {
  merchant: Merchant
  message: MessageRow
  lease: Instant
  /** Whether the worker goes on without waiting for the answer. */
  isBeside: boolean
}

/** An attempt that was cut off ends by its own timeout before this. */
const LEASE_SECONDS_MIN = 25
/** So long after the one before it an event is looked at again, where nothing wakes it sooner. */
const BEHIND_SECONDS = 1
const VERSION = 'webhook.1'
/** Whoever moves a test clock over a month waits for each attempt of it. */
const ADVANCING_MS = 5_000

/**
 * Begins an attempt to tell an endpoint an event, or says when to look again: what is of one order
 * goes in its order, and an endpoint that fails or is busy is left alone. Null where it does not
 * begin.
 */
export async function beginWebhook(
  services: Services,
  db: Db,
  { merchant, message, lease, isBeside }: Claimed,
): Promise<BegunWebhook | null> {
  const { id: messageId, order_id: orderId, kind } = message
  if (!isMerchantNotice(kind)) throw new Error(`${kind} is no event of ours`)
  const endpointId = endpointOf(message.key)
  const now = await timeOf(services, db, merchant)
  await lockOrderFirst(db, merchant.id, orderId)
  const endpoint = await findEndpoint(db, merchant.id, endpointId)
  const waitUntil = endpoint && busyUntil(services, { endpoint, message, now, isBeside })
  const seconds = Math.max(services.leaseSeconds, LEASE_SECONDS_MIN)
  const until = waitUntil ?? addHours(now, seconds / 3_600)
  if (!(await renewLease(db, { merchantId: merchant.id, messageId, lease, until }))) return null
  if (endpoint?.status !== 'enabled') {
    await endOff(services, db, { merchant, message, isRemoved: !endpoint, now })
    return null
  }
  if (waitUntil || (await isBehind(db, { merchant, message, endpointId, now }))) return null

  const body = await bodyOf(services, db, { merchant, message, now })
  if (body === null) return null
  await keepBody(db, { merchant, messageId, kind, url: endpoint.url, body })
  if (message.status === 'sending') await endCutOff(db, merchant.id, messageId, now)
  const attempt = await insertAttempt(db, merchant.id, messageId, 'webhook', now)
  const change = { status: 'sending', provider: 'webhook', updated_at: now }
  await updateMessage(db, merchant.id, messageId, change)
  const call = {
    messageId,
    url: endpoint.url,
    body,
    secrets: secretsOf(services, endpoint.secrets),
    seconds: Math.floor(services.clock.now().getTime() / 1_000),
    ...(!isBeside && kind !== 'ping' && { patienceMs: ADVANCING_MS }),
  }
  return { merchantId: merchant.id, endpointId, orderId, kind, attempt, now, call }
}

/** Until when this one waits for its endpoint; null where it may be tried. A ping asks just that. */
function busyUntil(
  services: Services,
  {
    endpoint,
    message,
    now,
    isBeside,
  }: { endpoint: WebhookEndpoint; message: MessageRow; now: Instant; isBeside: boolean },
): Instant | null {
  const { id: endpointId, pausedUntil, status, failures } = endpoint
  if (status !== 'enabled' || message.kind === 'ping') return null
  if (pausedUntil && pausedUntil > now) return afterPause(pausedUntil, message.id)
  if (!isBeside) return null
  const isFailing = failures >= FAILURES_UNTIL_PAUSE
  const wait = enterGate(services, { endpointId, messageId: message.id, isFailing })
  return wait && addHours(now, wait.waitMs / 3_600_000)
}

/** Whether an earlier event of its order has not been taken yet; then it is looked at after that. */
async function isBehind(
  db: Db,
  {
    merchant,
    message,
    endpointId,
    now,
  }: { merchant: Merchant; message: MessageRow; endpointId: string; now: Instant },
): Promise<boolean> {
  const { id: messageId, order_id: orderId } = message
  if (orderId === '') return false
  const row = { merchantId: merchant.id, endpointId, orderId, row: message }
  const earlier = await findEarlier(db, row)
  if (!earlier) return false
  const at = addHours(later(earlier.at ?? now, now), BEHIND_SECONDS / 3_600)
  await postponeDue(db, { merchantId: merchant.id, messageId, at })
  return true
}

type Row = { merchant: Merchant; message: MessageRow; now: Instant }

/**
 * Where it was to go is off; what needs an act is then said by mail. Parked, so that it can be
 * replayed once somebody has turned that on again: to withdraw it would lose what had only failed
 * before. With an endpoint that was removed it is withdrawn.
 */
export async function endOff(
  services: Services,
  db: Db,
  { merchant, message, isRemoved, now }: Row & { isRemoved: boolean },
): Promise<'failed' | 'withdrawn'> {
  const { id, key, kind, order_id: orderId } = message
  const isParked = !isRemoved && kind !== 'ping'
  if (isParked) {
    await updateMessage(db, merchant.id, id, { status: 'failed', updated_at: now })
    await deleteDue(db, merchant.id, [id])
  } else await withdraw(db, merchant.id, id, { ...endpointGone(causeOf(key)), now })
  if (orderId !== '') await settleOrder(services, db, merchant, orderId, [], now)
  return isParked ? 'failed' : 'withdrawn'
}

async function withdraw(
  db: Db,
  merchantId: string,
  id: string,
  { why, because: facts, now }: ReturnType<typeof endpointGone> & { now: Instant },
) {
  await updateMessage(db, merchantId, id, {
    status: 'withdrawn',
    withdrawn_why: why,
    withdrawn_because: writeBecause(facts),
    updated_at: now,
  })
  await deleteDue(db, merchantId, [id])
}

/**
 * The event, asked of the rules when it is first tried and kept from then on: an endpoint that has
 * heard it under this id must not hear something else. Null where it is no longer true.
 */
async function bodyOf(services: Services, db: Db, row: Row): Promise<string | null> {
  const { merchant, message, now } = row
  const kept = message.provider ? await findContent(db, merchant.id, message.id) : null
  // Erased with its customer it has no address any more, and is made anew without them.
  if (kept && kept.to !== '') return kept.content.text

  const { order_id: orderId, id: messageId } = message
  if (orderId === '') return webhookBody(ofShop(message), { messageId, order: null })
  await walkAhead(services, db, merchant, orderId, now)
  const { notices, order } = await settleOrder(services, db, merchant, orderId, [], now)
  const wanted = notices.wanted.find(
    (one): one is HookedNotice => one.channel === 'webhook' && one.key === message.key,
  )
  if (wanted) return wanted.dueAt > now ? null : webhookBody(wanted, { messageId, order })
  const cause = causeOf(message.key)
  await withdraw(db, merchant.id, messageId, {
    why: 'It was done meanwhile, or is no longer true.',
    because: because('done_or_no_longer_true', { cause }),
    now,
  })
  return null
}

/** What is of no order is no rule's: its row says it all. */
function ofShop({ kind, key, due_at, because: facts }: MessageRow) {
  if (!isMerchantNotice(kind)) throw new Error(`${kind} is no event of ours`)
  const since = kind === 'feed.silent' ? causeOf(key).slice('feed.silent:'.length) : null
  return {
    kind,
    at: due_at,
    facts: merchantFacts({ since }),
    because: readBecause(facts) ?? because('asked', {}),
  }
}

async function keepBody(
  db: Db,
  {
    merchant,
    messageId,
    kind,
    url,
    body,
  }: { merchant: Merchant; messageId: string; kind: string; url: string; body: string },
) {
  const headers = { 'content-type': 'application/json', 'webhook-id': messageId }
  await saveContent(db, merchant.id, messageId, {
    to: url,
    subject: kind,
    templateVersion: VERSION,
    ...packContent(writeOut({ html: null, text: body, headers })),
    sha256: hashKey(body),
  })
}

/** Of what our process did not live to hear the answer to: it goes again, by its id it is known. */
async function endCutOff(db: Db, merchantId: string, messageId: string, endedAt: Instant) {
  const last = (await listAttempts(db, merchantId, messageId)).at(-1)
  if (!last || last.endedAt) return
  const detail = 'our process ended before the answer'
  await endAttempt(db, merchantId, messageId, { n: last.n, endedAt, outcome: 'unclear', detail })
}

/** The new one first; those before it go on signing for a day each. */
function secretsOf(services: Services, { secret, old }: EndpointSecrets): string[] {
  const systemNow = services.clock.now().toISOString()
  const before = old.filter(({ until }) => until > systemNow).map((one) => one.secret)
  return [secret, ...before].map((one) => unseal(one, services.secrets))
}
