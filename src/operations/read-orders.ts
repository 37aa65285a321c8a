import { isToCustomer, listOrderMessages } from '../db/messages.ts'
import { lockOrderFirst } from '../db/order-first.ts'
import { searchOrders } from '../db/order-terms.ts'
import { findOrder, listOrders, type OrderRecord, type OrderSummary } from '../db/orders.ts'
import { sumUnitsUpTo } from '../db/queue-place.ts'
import type { MessageRow } from '../db/schema.ts'
import { listEnvelopes, listReceipts } from '../db/sent.ts'
import type { Silence } from '../domain/cadence/explain-silence.ts'
import { type DeliveryView, deliveryView } from '../domain/delivery-range.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { OrderStatus } from '../domain/order.ts'
import { type SaidRules, splitOf } from '../domain/said-date.ts'
import { searchPrefixes } from '../domain/search.ts'
import { findToken, makeLink, trackingUrl } from './links.ts'
import { originOf } from './own-domain.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { silenceOf } from './silence.ts'

export type OrderDetail = OrderRecord & {
  delivery: DeliveryView
  /** How its dates are said. */
  said: SaidRules
  /** Units that wait up to the last one of each line that stands in the queue of its SKU, now. */
  places: ReadonlyMap<string, number>
  nextMessage: MessageRow | null
  silence: Silence
  trackingUrl: string
}
export type ListedMessage = {
  message: MessageRow
  to: string | null
  subject: string | null
  receipts: Receipt[]
}
export type Receipt = { kind: string; at: string; detail: string | null }
export type OrderQuery = {
  q: string
  status: OrderStatus | null
  cursor: string | null
  limit: number
  /** Only those that a person may have to look at. */
  needsLook?: boolean
}
export type PageOf<T> = { rows: T[]; nextCursor: string | null }

/** An order as it stands, with what its customer hears next. */
export async function loadOrder(
  services: Services,
  merchant: Merchant,
  orderId: string,
): Promise<OrderDetail> {
  const record = await loadRecord(services, merchant, orderId)
  const messages = await listOrderMessages(services.read, merchant.id, orderId)
  const delivery = viewOf(services, merchant, record)
  return {
    ...record,
    delivery,
    said: rulesOf(merchant, record, delivery),
    places: await sumUnitsUpTo(services.read, merchant.id, orderId),
    nextMessage: nextOf(messages),
    silence: silenceOf(services, merchant, record, messages),
    trackingUrl: await loadTrackingUrl(services, merchant, orderId),
  }
}

export async function loadRecord(
  { read }: Services,
  merchant: Merchant,
  orderId: string,
): Promise<OrderRecord> {
  const record = await findOrder(read, merchant.id, orderId)
  if (!record) throw new DomainError('not_found', `There is no order ${orderId}`)
  return record
}

/**
 * The shopper's link. Made by who first needs it, mostly the first message: a new order does not
 * wait for it. Looked for again where it is made, so that two who ask at once get one link.
 */
export async function loadTrackingUrl(
  services: Services,
  merchant: Merchant,
  orderId: string,
): Promise<string> {
  const origin = await originOf(services, services.read, merchant)
  const token = await findToken(services, services.read, merchant.id, orderId)
  if (token) return trackingUrl(origin, token)
  const made = await services.writer.write(async (db) => {
    await lockOrderFirst(db, merchant.id, orderId)
    const now = await timeOf(services, db, merchant)
    return (
      (await findToken(services, db, merchant.id, orderId)) ??
      makeLink(services, db, merchant.id, orderId, now)
    )
  })
  return trackingUrl(origin, made)
}

/** By number, e-mail, phone, name or tracking number, newest first; without a question, all. */
export async function findOrders(
  services: Services,
  merchant: Merchant,
  query: OrderQuery,
): Promise<PageOf<OrderSummary & { delivery: DeliveryView; said: SaidRules }>> {
  const { q, status, cursor, limit, needsLook = false } = query
  const orderIds = q.trim() === '' ? null : await matching(services, merchant.id, q)
  if (orderIds?.length === 0) return { rows: [], nextCursor: null }

  const after = cursor ? readCursor(cursor) : null
  const rows = await listOrders(services.read, merchant.id, {
    status,
    orderIds,
    after,
    lookBy: needsLook ? merchantNow(merchant, services.clock.now()) : null,
    limit: limit + 1,
  })
  const page = rows
    .slice(0, limit)
    .map((row) => ({ ...row, delivery: viewOf(services, merchant, row) }))
    .map((row) => ({ ...row, said: rulesOf(merchant, row, row.delivery) }))
  const last = rows.length > limit ? page.at(-1) : undefined
  return { rows: page, nextCursor: last ? writeCursor([last.placedAt ?? '', last.orderId]) : null }
}

const rulesOf = (
  merchant: Merchant,
  { state }: OrderRecord,
  { today }: DeliveryView,
): SaidRules => ({
  split: splitOf(state, merchant.policy),
  today,
})

const viewOf = (services: Services, merchant: Merchant, { contact }: OrderRecord) =>
  deliveryView(merchant, contact, merchantNow(merchant, services.clock.now()))

/**
 * Every message to its customer, oldest first: planned, held and withdrawn too, each with why.
 * `cursor` is the id of the last one of the page before; without a limit all of them, which are
 * bounded by the order.
 */
export async function listMessages(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { cursor = null, limit }: { cursor?: string | null; limit?: number } = {},
): Promise<ListedMessage[]> {
  const { read } = services
  if (!(await findOrder(read, merchant.id, orderId)))
    throw new DomainError('not_found', `There is no order ${orderId}`)
  const messages = (await listOrderMessages(read, merchant.id, orderId)).filter(isToCustomer)
  const before = cursor === null ? -1 : messages.findIndex(({ id }) => id === cursor)
  if (cursor !== null && before < 0)
    throw new DomainError('invalid', 'The query is not valid', [
      { pointer: '/cursor', message: 'is of no message of this order' },
    ])
  const from = before + 1
  const page = messages.slice(from, limit === undefined ? undefined : from + limit)
  return withEnvelopes(services, merchant.id, page)
}

export async function withEnvelopes(
  { read }: Services,
  merchantId: string,
  messages: MessageRow[],
): Promise<ListedMessage[]> {
  const ids = messages.map(({ id }) => id)
  const envelopes = await listEnvelopes(read, merchantId, ids)
  const receipts = await listReceipts(read, merchantId, ids)
  return messages.map((message) => {
    const envelope = envelopes.find(({ message_id }) => message_id === message.id)
    return {
      message,
      to: envelope?.to_address ?? null,
      subject: envelope?.subject ?? null,
      receipts: receipts
        .filter(({ message_id }) => message_id === message.id)
        .map(({ kind, at, detail }) => ({ kind, at, detail })),
    }
  })
}

export const nextOf = (messages: readonly MessageRow[]): MessageRow | null =>
  messages
    .filter((message) => message.status === 'planned' && isToCustomer(message))
    .sort((a, b) => (a.due_at < b.due_at ? -1 : 1))[0] ?? null

async function matching({ read }: Services, merchantId: string, q: string): Promise<string[]> {
  const found = await Promise.all(
    withHash(searchPrefixes(q)).map((prefix) => searchOrders(read, merchantId, prefix)),
  )
  return [...new Set(found.flat())]
}

/** What was typed is looked for without its "#"; some shops write it into the number itself. */
export const withHash = ([typed, ...others]: string[]): string[] =>
  typed === undefined ? [] : [typed, `#${typed}`, ...others]

/** Opaque to its holder: what is in it may change. */
export const writeCursor = (position: [string, string]) =>
  Buffer.from(JSON.stringify(position)).toString('base64url')

export function readCursor(cursor: string): [string, string] {
  const position = positionOf(cursor)
  if (position) return position
  throw new DomainError('invalid', 'The cursor is not one of ours', [
    { pointer: '/cursor', message: 'use next_cursor of the page before' },
  ])
}

/** Asked before, it can be named beside what else is wrong. */
export const isCursor = (cursor: string): boolean => positionOf(cursor) !== null

function positionOf(cursor: string): [string, string] | null {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(position) &&
      position.length === 2 &&
      position.every((part) => typeof part === 'string' && !part.includes('\0'))
    ) {
      return position as [string, string]
    }
  } catch {
    // Not one of ours.
  }
  return null
}
