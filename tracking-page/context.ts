import type { Contact } from '../src/domain/contact.ts'
import { lastWholeDay } from '../src/domain/deadline.ts'
import type { OpenOffer } from '../src/domain/delay-answer.ts'
import type { Merchant } from '../src/domain/merchant.ts'
import type { Day, Instant, OrderState } from '../src/domain/order.ts'
import { mailAddress, recipientZone, textNumber } from '../src/domain/recipient.ts'
import { isFree, isPaidBack } from '../src/domain/refund-owed.ts'
import { dayIn, formatDay } from '../src/render/dates.ts'
import type { Item } from '../src/render/page.ts'
import { type Words, wordsFor } from '../src/render/page-words/index.ts'

export type TrackingPageInput = {
  order: OrderState
  contact: Contact
  merchant: Merchant
  /** Paths on our own origin; `logo` is where the merchant's logo is served. */
  links: { self: string; cancel: string; logo: string | null }
  now: Instant
  locale: string
  /** Lines that wait past the fulfilment window: whoever waits is asked whether to go on. */
  asked?: readonly string[]
  /** Delays that wait for the reader's answer. */
  offers?: readonly OpenOffer[]
  /** Delays that the reader agreed to, and which hold. */
  agreed?: readonly OpenOffer[]
  /** Lines that are cancelled by themselves at the end of a day that is near, unless they ship. */
  ends?: readonly { lineId: string; on: Day }[]
  /** Lines that may be cancelled as of right, for a delay was put before the reader. */
  rights?: readonly string[]
  /** The postcode was given in this browser: the whole address and e-mail address may be shown. */
  isRevealed?: boolean
  /** Orders before this one in line for what waits, by line; absent where there is no line. */
  places?: ReadonlyMap<string, { orders: number; isMore: boolean }>
  /** What is known, as a hash: a page with one is told when it changes. */
  version?: string
}

/** How the reader hears of a change: the page must not promise a mail to who has no address. */
export type Reach = 'email' | 'text' | 'page'

export type PageContext = Omit<TrackingPageInput, 'locale'> & {
  words: Words
  locale: string
  /** The merchant's zone, for ship-by days, and the reader's, for what the carrier does. */
  zone: string
  readerZone: string
  /** Today in the merchant's zone. */
  today: Day
  reach: Reach
  /** Of each line its last item on the page that shows cards: there stands what concerns all of it. */
  lastOf?: ReadonlyMap<string, Item>
}

export function contextOf(input: TrackingPageInput): PageContext {
  const { contact, merchant, now } = input
  const { words, locale } = wordsFor(input.locale, merchant.locale)
  const zone = merchant.timeZone
  const readerZone = recipientZone(contact, zone)
  return {
    ...input,
    words,
    locale,
    zone,
    readerZone,
    today: dayIn(now, zone),
    reach: reachOf(contact, merchant),
  }
}

/** Money that could come back: of an order that cost nothing none is spoken of. */
export const hasPaid = (order: OrderState) =>
  order.paymentStatus === 'paid' && !isFree(order) && !isPaidBack(order)

/** As the mails say it: the last day that is whole for the reader before the answer is due. */
export const answerDay = (until: Day, { zone: merchantZone, readerZone, now }: PageContext): Day =>
  lastWholeDay(until, { zone: readerZone, merchantZone, now })

export const shortDay = (day: Day, { locale, today }: PageContext) =>
  unbroken(formatDay(day, locale, 'short', today))

/** A date is read at one glance, so it stays on one line; a range of two may end one after its dash. */
export const unbroken = (text: string) =>
  joinWeekdays(text.replace(/\s/g, '\u00a0')).replaceAll('–\u00a0', '– ')

/**
 * "Wed – Fri" stays on one line too. A dash lets a line end after it even before a no-break space
 * (UAX 14, LB12a), so a word joiner follows it; ranges with dates in them are long and may break.
 */
export const joinWeekdays = (text: string) =>
  text.replace(/(\p{L}{1,4}\.?)\s–\s(?=\p{L}{1,4}\b)/gu, '$1\u00a0–\u2060\u00a0')

function reachOf(contact: Contact, merchant: Merchant): Reach {
  if (mailAddress(contact)) return 'email'
  return merchant.policy.sms && textNumber(contact, merchant.country) ? 'text' : 'page'
}
