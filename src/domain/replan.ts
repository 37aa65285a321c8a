import { addFacts, type Because, keepPutOff, writeBecause } from './because.ts'
import type { CadenceContext } from './cadence/context.ts'
import { speechOf } from './cadence/index.ts'
import { isLostOne, type OpenChannels, sayAgain, withoutUnread } from './cadence/say-again.ts'
import { wasSaid } from './cadence/told.ts'
import { channelClosed, declined, turnedOff, whyGone } from './cadence/why-gone.ts'
import type { Contact } from './contact.ts'
import { inTurn } from './in-turn.ts'
import { addMinutes, later } from './instant.ts'
import { type ContactChannel, type Notice, type StoredMessage, UNCAPPED_KINDS } from './message.ts'
import type { Instant, OrderState } from './order.ts'
import { isTextedKind, isTurnedOff } from './policy-of-kind.ts'
import { afterQuietHours, mailAddress, textNumber } from './recipient.ts'
import { afterMails, asTexted } from './texts-at-night.ts'
import { asMailed, isToldWithState, mailedInstead, withoutMailedDates } from './told-by-channel.ts'

/** A message that should exist: a notice on one channel, with its moment there. */
export type Wanted = Notice & { channel: ContactChannel; status: 'planned' | 'held' }

/** The difference between what should exist and what is stored. What was sent is in none of it. */
export type PlanOf<W> = {
  insert: W[]
  /**
   * Planned again at another moment, or after it was held or withdrawn; `isDueNew` is false where
   * only its words changed, and whoever has it under a lease keeps it.
   */
  move: { messageId: string; wanted: W; isDueNew: boolean }[]
  withdraw: { messageId: string; why: string; because: Because }[]
  /** All that should exist, for who wants to know what comes next. */
  wanted: W[]
}
export type Plan = PlanOf<Wanted>

/**
 * The one place that decides what is planned. Compared by key and channel: a message that was
 * handed over is never touched, one that no rule wants any more is withdrawn and stays with why.
 */
export function replan(
  order: OrderState,
  contact: Contact,
  stored: readonly StoredMessage[],
  context: CadenceContext,
): Plan {
  const heard = withoutUnread(order, stored)
  const doors = doorsOf(order, contact, context)
  const { mails, mailed, texts, texted } = speeches(heard, { contact, stored, context, doors })
  const planned = (notice: Notice, open: OpenChannels) =>
    onChannels(underCap(notice, stored, context), { contact, open, context })
  const wanted =
    texts === mails
      ? mails.notices.flatMap((notice) => planned(notice, doors(notice)))
      : [
          ...mails.notices.flatMap((notice) => {
            const { email } = doors(notice)
            return email === undefined ? [] : planned(notice, { email })
          }),
          ...texts.notices.flatMap((notice) => {
            const { sms } = doors(notice)
            return sms === undefined ? [] : planned(notice, { sms })
          }),
        ]
  const plan: Plan = { insert: [], move: [], withdraw: [], wanted }
  for (const one of wanted) {
    const known = stored.find(({ key, channel }) => key === one.key && channel === one.channel)
    if (!known) {
      // To who reads texts, what a mail said by night is said by nothing yet.
      const isOwed = one.channel === 'sms' && texts !== mails && !wasSaid(texted, one.key)
      if (isOwed || !stored.some(({ key, status }) => key === one.key && HANDED_OVER.has(status)))
        plan.insert.push(one)
    } else if (OPEN.has(known.status) && !isOver(heard, known, context)) {
      const moved = asDueAs(known, one, context.now)
      if (!differs(known, moved, context.now)) continue
      const isDueNew = known.status !== 'planned' || known.dueAt !== moved.dueAt
      plan.move.push({ messageId: known.messageId, wanted: moved, isDueNew })
    }
  }
  for (const known of stored) {
    if (known.status !== 'planned' && known.status !== 'held') continue
    if (wanted.some(({ key, channel }) => key === known.key && channel === known.channel)) continue
    const [speech, by] = known.channel === 'sms' ? [texts, texted] : [mails, mailed]
    const why = isTurnedOff(context.policy, known.kind, order)
      ? turnedOff(known)
      : context.declined?.includes(known.kind)
        ? declined(known)
        : speech.notices.some(({ key }) => key === known.key)
          ? channelClosed(known)
          : whyGone(by, known, speech, context)
    plan.withdraw.push({ messageId: known.messageId, ...why })
  }
  return plan
}

/**
 * What goes by mail, and what by text: the same, but where a night's texts wait for the morning and
 * their mails went. Then the texts are planned as for who reads nothing else. They wait for a mail
 * that is about to go: what a text told before it would be no news any more, and no mail would ever
 * go. One that hangs keeps none back: its news is left to it, and the texts say their own.
 */
function speeches(heard: OrderState, { contact, stored, context, doors }: Speaking) {
  const again = stored.some(isLostOne)
    ? (notice: Notice) => sayAgain(notice, stored, doors(notice))
    : undefined
  const mailed = mailAddress(contact) ? asMailed(heard, context.now) : heard
  const mails = inTurn(speechOf(mailed, context, again), mailed, stored, context.now)
  const night = asTexted(heard, stored, context)
  const texted = withoutMailedDates(night, stored, context.policy)
  const unread = mailedInstead(mails, heard, context.policy)
  const alike = { mails, mailed, texts: mails, texted: mailed }
  const isSame = texted === heard && mailed === heard
  const isAlike = isSame && unread.size === 0 && !isToldWithState(mails, mailed, context)
  if (isAlike || !mailAddress(contact) || !textNumber(contact, context.country)) return alike
  const due = night === heard ? null : mailsDue(mailed, mails.notices, stored, context)
  if (due && isHanging(heard, context)) return alike
  const unturned = speechOf(texted, { ...context, reach: 'sms' }, (notice) =>
    unread.has(notice.kind) ? null : again ? again(notice) : notice,
  )
  const texts = inTurn(unturned, texted, stored, context.now)
  const notices =
    night === heard ? texts.notices : texts.notices.map(afterMails(due, stored, context))
  return { mails, mailed, texts: { ...texts, notices }, texted }
}

/** When the last of the mails goes that are about to; null where none is, or a cap holds them. */
function mailsDue(
  heard: OrderState,
  mails: readonly Notice[],
  stored: readonly StoredMessage[],
  context: CadenceContext,
): Instant | null {
  const { now, policy } = context
  const soon = addMinutes(now, policy.change_quiet_minutes)
  const due = mails
    .filter(({ key, dueAt }) => dueAt <= soon && !wasSaid(heard, key))
    .map((notice) => underCap(notice, stored, context).dueAt)
    .filter((dueAt) => dueAt <= soon)
  return due.length > 0 ? due.reduce(later, now) : null
}

/** An hour of the morning has gone by, and no mail of it went. */
function isHanging({ said }: OrderState, { now, zone, policy }: CadenceContext): boolean {
  const last = said.findLast(({ channel }) => channel === 'email')
  return (
    last !== undefined &&
    now > addMinutes(afterQuietHours(last.at, zone, policy), MAIL_HANGS_MINUTES)
  )
}

const MAIL_HANGS_MINUTES = 60

type Speaking = {
  contact: Contact
  stored: readonly StoredMessage[]
  context: CadenceContext
  doors(notice: Notice): OpenChannels
}

/** A text that was left out while its mail went: from the morning on it is old news, true or not. */
const isOver = (
  { said }: OrderState,
  { key, channel, status }: StoredMessage,
  { now, zone, policy }: CadenceContext,
): boolean =>
  status === 'withdrawn' &&
  channel === 'sms' &&
  said.some(
    (one) =>
      one.key === key && one.channel === 'email' && afterQuietHours(one.at, zone, policy) <= now,
  )

/**
 * Said on one channel, a notice is not said again on another that opens later: who agrees to texts
 * today has read last week's mail. A bounce was not read, so its text goes.
 */
const HANDED_OVER: ReadonlySet<StoredMessage['status']> = new Set([
  'sending',
  'unclear',
  'sent',
  'delivered',
])
const OPEN: ReadonlySet<StoredMessage['status']> = new Set(['planned', 'held', 'withdrawn'])

function onChannels(
  capped: Notice,
  { contact, open, context }: { contact: Contact; open: OpenChannels; context: CadenceContext },
): Wanted[] {
  const channels: Wanted[] = []
  if (open.email !== undefined) channels.push({ ...capped, channel: 'email', status: 'planned' })
  if (open.sms !== undefined)
    channels.push({ ...byDay(capped, context), channel: 'sms', status: 'planned' })
  if (channels.length > 0) return channels

  const refuses = contact.suppressed?.email
  const why = refuses
    ? `${capped.why} Held: the e-mail address takes no mail (${refuses}), and no number may be texted.`
    : `${capped.why} Held: ${contact.email ? 'the e-mail address is none that a mail can go to' : 'there is no e-mail address'}, and no number with consent to texts.`
  const held = refuses
    ? addFacts(capped, { held: 'address_suppressed', suppressed_for: refuses })
    : addFacts(capped, {
        held: contact.email ? 'address_unusable' : 'no_address_and_no_consent',
      })
  return [{ ...held, channel: 'email', status: 'held', why }]
}

/** A text waits for the hours in which texts may go. */
function byDay(notice: Notice, { zone, policy }: CadenceContext): Notice {
  const dueAt = afterQuietHours(notice.dueAt, zone, policy)
  return dueAt === notice.dueAt
    ? notice
    : addFacts({ ...notice, dueAt }, { quiet_hours_until: dueAt, quiet_hours_zone: zone })
}

/**
 * Mail for all; a text beside it for the kinds that the cadence and the merchant let go by text.
 * Where no address takes mail the text is all there is, so every kind goes by it.
 */
function doorsOf(order: OrderState, contact: Contact, { policy, country }: CadenceContext) {
  const mail = mailAddress(contact)
  let number: string | null | undefined
  return ({ kind }: Notice): OpenChannels => {
    const isTexted = !mail || isTextedKind(policy, kind, order)
    if (!policy.sms || !isTexted) return mail ? { email: mail } : {}
    number ??= textNumber(contact, country)
    return { ...(mail && { email: mail }), ...(number && { sms: number }) }
  }
}

/**
 * At most one message an hour for an order, beside confirmations, shipments and cancellations. The
 * cap defers and never drops; overdue is now.
 */
function underCap(
  notice: Notice,
  stored: readonly StoredMessage[],
  { now, policy }: CadenceContext,
): Notice {
  const due = { ...notice, dueAt: later(notice.dueAt, now) }
  if (UNCAPPED_KINDS.has(notice.kind)) return due

  const last = lastUnderCap(stored, notice.key, now)
  const dueAt = last && addMinutes(last.at, policy.message_gap_minutes)
  if (!dueAt || dueAt <= due.dueAt) return due
  return addFacts(
    { ...due, dueAt },
    { cap_until: dueAt, cap_after: last.messageId, cap_minutes: policy.message_gap_minutes },
  )
}

/** What the cap is counted from. What is being sent counts as said. */
function lastUnderCap(stored: readonly StoredMessage[], key: string, now: Instant) {
  let last: { messageId: string; at: Instant } | null = null
  for (const { messageId, kind, status, sentAt, key: other } of stored) {
    if (UNSENT.has(status) || UNCAPPED_KINDS.has(kind) || other === key) continue
    const at = sentAt ?? now
    if (!last || at >= last.at) last = { messageId, at }
  }
  return last
}

const UNSENT: ReadonlySet<StoredMessage['status']> = new Set([
  'planned',
  'held',
  'withdrawn',
  'failed',
])

/** What it says changed while it was due already: it stays due since then, and what put it off. */
const asDueAs = (known: StoredMessage, wanted: Wanted, now: Instant): Wanted =>
  known.status === wanted.status && known.dueAt <= now && wanted.dueAt <= now
    ? { ...wanted, dueAt: known.dueAt, because: keepPutOff(known.because, wanted.because) }
    : wanted

/** Overdue stays overdue: a row that is due already is not pushed on to "now" by each replan. */
function differs(known: StoredMessage, wanted: Wanted, now: Instant): boolean {
  if (known.status !== wanted.status) return true
  if (known.kind !== wanted.kind || known.why !== wanted.why) return true
  if (known.dueAt !== wanted.dueAt && !(known.dueAt <= now && wanted.dueAt <= now)) return true
  return known.because !== undefined && known.because !== writeBecause(wanted.because)
}
