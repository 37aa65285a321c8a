import { deleteDue, insertDue, LIVE } from '../db/due.ts'
import { listFeedHours } from '../db/feed.ts'
import { findMerchant } from '../db/merchants.ts'
import { findMessage, updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { lockOrderFirst } from '../db/order-first.ts'
import type { MessageRow } from '../db/schema.ts'
import { type Attempt, endAttempt, listAttempts } from '../db/sent.ts'
import { findEndpoint, lockEndpoints, saveEndpoint, saveHealth } from '../db/webhook-endpoints.ts'
import { wakeNext, wakeWaiting } from '../db/webhook-messages.ts'
import { feedSilentSince } from '../domain/feed.ts'
import { later } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { isMailedNotice } from '../domain/merchant-notice.ts'
import { LANES } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import type { HandedOver, Outcome } from '../domain/outcome.ts'
import type { WebhookEndpoint } from '../domain/webhook.ts'
import { GONE } from '../domain/webhook-call.ts'
import { FAILURES_UNTIL_PAUSE, pauseAfter, webhookRetryAt } from '../domain/webhook-retry.ts'
import { type BegunWebhook, endOff } from './begin-webhook.ts'
import { noteEndpointDown } from './note-endpoint-down.ts'
import { noteFeedSilence } from './note-feed-silence.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'

const DETAIL_MAX = 1_000

/** Stores what came of an attempt, and lets the next of its order go; answers how it stands. */
export async function finishWebhook(
  services: Services,
  db: Db,
  begun: BegunWebhook,
  { outcome }: HandedOver,
): Promise<string> {
  const { merchantId, orderId, attempt, call } = begun
  const { messageId } = call
  const merchant = await findMerchant(db, merchantId)
  if (!merchant) return 'failed'
  await lockOrderFirst(db, merchantId, orderId)
  // After the lock, so that the attempts of an order follow one another in time too.
  const now = later(begun.now, await timeOf(services, db, merchant))
  const detail = 'detail' in outcome ? outcome.detail.slice(0, DETAIL_MAX) : null
  const ended = { n: attempt, endedAt: now, outcome: outcome.status, detail }
  await endAttempt(db, merchantId, messageId, ended)

  const message = await findMessage(db, merchantId, messageId)
  const attempts = await listAttempts(db, merchantId, messageId)
  const isOurs = message?.status === 'sending' && attempts.at(-1)?.n === attempt
  if (!message || (!isOurs && outcome.status !== 'accepted')) return message?.status ?? 'failed'
  const ending = { begun, merchant, message, attempts, now }
  return outcome.status === 'accepted' ? accept(db, ending) : refuse(services, db, ending, outcome)
}

type Ending = {
  begun: BegunWebhook
  merchant: Merchant
  message: MessageRow
  attempts: Attempt[]
  now: Instant
}

/** It was taken. One that had failed throughout is told at once what waited for it. */
async function accept(db: Db, { begun, now }: Ending): Promise<string> {
  const { merchantId, endpointId, orderId, call } = begun
  const { messageId } = call
  const change = { status: 'delivered', sent_at: now, updated_at: now }
  await updateMessage(db, merchantId, messageId, change)
  await deleteDue(db, merchantId, [messageId])
  const endpoint = await findEndpoint(db, merchantId, endpointId)
  if (endpoint && endpoint.failures > 0) {
    const health = { id: endpointId, failures: 0, failingSince: null, pausedUntil: null }
    await saveHealth(db, merchantId, health)
    if (endpoint.failures >= FAILURES_UNTIL_PAUSE)
      await wakeWaiting(db, { merchantId, endpointId, now })
  }
  if (orderId !== '') await wakeNext(db, { merchantId, endpointId, orderId, now })
  return 'delivered'
}

type Refusal = Exclude<Outcome, { status: 'accepted' }>

async function refuse(
  services: Services,
  db: Db,
  ending: Ending,
  outcome: Refusal,
): Promise<string> {
  const { begun, merchant, message, now } = ending
  const { merchantId, endpointId, call, kind } = begun
  const isGone = outcome.status === 'rejected' && outcome.code === GONE
  // Before the endpoint's own row, as everywhere.
  if (isGone) await lockEndpoints(db, merchantId)
  const endpoint = await findEndpoint(db, merchantId, endpointId)
  if (endpoint?.status !== 'enabled')
    return endOff(services, db, { merchant, message, isRemoved: !endpoint, now })
  const retryAfter = outcome.status === 'try_later' ? outcome.retryAfterSeconds : null
  const failing = await noteFailure(db, merchantId, endpoint, { now, retryAfter })
  if (isGone) await disableGone(db, merchantId, failing, now)
  const down = { endpointId, now }
  if (isGone)
    await noteEndpointDown(services, db, merchant, {
      kind: 'endpoint.disabled',
      since: now,
      ...down,
    })
  const at =
    isGone || kind === 'ping' ? null : nextTry({ ...ending, endpoint: failing }, retryAfter)
  if (at === null && !isGone && kind !== 'ping') {
    const since = failing.failingSince ?? now
    await noteEndpointDown(services, db, merchant, { kind: 'endpoint.failing', since, ...down })
  }
  if (at === null) return park(services, db, ending)

  const clock = merchant.mode === 'live' ? LIVE : merchantId
  await updateMessage(db, merchantId, call.messageId, { status: 'planned', updated_at: now })
  const row = { merchant_id: merchantId, message_id: call.messageId, clock, lane: LANES.own, at }
  await insertDue(db, [row])
  return 'planned'
}

async function noteFailure(
  db: Db,
  merchantId: string,
  endpoint: WebhookEndpoint,
  { now, retryAfter }: { now: Instant; retryAfter: number | null },
): Promise<WebhookEndpoint> {
  const failures = endpoint.failures + 1
  const failingSince = endpoint.failingSince ?? now
  const pausedUntil = pauseAfter(now, failures, retryAfter)
  const failing = { ...endpoint, failures, failingSince, pausedUntil }
  await saveHealth(db, merchantId, failing)
  return failing
}

/** It said that it is no more (410): nothing is sent there until somebody turns it on again. */
async function disableGone(db: Db, merchantId: string, endpoint: WebhookEndpoint, now: Instant) {
  const disabledWhy = 'It answered 410 Gone.'
  await saveEndpoint(db, merchantId, {
    ...endpoint,
    status: 'disabled',
    disabledWhy,
    updatedAt: now,
  })
  await wakeWaiting(db, { merchantId, endpointId: endpoint.id, now })
}

/** Counted from when it was due, which for one that is sent again by hand is that moment. */
function nextTry(
  { begun, message, attempts, now, endpoint }: Ending & { endpoint: WebhookEndpoint },
  retryAfterSeconds: number | null,
): Instant | null {
  const { due_at: dueAt, id: messageId } = message
  const counted = attempts.filter(({ begunAt }) => begunAt >= dueAt)
  return webhookRetryAt({
    now,
    attempt: Math.max(1, counted.length),
    dueAt,
    firstTriedAt: counted[0]?.begunAt ?? begun.now,
    failingSince: endpoint.failingSince,
    retryAfterSeconds,
    messageId,
  })
}

/** Tried for long enough: it waits for a hand, the next of its order goes, a mail says what needs an act. */
async function park(services: Services, db: Db, { begun, now }: Ending): Promise<string> {
  const { merchantId, endpointId, orderId, kind, call } = begun
  await updateMessage(db, merchantId, call.messageId, { status: 'failed', updated_at: now })
  await deleteDue(db, merchantId, [call.messageId])
  if (orderId !== '') await wakeNext(db, { merchantId, endpointId, orderId, now })
  // Read anew: the endpoint may be one that has just been disabled.
  const merchant = isMailedNotice(kind) ? await findMerchant(db, merchantId) : null
  if (merchant && orderId !== '') await settleOrder(services, db, merchant, orderId, [], now)
  else if (merchant && kind === 'feed.silent') {
    const since = feedSilentSince(await listFeedHours(db, merchantId), now, merchant)
    await noteFeedSilence(services, db, merchant, { since, now })
  }
  return 'failed'
}
