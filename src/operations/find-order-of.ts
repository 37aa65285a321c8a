import type { Inbound } from '../connectors/inbound.ts'
import { findMessage, isToCustomer } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { findOrdersByTerm } from '../db/order-terms.ts'
import { findOrder, listOrders, type OrderRecord } from '../db/orders.ts'
import type { Merchant } from '../domain/merchant.ts'
import { isWaiting } from '../domain/order.ts'
import { phoneNumber } from '../domain/recipient.ts'
import { type SearchTerm, searchPrefixes } from '../domain/search.ts'
import { hashKey } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'

export type FoundOrder = OrderRecord & { merchant: Merchant }

/** A wholesale customer has many; the newest of them are looked at. */
const CANDIDATES_MAX = 50
const OUR_MESSAGE = /^(msg_[0-9a-z]{12}_[0-9a-z]{1,64})@/

/**
 * The order that a mail is about: that of the message of ours which it answers, else of the thread
 * it stands in, else one of its sender's: the one whose number it names, or the newest that waits.
 * The sender's address alone may be forged, but nothing is shown to it: answers go to the address
 * that the order has.
 */
export async function findOrderOfMail(
  db: Db,
  merchants: readonly Merchant[],
  mail: Inbound,
): Promise<FoundOrder | null> {
  const answered = await orderAnswered(db, merchants, mail)
  if (answered) return answered
  const found = await ordersBy(db, merchants, () => [{ kind: 'email', term: mail.from }])
  const threads = new Set(mail.answers.map((id) => id.split('@')[0]))
  const inThread = found.find(({ merchant, state }) =>
    threads.has(threadOf(merchant.id, state.orderId)),
  )
  return (
    inThread ?? found.find(({ state }) => names(mail.subject, state.orderNumber)) ?? newest(found)
  )
}

/** Every order of a number, the newest that waits first: a wish about texts is for all of them. */
export async function findOrdersOfNumber(
  db: Db,
  merchants: readonly Merchant[],
  number: string,
): Promise<FoundOrder[]> {
  const terms = searchPrefixes(number).map((term) => ({ kind: 'phone' as const, term }))
  const found = await ordersBy(db, merchants, () => terms)
  // The end of a number is the same in many countries: only the whole of it is the same number.
  const own = found.filter(
    ({ contact, merchant }) => phoneNumber(contact, merchant.country) === number,
  )
  return own.sort((a, b) => Number(isWaiting(b.state)) - Number(isWaiting(a.state)))
}

/** The name of an order's thread, as it stands in the References of every mail about it. */
export const threadOf = (merchantId: string, orderId: string) =>
  hashKey(`${merchantId} ${orderId}`).slice(0, 32)

async function orderAnswered(
  db: Db,
  merchants: readonly Merchant[],
  { answers }: Inbound,
): Promise<FoundOrder | null> {
  for (const answer of answers) {
    const id = OUR_MESSAGE.exec(answer)?.[1]
    const merchant = id && merchants.find((one) => one.id === merchantOf(id))
    const message = merchant ? await findMessage(db, merchant.id, id) : null
    if (!merchant || !message || !isToCustomer(message)) continue
    const record = await findOrder(db, merchant.id, message.order_id)
    if (record?.state.placed) return { ...record, merchant }
  }
  return null
}

/** Newest first. */
async function ordersBy(
  db: Db,
  merchants: readonly Merchant[],
  termsOf: () => SearchTerm[],
): Promise<FoundOrder[]> {
  const found: FoundOrder[] = []
  for (const merchant of merchants) {
    const orderIds = await findOrdersByTerm(db, merchant.id, termsOf())
    if (orderIds.length === 0) continue
    // By when they were placed: ids are the merchant's, and sort as they please.
    const page = { status: null, orderIds, after: null, limit: CANDIDATES_MAX }
    for (const record of await listOrders(db, merchant.id, page))
      if (record.state.placed) found.push({ ...record, merchant })
  }
  return found.sort((a, b) => (placedAt(a) < placedAt(b) ? 1 : placedAt(a) > placedAt(b) ? -1 : 0))
}

const placedAt = ({ state }: FoundOrder) => state.placed?.at ?? ''

const newest = (found: readonly FoundOrder[]) =>
  found.find(({ state }) => isWaiting(state)) ?? found[0] ?? null

/** "Re: Order #1001: …" names 1001, and not 100. */
function names(subject: string | null, orderNumber: string): boolean {
  const number = orderNumber.replace(/^#/, '').toLowerCase()
  const words = (subject ?? '').toLowerCase().split(/[^\p{L}\p{N}._-]+/u)
  return number !== '' && words.some((word) => word.replace(/[._-]+$/, '') === number)
}
