import type { ReadReceipts } from '../connectors/connector.ts'
import { type Connection, insertDelivery } from '../db/connections.ts'
import { findMerchant } from '../db/merchants.ts'
import { findMessageOfText } from '../db/receipts.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Receipt } from '../domain/receipt.ts'
import { hashKey } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'
import { applyReceipts } from './apply-receipts.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'

const TOPIC = 'receipts'
/** Messages of a batch that are written together: one commit on SQLite, few connections elsewhere. */
const TOGETHER_MAX = 32
/** What is shown of what was not understood; an account may send its own mail by thousands. */
const IGNORED_MAX = 20
const OUR_MESSAGE = /^msg_[0-9a-z]{12}_[0-9a-z]{1,64}$/

type OfMessage = { merchant: Merchant; messageId: string; receipts: Receipt[] }

/**
 * Takes a batch of what a provider says of our messages: each word once, whatever came before it and
 * however often it comes. A transaction a message, so that a batch of thousands holds nobody up;
 * where one fails the provider sends the batch again, and what is stored is not news.
 */
export async function receiveReceipts(
  services: Services,
  connection: Connection,
  { receipts, ignored }: ReadReceipts,
  raw: Uint8Array,
): Promise<'stored' | 'ignored' | 'duplicate'> {
  const { messages, foreign } = await byMessage(services, connection, receipts)
  let stored = 0
  let unknown = 0
  for (let at = 0; at < messages.length; at += TOGETHER_MAX) {
    const together = messages.slice(at, at + TOGETHER_MAX)
    const outcomes = await Promise.all(together.map((one) => storeReceipts(services, one)))
    for (const news of outcomes) {
      if (news === null) unknown += 1
      else stored += news
    }
  }
  const rest = [
    ...ignored,
    ...(foreign > 0 ? [`${foreign} of no message of ours`] : []),
    ...(unknown > 0 ? [`${unknown} messages that we do not have`] : []),
  ]
  const isNews = rest.length > 0 && (await keepIgnored(services, connection, rest, raw))
  if (stored > 0) services.wake()
  if (stored > 0) return 'stored'
  return isNews ? 'ignored' : 'duplicate'
}

async function storeReceipts(services: Services, one: OfMessage): Promise<number | null> {
  const { merchant } = one
  const kinds = await services.writer.write(async (db) => {
    const now = await timeOf(services, db, merchant)
    return applyReceipts(services, db, merchant, one, now)
  })
  for (const kind of kinds ?? []) services.counters.add('receipts', kind)
  return kinds?.length ?? null
}

/**
 * Whose they are: our id of a message carries its merchant, and one that belongs to a merchant's own
 * connection speaks of that merchant's messages alone.
 */
async function byMessage(
  { read }: Services,
  connection: Connection,
  receipts: readonly Receipt[],
): Promise<{ messages: OfMessage[]; foreign: number }> {
  const merchants = new Map<string, Merchant | null>()
  const messages = new Map<string, OfMessage>()
  let foreign = 0
  for (const receipt of connection.isClosed ? [] : receipts) {
    const messageId = await ownIdOf(read, receipt)
    const merchantId = messageId && merchantOf(messageId)
    const isTheirs = !connection.merchantId || connection.merchantId === merchantId
    if (merchantId && isTheirs && !merchants.has(merchantId))
      merchants.set(merchantId, await findMerchant(read, merchantId))
    const merchant = merchantId && isTheirs ? merchants.get(merchantId) : null
    if (!merchant || !messageId) {
      foreign += 1
      continue
    }
    const known = messages.get(messageId)
    if (known) known.receipts.push(receipt)
    else messages.set(messageId, { merchant, messageId, receipts: [receipt] })
  }
  if (connection.isClosed) foreign = receipts.length
  return { messages: [...messages.values()], foreign }
}

async function ownIdOf(read: Services['read'], receipt: Receipt): Promise<string | null> {
  const { messageId, providerId } = receipt
  if (messageId) return OUR_MESSAGE.test(messageId) ? messageId : null
  const found = providerId ? await findMessageOfText(read, providerId) : null
  return found?.messageId ?? null
}

/** A trace without the addresses that are in it: nothing could find them again to erase them. */
async function keepIgnored(
  services: Services,
  connection: Connection,
  ignored: readonly string[],
  raw: Uint8Array,
): Promise<boolean> {
  const receivedAt = services.clock.now().toISOString()
  return services.writer.write((db) =>
    insertDelivery(db, connection.merchantId, {
      connectionId: connection.id,
      deliveryId: hashKey(raw),
      topic: TOPIC,
      receivedAt,
      orderId: null,
      body: JSON.stringify(ignored.slice(0, IGNORED_MAX)).replaceAll('\\u0000', ''),
      ignored: connection.isClosed
        ? 'the connection was closed'
        : `${ignored.length} not understood, or of no message of ours`,
    }),
  )
}
