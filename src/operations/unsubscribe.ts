import { findLink } from '../db/links.ts'
import { findMerchant } from '../db/merchants.ts'
import { findContact } from '../db/orders.ts'
import { noContact } from '../domain/contact.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { sortTopics, UNSUBSCRIBED_TOPICS } from '../domain/optional-news.ts'
import { hashKey } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'
import { actOnOrder } from './act-on-order.ts'
import { newsOffOf } from './news-stops.ts'
import type { Services } from './services.ts'
import { turnNews } from './set-preferences.ts'

export type Unsubscriber = { merchant: Merchant; orderId: string; locale: string }

/** Whose mails the link ends. A link to an order is none of these: each opens one door. */
export async function openUnsubscribe(services: Services, token: string): Promise<Unsubscriber> {
  const merchantId = merchantOf(token)
  const link = merchantId ? await findLink(services.read, merchantId, hashKey(token)) : null
  const merchant = merchantId && link ? await findMerchant(services.read, merchantId) : null
  if (!merchant || link?.purpose !== 'unsubscribe' || link.isRevoked)
    throw new DomainError('not_found', 'This link is not one of ours')
  const contact = await findContact(services.read, merchant.id, link.orderId)
  return { merchant, orderId: link.orderId, locale: contact?.locale ?? merchant.locale }
}

/** Ends what is not strictly about an order, for all orders of its reader. Twice is once. */
export async function unsubscribe(services: Services, { merchant, orderId }: Unsubscriber) {
  await actOnOrder(services, merchant, orderId, { actor: 'shopper by mail' }, async (locked) => {
    const { db } = locked
    const contact = (await findContact(db, merchant.id, orderId)) ?? noContact()
    const newsOff = sortTopics([
      ...(await newsOffOf(db, merchant.id, contact)),
      ...UNSUBSCRIBED_TOPICS,
    ])
    await turnNews(merchant, orderId, { contact, newsOff, via: 'mail' }, locked)
  })
}
