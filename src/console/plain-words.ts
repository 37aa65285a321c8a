import { MESSAGE_KINDS } from '../domain/message.ts'
import { type Reading, sayDay, sayMoment } from './time.ts'
import { sayKind } from './words.ts'

/**
 * A stored sentence as a person says it: "on Fri, Nov 13, 07:58", not "on 2026-11-13T12:58:06.308Z",
 * and the name of a message or an event as the pages write it. It is stored in the API's words, because
 * a dispute and a machine need the exact moment; who reads it on the telephone needs the day.
 */
export const inPlainWords = (text: string, reading: Reading): string =>
  text
    .replaceAll(INSTANT, (at) => (isMoment(at) ? sayMoment(at, reading) : at))
    .replaceAll(DAY, (day) => sayDay(day, reading))
    .replaceAll(STATE, (name) => PHRASES[name] ?? name)
    .replaceAll(NAMED, (name) => (KINDS.has(name) ? quoted(name) : name))
    .replaceAll(NAME, (name) => PHRASES[name] ?? (KINDS.has(name) ? quoted(name) : name))
    .replaceAll(EVENT, (name) => EVENTS[name] ?? name)
    .replaceAll(CHANNEL, (way) => CHANNELS[way] ?? way)

const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})/g
const DAY = /\b\d{4}-\d{2}-\d{2}\b/g
/** Of several words, joined as the API joins them: no sentence has one by chance. */
const NAME = /\b[a-z]+(?:_[a-z]+)+\b/g
/** Of a package, and of how an order is sent: one that is "delivered" is no message. */
const STATE = /(?<=\b(?:as|is) )[a-z_]+(?= (?:on|since) )|(?<=\border is sent: )[a-z_]+/g
/** A name of one word is one only where a sentence names it: "shipped" is a plain word too. */
const NAMED = new RegExp(
  [
    /(?<=\b(?:last word was|next is|word went out:|told the dates:|took its place:) )[a-z_]+/,
    /(?<=\b(?:superseded by|before its reader:|written to:) )[a-z_]+/,
    /(?<=\b(?:merchant|reader) turned )[a-z_]+(?= off\.)/,
    /\b[a-z_]+(?= (?:said it\.|was handed over on|by (?:email|sms) did not reach))/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)
const EVENT = /\b[a-z]+\.[a-z_]+\b/g
const CHANNEL = /\bby (?:email|sms|page)(?=\.| did not reach| and is not answered)/g

const KINDS: ReadonlySet<string> = new Set(MESSAGE_KINDS)
const PHRASES: { [name: string]: string } = {
  notify_email: 'address for the shop’s own mail',
  hard_bounce: 'mail to it came back for good',
  pre_transit: 'not yet with the carrier',
  in_transit: 'in transit',
  out_for_delivery: 'out for delivery',
  available_for_pickup: 'ready to pick up',
  return_to_sender: 'on its way back',
  exception: 'stopped on its way',
  ship_available: 'what is ready first',
  hold: 'all together',
}
/** What the shop told us, where a sentence says that it waits or goes to nobody. */
const EVENTS: { [type: string]: string } = {
  'order.updated': 'A change of the order',
  'order.cancelled': 'A cancellation',
  'order.refunded': 'A refund',
  'backorder.created': 'A backorder',
  'backorder.eta_changed': 'A new date',
  'backorder.allocated': 'Stock for it',
  'backorder.unfulfillable': 'The word that it cannot be had',
  'substitute.offered': 'A substitute',
  'substitute.chosen': 'A choice of a substitute',
  'shipment.created': 'A package',
  'shipment.updated': 'A word of its carrier',
  'shipment.voided': 'A package taken back',
  'customer.unreachable': '“Customer unreachable”',
}
const CHANNELS: { [way: string]: string } = {
  'by email': 'by mail',
  'by sms': 'by text',
  'by page': 'from the page',
}

const isMoment = (at: string) => !Number.isNaN(Date.parse(at))
const quoted = (name: string) => `“${sayKind(name as (typeof MESSAGE_KINDS)[number])}”`
