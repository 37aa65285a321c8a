import type { Connector, Headers, Translation } from '../connectors/connector.ts'
import { insertAudit } from '../db/audit.ts'
import {
  type Connection,
  findConnection,
  insertConnection,
  insertDelivery,
} from '../db/connections.ts'
import { findMerchant } from '../db/merchants.ts'
import type { Db } from '../db/open.ts'
import { DomainError } from '../domain/error.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { AHEAD_MAX_HOURS } from '../domain/own-event.ts'
import { seal, unseal } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'
import { handlePrivacy } from './privacy.ts'
import { receiveInbound } from './receive-inbound.ts'
import { receiveReceipts } from './receive-receipts.ts'
import { recordInTransaction, timeOf } from './record-events.ts'
import { recordItem, recordLevel } from './record-shopify-stock.ts'
import type { Services } from './services.ts'
import { deriveShortLines } from './short-stock.ts'

export type FindConnector = (name: string) => Connector | undefined
export type Delivery = {
  connector: string
  connectionId: string
  raw: Uint8Array
  headers: Headers
  /** As it stands in the address that was called, with its question mark; '' where there is none. */
  search?: string
}
/** `events`: the body is that of `POST /v1/events`, and is to be recorded for this merchant. */
export type Received =
  | { answer: Stored; own?: { body: string; type: string } }
  | { answer: 'events'; merchant: Merchant }
type Stored = 'stored' | 'ignored' | 'duplicate'

const SECRET_MAX = 4_096
/** What else a path may hold, a NUL for one, is not asked of the database. */
const CONNECTION_ID = /^con_\w{1,64}$/

/** Sets up a connector; `merchantId` is '' for the installation's own provider accounts. */
export async function createConnection(
  services: Services,
  merchantId: string,
  { connector, secret }: { connector: string; secret: string },
): Promise<{ id: string; url: string }> {
  if (secret.length === 0 || secret.length > SECRET_MAX) {
    const message = `1 to ${SECRET_MAX} characters`
    throw new DomainError('invalid', 'The connection is not valid', [
      { pointer: '/secret', message },
    ])
  }
  const id = merchantId ? services.newId('con', merchantId) : services.newId('con')
  await services.writer.write((db) =>
    insertConnection(db, {
      merchantId,
      id,
      connector,
      sealedSecret: seal(secret, services.secrets),
      createdAt: services.clock.now().toISOString(),
    }),
  )
  return { id, url: `${services.baseUrl}/webhooks/${connector}/${id}` }
}

/**
 * Takes what a connector sent: its signature is checked over the raw bytes, then the delivery is
 * kept and what it says recorded, in one transaction. Throws `not_found` for an unknown
 * connection, `unauthorized` for a bad signature.
 */
export async function receiveDelivery(
  services: Services,
  findConnector: FindConnector,
  delivery: Delivery,
): Promise<Received> {
  const { connectionId } = delivery
  const merchantId = merchantOf(connectionId) ?? ''
  const connection = CONNECTION_ID.test(connectionId)
    ? await findConnection(services.read, merchantId, connectionId)
    : null
  const connector = findConnector(delivery.connector)
  if (!connection || !connector || connection.connector !== connector.name) {
    throw new DomainError('not_found', 'There is no such connection')
  }
  await verify(services, connector, connection, delivery)
  if (connector.readMessage) {
    const inbound = await connector.readMessage(delivery.raw, delivery.headers)
    const { answer, say } = await receiveInbound(services, connection, inbound)
    return { answer, ...(connector.answer && { own: connector.answer(say) }) }
  }
  if (connector.readReceipts) {
    const query = new URLSearchParams(delivery.search ?? '')
    const read = connector.readReceipts(delivery.raw, query)
    const answer = await receiveReceipts(services, connection, read, delivery.raw)
    services.counters.add('deliveries', answer)
    return { answer, ...(connector.answer && { own: connector.answer(null) }) }
  }
  const merchant = await findMerchant(services.read, merchantId)
  if (!merchant) throw new DomainError('not_found', 'There is no such connection')
  if (connector.name === 'standard' && !connection.isClosed) return { answer: 'events', merchant }

  const raw = new TextDecoder().decode(delivery.raw)
  const translation = connector.translate(raw, delivery.headers)
  const answer = await services.writer.write((db) =>
    store(services, db, { merchant, connection, raw, translation }),
  )
  services.counters.add('deliveries', answer)
  services.wake()
  return { answer }
}

async function verify(
  services: Services,
  connector: Connector,
  connection: Connection,
  { raw, headers, search = '' }: Delivery,
) {
  const now = services.clock.now()
  const verified = connector.verify(
    raw,
    headers,
    unseal(connection.sealedSecret, services.secrets),
    now,
    `${services.baseUrl}/webhooks/${connector.name}/${connection.id}${search}`,
  )
  if (verified.ok) return

  await services.writer.write((db) =>
    insertAudit(db, connection.merchantId, {
      id: services.newId('aud', connection.merchantId || undefined),
      at: now.toISOString(),
      actor: `connection ${connection.id}`,
      action: 'delivery.refused',
      orderId: null,
      detail: JSON.stringify({ connector: connector.name, reason: verified.reason }),
    }),
  )
  throw new DomainError('unauthorized', `The signature was refused: ${verified.reason}`)
}

type Arrived = { merchant: Merchant; connection: Connection; raw: string; translation: Translation }

async function store(
  services: Services,
  db: Db,
  { merchant, connection, raw, translation }: Arrived,
): Promise<Stored> {
  const now = await timeOf(services, db, merchant)
  const ignored = connection.isClosed
    ? 'the connection was closed'
    : reasonToIgnore(translation, now)
  const isNews = await insertDelivery(db, merchant.id, {
    connectionId: connection.id,
    deliveryId: translation.deliveryId,
    topic: translation.topic,
    receivedAt: now,
    orderId: orderIdOf(translation),
    // PostgreSQL has no text with a NUL; JSON has none either, so nothing that can be read changes.
    body: isPersonOnly(translation.topic) ? '' : raw.replaceAll('\0', '\ufffd'),
    ignored,
  })
  if (!isNews) return 'duplicate'
  if (ignored) return 'ignored'

  if (translation.privacy) await handlePrivacy(services, db, merchant, translation.privacy, now)
  for (const item of translation.items) await recordItem(services, db, merchant, item, now)
  for (const level of translation.levels) await recordLevel(services, db, merchant, level, now)
  const placed: (MerchantEvent & { type: 'order.placed' })[] = []
  for (const event of translation.events) {
    const source = 'shopify'
    const status = await recordInTransaction(services, db, merchant, event, { source, now })
    if (status === 'accepted' && event.type === 'order.placed') placed.push(event)
  }
  // Last, for the same delivery may say that what would be short has shipped or was cancelled.
  for (const event of placed) await deriveShortLines(services, db, merchant, event, now)
  return 'stored'
}

function reasonToIgnore({ ignored, events }: Translation, now: Instant): string | null {
  if (ignored) return ignored
  const limit = Date.parse(now) + AHEAD_MAX_HOURS * 3_600_000
  const isAhead = events.some(({ occurred_at }) => Date.parse(occurred_at) > limit)
  return isAhead ? `it lies more than ${AHEAD_MAX_HOURS} hours ahead of our clock` : null
}

function orderIdOf({ events }: Translation): string | null {
  const id = events.map(({ data }) => ('order_id' in data ? data.order_id : null)).find(Boolean)
  return typeof id === 'string' ? id : null
}

/** These bodies are about a person and no order: nothing could find them again to erase them. */
const isPersonOnly = (topic: string) => topic.startsWith('customers/')
