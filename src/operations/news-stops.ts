import { listNewsStops } from '../db/news-stops.ts'
import type { Db } from '../db/open.ts'
import { findContact } from '../db/orders.ts'
import type { Contact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type NewsTopic, readerOf, sortTopics, topicOf } from '../domain/optional-news.ts'
import type { Instant } from '../domain/order.ts'
import { hashKey } from '../lib/crypto.ts'
import { recordAct } from './record-act.ts'
import type { Services } from './services.ts'

export const hashReader = (reader: string) => hashKey(`reader ${reader}`)

/** What is off for an order: what was chosen on it, else what its reader chose on another. */
export async function newsOffOf(
  db: Db,
  merchantId: string,
  contact: Contact,
): Promise<readonly NewsTopic[]> {
  if (contact.newsOff) return contact.newsOff
  const reader = readerOf(contact)
  if (!reader) return []
  return sortTopics(await listNewsStops(db, { merchantId, readerHash: hashReader(reader) }))
}

/**
 * Before a message goes that its reader may do without: a choice made on another order becomes one
 * of this order too, and the plan then withdraws what it stops. Asked only here, and only for these
 * kinds: to look for it at every event of every order would cost a query for what is rare.
 */
export async function honourNewsStops(
  services: Services,
  db: Db,
  merchant: Merchant,
  { orderId, kind, now }: { orderId: string; kind: string; now: Instant },
): Promise<boolean> {
  if (topicOf(kind) === null) return false
  const contact = await findContact(db, merchant.id, orderId)
  if (!contact || contact.newsOff) return false
  const newsOff = await newsOffOf(db, merchant.id, contact)
  if (newsOff.length === 0) return false
  const data = { order_id: orderId, via: 'earlier' as const, news_off: [...newsOff] }
  const act = { type: 'preferences.chosen', data } as const
  await recordAct(services, db, merchant, act, { now, actor: 'tidings' })
  return true
}
