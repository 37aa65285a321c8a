import { saveNewsStops } from '../db/news-stops.ts'
import { findContact } from '../db/orders.ts'
import { type Contact, noContact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type NewsTopic, readerOf, sortTopics } from '../domain/optional-news.ts'
import { phoneNumber, textNumber } from '../domain/recipient.ts'
import { actOnOrder, type Locked } from './act-on-order.ts'
import { hashReader, newsOffOf } from './news-stops.ts'
import type { Services } from './services.ts'
import { turnNumber } from './stopped-numbers.ts'

/** `texts`: on or off, null where nothing was said of them; `newsOff`: all that is to be off. */
export type Preferences = { texts: boolean | null; newsOff: readonly NewsTopic[] }

/**
 * What the reader wants to hear, from the page of an order: kept as acts of their own, each with its
 * time and source, for a consent that nobody can date is none (47 CFR 64.1200(f)(9)). Pressed a
 * second time it changes nothing. Topics hold for their later orders at this shop as well.
 */
export async function setPreferences(
  services: Services,
  merchant: Merchant,
  orderId: string,
  wished: Preferences,
): Promise<Contact> {
  return actOnOrder(services, merchant, orderId, { actor: 'shopper' }, async (locked) => {
    const { db } = locked
    const contact = (await findContact(db, merchant.id, orderId)) ?? noContact()
    await turnTexts(merchant, orderId, { contact, wished }, locked)
    const newsOff = sortTopics(wished.newsOff)
    await turnNews(merchant, orderId, { contact, newsOff, via: 'page' }, locked)
    return (await findContact(db, merchant.id, orderId)) ?? noContact()
  })
}

async function turnTexts(
  merchant: Merchant,
  orderId: string,
  { contact, wished: { texts } }: { contact: Contact; wished: Preferences },
  { db, record, now }: Locked,
) {
  const number = phoneNumber(contact, merchant.country)
  if (texts === null || number === null) return
  if ((textNumber(contact, merchant.country) !== null) === texts) return
  // After STOP only the number's own START lifts it: until then the carrier holds every text back.
  if (texts && contact.textsStopped && !contact.stoppedOnPage) return
  // Whoever wants no texts wants none about their next order either, wherever they say so.
  await turnNumber(db, [merchant], { number, wish: texts ? 'start' : 'stop', now })
  const type = texts ? 'texts.started' : 'texts.stopped'
  await record({ type, data: { order_id: orderId, via: 'page' } })
}

type News = { contact: Contact; newsOff: readonly NewsTopic[]; via: 'page' | 'mail' }

/** For this order by an act of its own, and by the reader's address for those that come. */
export async function turnNews(
  merchant: Merchant,
  orderId: string,
  { contact, newsOff, via }: News,
  { db, record, now }: Locked,
) {
  const before = await newsOffOf(db, merchant.id, contact)
  if (contact.newsOff && before.join() === newsOff.join()) return
  if (!contact.newsOff && newsOff.length === 0 && before.length === 0) return

  await record({
    type: 'preferences.chosen',
    data: { order_id: orderId, via, news_off: [...newsOff] },
  })
  const reader = readerOf(contact)
  if (!reader) return
  const key = { merchantId: merchant.id, readerHash: hashReader(reader) }
  await saveNewsStops(db, key, { topics: newsOff, orderId, now })
}
