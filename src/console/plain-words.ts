import { MESSAGE_KINDS } from '../domain/message.ts'
import { type Reading, sayDay, sayMoment } from './time.ts'
import { sayKind } from './words.ts'

/**
 * A stored sentence as a person says it: "on Fri, Nov 13, 07:58", not "on 2026-11-13T12:58:06.308Z",
 * and the name of a message as the pages write it. It is stored in the API's words, because a
 * dispute and a machine need the exact moment; who reads it on the telephone needs the day.
 */
export const inPlainWords = (text: string, reading: Reading): string =>
  text
    .replaceAll(INSTANT, (at) => (isMoment(at) ? sayMoment(at, reading) : at))
    .replaceAll(DAY, (day) => sayDay(day, reading))
    .replaceAll(AFTER_A_WORD, (name) => (KINDS.has(name) ? quoted(name) : name))
    .replaceAll(NAME, (name) => PHRASES[name] ?? (KINDS.has(name) ? quoted(name) : name))

const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})/g
const DAY = /\b\d{4}-\d{2}-\d{2}\b/g
/** Of several words, joined as the API joins them: no sentence has one by chance. */
const NAME = /\b[a-z]+(?:_[a-z]+)+\b/g
/** A name of one word is one only where a sentence names a message: "shipped" is a plain word too. */
const AFTER_A_WORD = /(?<=\b(?:last word was|next is|word went out:) )[a-z_]+/gi

const KINDS: ReadonlySet<string> = new Set(MESSAGE_KINDS)
const PHRASES: { [name: string]: string } = {
  notify_email: 'address for the shop’s own mail',
  hard_bounce: 'mail to it came back for good',
  pre_transit: 'not yet with the carrier',
  in_transit: 'in transit',
  out_for_delivery: 'out for delivery',
  available_for_pickup: 'ready to pick up',
  return_to_sender: 'on its way back',
}

const isMoment = (at: string) => !Number.isNaN(Date.parse(at))
const quoted = (name: string) => `“${sayKind(name as (typeof MESSAGE_KINDS)[number])}”`
