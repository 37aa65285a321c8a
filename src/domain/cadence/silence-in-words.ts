import type { Because } from '../because.ts'
import type { Contact } from '../contact.ts'
import { addMinutes } from '../instant.ts'
import type { MessageKind } from '../message.ts'
import { type Instant, isWaiting, type OrderState } from '../order.ts'
import { writtenAddress } from '../recipient.ts'
import type { SuppressionReason } from '../suppression.ts'
import type { CadenceContext } from './context.ts'

/** What is known beside the order and its messages: how its reader stands, and whose clock it is. */
export type SilenceOf = {
  contact: Contact | null
  /** A test shop's own clock, where it stands: nothing goes before it is moved. */
  clockStandsAt: Instant | null
}

type Next = { kind: MessageKind; dueAt: Instant; why: string; because: Because | null }
type Known = {
  last: { kind: MessageKind; at: Instant } | null
  next: Next | null
  /** Handed over, and its provider has not said what became of it. */
  unanswered: { kind: MessageKind; at: Instant } | null
}

/** All of it in a few sentences, for whoever is asked on the telephone. */
export function silenceInWords(
  order: OrderState,
  known: Known,
  context: CadenceContext,
  about: SilenceOf,
): string {
  const { next, unanswered } = known
  const heard = heardInWords(order, known)
  const sentences = [heard]
  if (unanswered)
    sentences.push(
      `${unanswered.kind} was handed over on ${unanswered.at}, and nothing has come back of it yet.`,
    )
  if (!order.placed) sentences.push('The order itself has not come yet.')
  else if (context.reach === 'none') sentences.push(...unreachable(order, context, about))
  else if (next) {
    const moment = next.dueAt > context.now ? `on ${next.dueAt}` : 'about to go'
    // What keeps the budget names the last word itself: it is not said twice.
    const isSaid = next.why.startsWith(heard.slice(0, -1))
    if (isSaid) sentences.shift()
    const why = isSaid ? next.why.charAt(0).toLowerCase() + next.why.slice(1) : next.why
    sentences.push(`The next is ${next.kind}, ${moment}: ${why}`)
    sentences.push(...putOff(next, context, about))
  } else sentences.push(nothingNext(order, known))
  return sentences.join(' ')
}

function heardInWords(order: OrderState, { last, next }: Known): string {
  if (last) return `The last word was ${last.kind} on ${last.at}.`
  const { placed } = order
  const yet = next || (placed && isWaiting(order)) || !placed ? ' yet' : ''
  return placed?.imported
    ? `Nothing was said by us${yet}: the order was placed on ${placed.at}, and first known to us on ${placed.heardAt} (an import).`
    : `Nothing was said${yet}.`
}

function nothingNext(order: OrderState, { last }: Known): string {
  if (isWaiting(order)) return 'Nothing more is planned, though something is left to ship.'
  return `Nothing is left to ship, so ${last ? 'no more' : 'no word'} is planned.`
}

/** What of it says what keeps a word back: that nobody can be reached, or what the next one waits for. */
export function keptBack(
  order: OrderState,
  next: Pick<Next, 'dueAt' | 'because'> | null,
  context: CadenceContext,
  about: SilenceOf,
): string[] {
  if (!order.placed) return []
  if (context.reach === 'none') return unreachable(order, context, about)
  return next ? putOff(next, context, about) : []
}

/** What keeps the next word back, where it is not simply its moment that lies ahead. */
function putOff(
  { dueAt, because }: Pick<Next, 'dueAt' | 'because'>,
  { now, policy }: CadenceContext,
  { clockStandsAt }: SilenceOf,
): string[] {
  const facts = because?.facts ?? {}
  const reasons: string[] = []
  if (facts.cap_until && dueAt > now)
    reasons.push(
      `It is put off: ${policy.message_gap_minutes} minutes lie between two messages of an order.`,
    )
  if (facts.quiet_hours_until && dueAt > now)
    reasons.push(
      `It is put off: texts go from ${policy.sms_from} to ${policy.sms_until} in ${facts.quiet_hours_zone}.`,
    )
  if (facts.failed)
    reasons.push('It is said again, for the message before it did not reach its reader.')
  if (clockStandsAt)
    reasons.push(
      `The clock of this test shop stands at ${clockStandsAt}: nothing goes until it is moved.`,
    )
  else if (addMinutes(dueAt, BEHIND_MINUTES) < now)
    reasons.push(`It was due on ${dueAt}: sending is behind, and it goes as soon as it can.`)
  return reasons
}

const BEHIND_MINUTES = 5

function unreachable(order: OrderState, context: CadenceContext, { contact }: SilenceOf): string[] {
  const listed = isWaiting(order)
    ? 'The order waits for the merchant, who is told (customer.unreachable).'
    : 'Nothing is left to ship.'
  return [
    `Nothing can be sent: ${mailClosed(contact)}, and ${textsClosed(contact, context)}.`,
    listed,
  ]
}

function mailClosed(contact: Contact | null): string {
  if (!contact) return 'no e-mail address takes mail'
  const { suppressed, email } = contact
  if (suppressed?.email) return `the e-mail address takes no mail (${REASONS[suppressed.email]})`
  if (!email) return 'there is no e-mail address'
  return writtenAddress(contact)
    ? 'no mail can go'
    : 'the e-mail address is none that a mail can go to'
}

function textsClosed(contact: Contact | null, { policy }: CadenceContext): string {
  if (!contact) return 'no number may be texted'
  if (!contact.phone) return 'there is no number to text'
  if (contact.suppressed?.sms)
    return `the number takes no texts (${REASONS[contact.suppressed.sms]})`
  if (contact.textsStopped) return 'its reader stopped the texts'
  if (!contact.smsConsent) return 'there is no consent to texts'
  return policy.sms ? 'the number is none that can be texted' : "the shop's policy sends no texts"
}

const REASONS: Record<SuppressionReason, string> = {
  hard_bounce: 'mail to it came back for good',
  invalid: 'its provider says that there is none such',
  complaint: 'a mail was reported as spam',
  unsubscribed: 'its reader ended all mail',
  stopped: 'its reader stopped it',
}
