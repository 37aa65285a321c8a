import type { ReadReceipts } from '../connectors/connector.ts'
import { type Connection, insertDelivery } from '../db/connections.ts'
import { findMerchant } from '../db/merchants.ts'
import { findMessagesOf } from '../db/provider-ids.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Receipt } from '../domain/receipt.ts'
import { hashKey } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'
import { applyReceipts } from './apply-receipts.ts'
import { keepEarly } from './early-receipts.ts'
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
  read: ReadReceipts,
  raw: Uint8Array,
): Promise<'stored' | 'ignored' | 'duplicate'> {
  const receipts = connection.isClosed ? [] : read.receipts
  const { messages, foreign, nameless } = await byMessage(services, connection, receipts)
  const early = await keepNameless(services, connection, nameless)
  messages.push(...early.known)
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
  const others = foreign + early.old + read.receipts.length - receipts.length
  const rest = [
    ...read.ignored,
    ...(others > 0 ? [`${others} of no message of ours`] : []),
    ...(early.kept > 0 ? [`${early.kept} of no message yet, kept for an hour`] : []),
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

type ByMessage = {
  messages: OfMessage[]
  /** Of another's messages, or of what no message of ours is called. */
  foreign: number
  /** By the provider's id, where that is all they have and it is not known. */
  nameless: Map<string, Receipt[]>
}

/**
 * Whose they are: our id of a message carries its merchant, and one that belongs to a merchant's own
 * connection speaks of that merchant's messages alone.
 */
async function byMessage(
  { read }: Services,
  connection: Connection,
  receipts: readonly Receipt[],
): Promise<ByMessage> {
  const merchants = new Map<string, Merchant | null>()
  const messages = new Map<string, OfMessage>()
  const sorted: ByMessage = { messages: [], foreign: 0, nameless: new Map() }
  const unnamed = receipts.filter(({ messageId }) => !messageId)
  const known = await findMessagesOf(read, [...new Set(unnamed.flatMap(idsOf))])
  for (const receipt of receipts) {
    const { providerId } = receipt
    const messageId = receipt.messageId ?? known.get(providerId ?? '')?.messageId
    if (!messageId && providerId) {
      sorted.nameless.set(providerId, [...(sorted.nameless.get(providerId) ?? []), receipt])
      continue
    }
    const merchantId = messageId && OUR_MESSAGE.test(messageId) ? merchantOf(messageId) : null
    const isTheirs = !connection.merchantId || connection.merchantId === merchantId
    if (merchantId && isTheirs && !merchants.has(merchantId))
      merchants.set(merchantId, await findMerchant(read, merchantId))
    const merchant = merchantId && isTheirs ? merchants.get(merchantId) : null
    if (!merchant || !messageId) {
      sorted.foreign += 1
      continue
    }
    const one = messages.get(messageId)
    if (one) one.receipts.push(receipt)
    else messages.set(messageId, { merchant, messageId, receipts: [receipt] })
  }
  sorted.messages = [...messages.values()]
  return sorted
}

const idsOf = ({ providerId }: Receipt) => (providerId ? [providerId] : [])

/** Those that may come before our own commit wait for it; `known` are whose message came meanwhile. */
async function keepNameless(
  services: Services,
  connection: Connection,
  nameless: ByMessage['nameless'],
) {
  const early = { kept: 0, old: 0, known: [] as OfMessage[] }
  const all = [...nameless]
  for (let at = 0; at < all.length; at += TOGETHER_MAX) {
    const together = all.slice(at, at + TOGETHER_MAX).map(async ([providerId, receipts]) => {
      const became = await keepEarly(services, connection.merchantId, providerId, receipts)
      if (became !== 'known') early[became] += receipts.length
      else {
        const { messages, foreign } = await byMessage(services, connection, receipts)
        early.known.push(...messages)
        early.old += foreign
      }
    })
    await Promise.all(together)
  }
  return early
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
