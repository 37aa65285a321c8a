import { insertDue, LIVE } from '../db/due.ts'
import { findMessage, insertMessages, updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import type { MessageRow } from '../db/schema.ts'
import { saveHealth } from '../db/webhook-endpoints.ts'
import { listDeliveries, listParked, wakeWaiting } from '../db/webhook-messages.ts'
import { because, writeBecause } from '../domain/because.ts'
import { DomainError } from '../domain/error.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { LANES, type MessageStatus } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import { endpointOf, webhookKey } from '../domain/webhook.ts'
import { merchantOf } from '../lib/id.ts'
import { loadMessage, type MessageDetail } from './read-message.ts'
import {
  type ListedMessage,
  type PageOf,
  readCursor,
  withEnvelopes,
  writeCursor,
} from './read-orders.ts'
import { timeOf } from './record-events.ts'
import { sendMessage } from './send-message.ts'
import type { Services } from './services.ts'
import { findOwn, trace } from './webhook-endpoints.ts'

/** All that an event for an endpoint can be; `failed` is parked. */
export const DELIVERY_STATUSES = [
  'planned',
  'sending',
  'delivered',
  'failed',
  'withdrawn',
] as const satisfies readonly MessageStatus[]
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]
/** Of how many parked events one call lets go; more take another. */
export const REPLAYED_MAX = 500

/** What was told to an endpoint, or waits to be, the newest first. */
export async function readDeliveries(
  services: Services,
  merchant: Merchant,
  id: string,
  {
    status,
    cursor,
    limit,
  }: { status: DeliveryStatus | null; cursor: string | null; limit: number },
): Promise<PageOf<ListedMessage>> {
  const { id: endpointId } = await findOwn(services.read, merchant, id)
  const rows = await listDeliveries(services.read, merchant.id, {
    endpointId,
    statuses: status ? [status] : DELIVERY_STATUSES,
    before: cursor ? readCursor(cursor) : null,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    rows: await withEnvelopes(services, merchant.id, page),
    nextCursor: last ? writeCursor([last.created_at, last.id]) : null,
  }
}

/** Sends an event of no meaning and answers how that went: at once, and tried this once. */
export async function pingEndpoint(
  services: Services,
  merchant: Merchant,
  id: string,
): Promise<MessageDetail> {
  const { messageId, lease } = await services.writer.write(async (db) => {
    const endpoint = await findOwn(db, merchant, id)
    if (endpoint.status !== 'enabled')
      throw new DomainError('conflict', 'The webhook endpoint is disabled')
    const now = await timeOf(services, db, merchant)
    return insertPing(services, db, merchant, { endpointId: endpoint.id, now })
  })
  await sendMessage(services, { merchantId: merchant.id, messageId, lease })
  return loadMessage(services, merchant, messageId)
}

async function insertPing(
  services: Services,
  db: Db,
  merchant: Merchant,
  { endpointId, now }: { endpointId: string; now: Instant },
) {
  const messageId = services.newId('msg', merchant.id)
  const lease = addHours(now, services.leaseSeconds / 3_600)
  await insertMessages(db, [
    {
      merchant_id: merchant.id,
      id: messageId,
      order_id: '',
      kind: 'ping',
      key: webhookKey(endpointId, `ping:${messageId}`),
      channel: 'webhook',
      status: 'planned',
      due_at: now,
      why: 'Somebody asked whether the endpoint answers.',
      because: writeBecause(because('asked', {})),
      withdrawn_why: null,
      withdrawn_because: null,
      created_at: now,
      updated_at: now,
      sent_at: null,
      provider: null,
      provider_id: null,
    },
  ])
  // Leased from the start: the caller sends it.
  await insertDue(db, [dueRow(merchant, messageId, lease)])
  return { messageId, lease }
}

/**
 * Lets parked events go again, the oldest first, under the ids that they had: all of an endpoint, or
 * one by its message. One that was taken may be asked for too, by who has lost it. Who asks for it says
 * that the endpoint is there again: they are tried at once, and not when its pause would have ended.
 */
export async function replayEndpoint(
  services: Services,
  merchant: Merchant,
  { id, messageId, actor }: { id: string; messageId: string | null; actor: string },
): Promise<{ replayed: number; isAll: boolean }> {
  const answer = await services.writer.write(async (db) => {
    const endpoint = await findOwn(db, merchant, id)
    if (endpoint.status !== 'enabled')
      throw new DomainError('conflict', 'The webhook endpoint is disabled: turn it on first')
    const now = await timeOf(services, db, merchant)
    const rows = messageId
      ? [await loadOver(db, merchant, { endpointId: endpoint.id, messageId })]
      : await listParked(db, merchant.id, endpoint.id, REPLAYED_MAX + 1)
    const going = rows.slice(0, REPLAYED_MAX)
    for (const row of going) await letGo(db, merchant, row, now)
    const act = messageId ? 'replayed_one' : 'replayed'
    if (going.length > 0) {
      await beginAnew(db, merchant.id, endpoint.id, now)
      await trace(services, db, merchant, { actor, act, endpoint, now })
    }
    return { replayed: going.length, isAll: rows.length <= REPLAYED_MAX }
  })
  services.wake()
  return answer
}

/** One message again, whatever endpoint it is of. */
export async function replayMessage(
  services: Services,
  merchant: Merchant,
  { messageId, actor }: { messageId: string; actor: string },
) {
  const row = await findMessage(services.read, merchant.id, messageId)
  const id = row?.channel === 'webhook' ? endpointOf(row.key) : ''
  return replayEndpoint(services, merchant, { id, messageId, actor })
}

async function letGo(db: Db, merchant: Merchant, row: MessageRow, now: Instant) {
  // Due from now: the days for which it is tried begin anew.
  const change = { status: 'planned', due_at: now, updated_at: now }
  await updateMessage(db, merchant.id, row.id, change)
  await insertDue(db, [dueRow(merchant, row.id, now)])
}

/** As if it had never failed; what of an order has to go before them is tried now as well. */
async function beginAnew(db: Db, merchantId: string, endpointId: string, now: Instant) {
  const health = { id: endpointId, failures: 0, failingSince: null, pausedUntil: null }
  await saveHealth(db, merchantId, health)
  await wakeWaiting(db, { merchantId, endpointId, now })
}

const OVER: ReadonlySet<string> = new Set(['failed', 'delivered'])

async function loadOver(
  db: Db,
  merchant: Merchant,
  { endpointId, messageId }: { endpointId: string; messageId: string },
): Promise<MessageRow> {
  const row =
    merchantOf(messageId) === merchant.id ? await findMessage(db, merchant.id, messageId) : null
  if (row?.channel !== 'webhook' || endpointOf(row.key) !== endpointId)
    throw new DomainError('not_found', `There is no message ${messageId} to this endpoint`)
  if (!OVER.has(row.status))
    throw new DomainError('conflict', 'It is on its way already, or was withdrawn')
  return row
}

const dueRow = (merchant: Merchant, messageId: string, at: Instant) => ({
  merchant_id: merchant.id,
  message_id: messageId,
  clock: merchant.mode === 'live' ? LIVE : merchant.id,
  lane: LANES.own,
  at,
})
