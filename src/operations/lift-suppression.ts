import { insertAudit } from '../db/audit.ts'
import type { Db } from '../db/open.ts'
import { findOrdersByTerm } from '../db/order-terms.ts'
import { findContact } from '../db/orders.ts'
import {
  deleteSuppression,
  findSuppression,
  findSuppressionById,
  isOfAddress,
  listSuppressions,
  type SuppressionRow,
} from '../db/suppressions.ts'
import type { Contact } from '../domain/contact.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { ContactChannel } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import { phoneNumber, writtenAddress } from '../domain/recipient.ts'
import { searchPrefixes } from '../domain/search.ts'
import type { SuppressionReason } from '../domain/suppression.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'

export type Suppression = {
  id: string
  channel: ContactChannel
  /** As the order has it that showed it; null where that has another by now, or was erased. */
  address: string | null
  reason: SuppressionReason
  source: string
  orderId: string
  messageId: string
  at: Instant
}

/** What else a path may hold, a NUL for one, is not asked of the database. */
const ID = /^sup_\w{1,64}$/
/** One customer has few orders that wait; a wholesaler's others are asked again as they send. */
const ORDERS_MAX = 200

/** The addresses that take nothing more, the newest first; of one address where it is given. */
export async function readSuppressions(
  services: Services,
  merchant: Merchant,
  { address, cursor, limit }: { address: string | null; cursor: string | null; limit: number },
): Promise<{ rows: Suppression[]; nextCursor: string | null }> {
  const { read } = services
  const found = address
    ? await findOf(read, merchant.id, address)
    : await listSuppressions(read, merchant.id, { before: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const rows = await Promise.all(page.map((row) => shown(read, merchant, row)))
  return { rows, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/**
 * Takes an address back by hand: it was mended, or given up for nothing. Its orders that had turned
 * to texts are planned by mail again. Throws `not_found` for an id that is not the merchant's.
 */
export async function liftSuppression(
  services: Services,
  merchant: Merchant,
  { id, actor }: { id: string; actor: string },
): Promise<void> {
  await services.writer.write(async (db) => {
    const row = ID.test(id) ? await findSuppressionById(db, merchant.id, id) : null
    if (!row) throw new DomainError('not_found', `There is no suppression ${id}`)
    await lift(services, db, merchant, { row, actor }, await timeOf(services, db, merchant))
  })
  services.wake()
}

/**
 * The same for an address whose provider takes it back, where that was the reason and was said
 * before: a provider repeats for days what it could not tell, so an older word may come after it.
 */
export async function liftAddress(
  services: Services,
  db: Db,
  merchant: Merchant,
  {
    only,
    saidAt,
    actor,
    ...to
  }: {
    channel: ContactChannel
    address: string
    only: SuppressionReason
    saidAt: Instant
    actor: string
  },
  now: Instant,
) {
  const row = await findSuppression(db, merchant.id, to)
  if (row?.reason === only && row.at <= saidAt)
    await lift(services, db, merchant, { row, actor }, now)
}

async function lift(
  services: Services,
  db: Db,
  merchant: Merchant,
  { row, actor }: { row: SuppressionRow; actor: string },
  now: Instant,
) {
  const { id, channel, reason } = row
  await deleteSuppression(db, merchant.id, id)
  await insertAudit(db, merchant.id, {
    id: services.newId('aud', merchant.id),
    at: now,
    actor,
    action: 'suppression.lifted',
    orderId: null,
    detail: JSON.stringify({ id, channel, reason }),
  })
  // In one order everywhere, or two that touch the same two would wait for each other.
  const orderIds = (await ordersOf(db, merchant, row)).sort()
  for (const orderId of orderIds) {
    const contact = await findContact(db, merchant.id, orderId)
    if (!contact?.suppressed?.[channel] || !isOf(contact, merchant, row)) continue
    await settleOrder(services, db, merchant, orderId, [], now)
  }
}

async function ordersOf(db: Db, merchant: Merchant, row: SuppressionRow): Promise<string[]> {
  const { address } = await shown(db, merchant, row)
  if (!address) return []
  const terms =
    row.channel === 'email'
      ? [{ kind: 'email' as const, term: address.toLowerCase() }]
      : searchPrefixes(address).map((term) => ({ kind: 'phone' as const, term }))
  return (await findOrdersByTerm(db, merchant.id, terms)).slice(0, ORDERS_MAX)
}

async function shown(db: Db, merchant: Merchant, row: SuppressionRow): Promise<Suppression> {
  const { id, channel, reason, source, order_id: orderId, message_id: messageId, at } = row
  const contact = await findContact(db, merchant.id, orderId)
  const address = contact && isOf(contact, merchant, row) ? addressOf(contact, merchant, row) : null
  return { id, channel, address, reason, source, orderId, messageId, at }
}

const addressOf = (contact: Contact, { country }: Merchant, { channel }: SuppressionRow) =>
  channel === 'email' ? writtenAddress(contact) : phoneNumber(contact, country)

function isOf(contact: Contact, merchant: Merchant, row: SuppressionRow): boolean {
  const address = addressOf(contact, merchant, row)
  return address !== null && isOfAddress(row, address)
}

async function findOf(db: Db, merchantId: string, address: string): Promise<SuppressionRow[]> {
  const channel = address.includes('@') ? 'email' : 'sms'
  const row = await findSuppression(db, merchantId, { channel, address })
  return row ? [row] : []
}
