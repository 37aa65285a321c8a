import type { Contact } from '../domain/contact.ts'
import { type DeliveryRange, type DeliveryView, deliveryView } from '../domain/delivery-range.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MessageKind, NoticeFacts } from '../domain/message.ts'
import {
  type Day,
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  ownValue,
  toldDate,
  waitingQuantity,
} from '../domain/order.ts'
import { asPacked } from '../domain/packed-units.ts'
import { isFree } from '../domain/refund-owed.ts'
import { type SaidRules, saidDate, splitOf } from '../domain/said-date.ts'
import { dayIn, formatDay } from './dates.ts'
import { formatEstimate } from './estimate.ts'
import { chooseLocale } from './locale.ts'
import { clean, isolate, truncate } from './plain.ts'
import { cameInBy, type PortionRules } from './portions.ts'
import { partOf, type Units, unitsToCome } from './units.ts'
import { type AllWords, findPhrase, type Params, sayPhrase } from './words.ts'

/** All that a message is made of. Nothing else is read: the same input gives the same bytes. */
export type MessageInput = {
  kind: MessageKind
  facts: NoticeFacts
  order: OrderState
  contact: Contact
  merchant: Merchant
  /** `logo` is the merchant's picture on our own origin; a mail asks nobody else for one. */
  links: {
    tracking: string
    cancel: string | null
    /** Where a delay is agreed to, and "keep waiting" is said; without them the page's own paths. */
    consent?: string | null
    keep?: string | null
    /** The page of the act that the kind is about, in place of the order's own. */
    act?: string | null
    logo?: string | null
    /** Our origin, where the pictures of goods lie; without it there are none. */
    origin?: string
    /** Where mails that are not strictly about the order are ended. */
    unsubscribe?: string | null
  }
  /** An agent's own words, for the kinds that carry them. */
  letter?: { text: string; subject?: string | null } | null
  now: Instant
}

/** A message's input with its language: how days, names and words are said in it. */
export type Scene = MessageInput & {
  locale: string
  today: Day
  merchantName: string
  orderRef: string
  rules: PortionRules
  /** Where it goes and from where, for the days between which a parcel comes. */
  delivery: DeliveryView
  estimate: (range: DeliveryRange) => string
  word: (key: string, params?: Params) => string
  hasWord: (key: string) => boolean
  long: (day: Day) => string
  short: (day: Day) => string
  /** `units`: how many of the first of them are meant; otherwise, what of it is still to come. */
  itemName: (lines: readonly Line[], max?: number, units?: Units) => string
  /** A text that has no room for two links leads to the page on which both answers are. */
  isOneLink?: boolean
  /** Of a text that is too long by all that came together: how many offers and moved dates it names. */
  most?: number
}

export const TITLE_MAX = 80
const NAME_MAX = 60
const ORDER_NUMBER_MAX = 24
const ITEM_MIN = 12

export function makeScene(given: MessageInput, words: AllWords): Scene {
  const input = { ...given, order: asPacked(given.order) }
  const { merchant, order, contact } = input
  const locale = chooseLocale([contact.locale, merchant.locale], new Set(words.keys()))
  const today = dayIn(input.now, merchant.timeZone)
  const rules = { split: splitOf(order, merchant.policy), today }
  const hasNoRefund = isUnpaid(input.order) || isPaidBack(input)
  const word = (key: string, params: Params = {}) => {
    // Words of their own where no money is to come back, or none any more.
    const paid = hasNoRefund ? findPhrase(words, locale, `${key}_paid`) : undefined
    const phrase = paid ?? findPhrase(words, locale, key)
    if (phrase === undefined) throw new Error(`No words for "${key}"`)
    return sayPhrase(phrase, locale, params, key)
  }

  return {
    ...input,
    locale,
    today,
    merchantName: isolate(clean(merchant.name, NAME_MAX)),
    orderRef: orderRef(order.orderNumber),
    rules: { ...rules, dateOf: dateIn(input, rules), cameOf: cameIn(input) },
    delivery: deliveryView(merchant, contact, input.now),
    estimate: (range) => formatEstimate(range, locale, today),
    word,
    hasWord: (key) => findPhrase(words, locale, key) !== undefined,
    long: (day) => formatDay(day, locale, 'long', today),
    short: (day) => formatDay(day, locale, 'short', today),
    itemName: (lines, max = TITLE_MAX, units = unitsToCome(rules.split)) =>
      itemName(lines, { max, units }, { ...input, word }),
  }
}

/** "Widget Pro", "Widget Pro (1 of 3)", or "Widget Pro and 2 more", within `max` characters. */
function itemName(
  lines: readonly Line[],
  { max, units }: { max: number; units: Units },
  { word, ...known }: Pick<Scene, 'word' | 'order' | 'facts'>,
): string {
  const [first] = lines
  const named = withoutArticle(clean(first?.title ?? '', TITLE_MAX), word('common.article'))
  const title = named || word('common.item_unnamed')
  const of = first ? partOf(first, units, known) : null
  const more = lines.length - 1
  const around = (item: string) => {
    const part = of ? word('common.item_part', { item, ...of }) : item
    return more < 1 ? part : word('common.item_more', { item: part, n: more })
  }
  return around(isolate(truncate(title, Math.max(ITEM_MIN, max - around('').length))))
}

/** "Your The Harbor Atlas" is not how people speak: sentences bring their own article. */
const withoutArticle = (title: string, article: string) =>
  title.toLowerCase().startsWith(`${article} `) ? title.slice(article.length + 1) : title

/** Shops send "#1001" or "1001"; people read it with the sign. */
function orderRef(orderNumber: string): string {
  const number = clean(orderNumber, ORDER_NUMBER_MAX)
  return /^\d+$/.test(number) ? `#${number}` : isolate(number)
}

/**
 * What a message states is what is recorded as told by it, else what was told before: a new date that
 * a word let slip, and did not tell, would be told a second time as news. The order only fills the rest.
 */
const dateIn =
  ({ order, facts }: Pick<MessageInput, 'order' | 'facts'>, rules: SaidRules) =>
  (line: Line) => {
    const told = ownValue(facts.told.dates, line.id)
    if (told !== undefined) return told
    const before = toldDate(order, line.id)
    if (before !== undefined) return before
    return isPacked(line) ? null : saidDate(order, line, rules)
  }

/** Of what has come by itself likewise. */
const cameIn =
  ({ facts }: Pick<MessageInput, 'facts'>) =>
  (line: Line) => {
    const told = facts.told.came && ownValue(facts.told.came, line.id)
    return told === undefined ? cameInBy(line) : told
  }

/** Nothing was taken yet, or nothing was to be paid: a refund would be promised of no money. */
const isUnpaid = (order: OrderState) => order.paymentStatus !== 'paid' || isFree(order)

/** All that still waits has been refunded: "cancel, and get a full refund" would promise it twice. */
function isPaidBack({ order, facts: { paidBack = [] } }: Pick<MessageInput, 'order' | 'facts'>) {
  const open = order.lines.filter((line) => openQuantity(line) > 0)
  return open.length > 0 && open.every(({ id }) => paidBack.includes(id))
}

/** How long the packing takes is told by `restocked` alone: others, which tell no day of it, say none. */
const isPacked = (line: Line) =>
  waitingQuantity(line) === 0 && line.backorder?.promise?.basis.rule === 'allocation'
