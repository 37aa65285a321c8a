import type { CadenceContext } from './cadence/context.ts'
import { wantedNotices } from './cadence/index.ts'
import type { Contact } from './contact.ts'
import { addHours, later } from './instant.ts'
import {
  type ContactChannel,
  type Notice,
  SMS_KINDS,
  type StoredMessage,
  UNCAPPED_KINDS,
} from './message.ts'
import { type Instant, isWaiting, type OrderState, orderStatus, waitingLines } from './order.ts'
import { afterQuietHours, mailAddress, textNumber } from './recipient.ts'

/** A message that should exist: a notice on one channel, with its moment there. */
export type Wanted = Notice & { channel: ContactChannel; status: 'planned' | 'held' }

/** The difference between what should exist and what is stored. What was sent is in none of it. */
export type Plan = {
  insert: Wanted[]
  /**
   * Planned again at another moment, or after it was held or withdrawn; `isDueNew` is false where
   * only its words changed, and whoever has it under a lease keeps it.
   */
  move: { messageId: string; wanted: Wanted; isDueNew: boolean }[]
  withdraw: { messageId: string; why: string }[]
  /** All that should exist, for who wants to know what comes next. */
  wanted: Wanted[]
}

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
  const wanted = wantedNotices(order, context).flatMap((notice) =>
    onChannels(notice, contact, stored, context),
  )
  const plan: Plan = { insert: [], move: [], withdraw: [], wanted }
  for (const one of wanted) {
    const known = stored.find(({ key, channel }) => key === one.key && channel === one.channel)
    if (!known) {
      if (!stored.some(({ key, status }) => key === one.key && HANDED_OVER.has(status)))
        plan.insert.push(one)
    } else if (OPEN.has(known.status) && differs(known, one, context.now)) {
      const moved = asDueAs(known, one, context.now)
      const isDueNew = known.status !== 'planned' || known.dueAt !== moved.dueAt
      plan.move.push({ messageId: known.messageId, wanted: moved, isDueNew })
    }
  }
  for (const known of stored) {
    if (known.status !== 'planned' && known.status !== 'held') continue
    if (wanted.some(({ key, channel }) => key === known.key && channel === known.channel)) continue
    const why = context.policy.kinds_off.includes(known.kind)
      ? `The merchant turned ${known.kind} off.`
      : reasonGone(order, known, plan)
    plan.withdraw.push({ messageId: known.messageId, why })
  }
  return plan
}

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
const CAP_HOURS = 1

function onChannels(
  notice: Notice,
  contact: Contact,
  stored: readonly StoredMessage[],
  context: CadenceContext,
): Wanted[] {
  const dueAt = underCap(notice, stored, context.now)
  const mail = mailAddress(contact)
  const isTexted = context.policy.sms && (SMS_KINDS.has(notice.kind) || !mail)
  const number = isTexted ? textNumber(contact, context.country) : null
  const channels: Wanted[] = []
  if (mail) channels.push({ ...notice, dueAt, channel: 'email', status: 'planned' })
  if (number) {
    const textAt = afterQuietHours(dueAt, context.zone, context.policy)
    channels.push({ ...notice, dueAt: textAt, channel: 'sms', status: 'planned' })
  }
  if (channels.length > 0) return channels

  const why = `${notice.why} Held: there is no e-mail address, and no number with consent to texts.`
  return [{ ...notice, dueAt, channel: 'email', status: 'held', why }]
}

/**
 * At most one message an hour for an order, beside confirmations, shipments and cancellations. The
 * cap defers and never drops; overdue is now. What is being sent counts as said.
 */
function underCap(notice: Notice, stored: readonly StoredMessage[], now: Instant): Instant {
  const due = later(notice.dueAt, now)
  if (UNCAPPED_KINDS.has(notice.kind)) return due

  return stored
    .filter(
      ({ key, kind, status }) =>
        key !== notice.key && !UNCAPPED_KINDS.has(kind) && !UNSENT.has(status),
    )
    .map(({ sentAt }) => addHours(sentAt ?? now, CAP_HOURS))
    .reduce(later, due)
}

const UNSENT: ReadonlySet<StoredMessage['status']> = new Set([
  'planned',
  'held',
  'withdrawn',
  'failed',
])

/** What it says changed while it was due already: it stays due since then. */
const asDueAs = (known: StoredMessage, wanted: Wanted, now: Instant): Wanted =>
  known.status === wanted.status && known.dueAt <= now && wanted.dueAt <= now
    ? { ...wanted, dueAt: known.dueAt }
    : wanted

/** Overdue stays overdue: a row that is due already is not pushed on to "now" by each replan. */
function differs(known: StoredMessage, wanted: Wanted, now: Instant): boolean {
  if (known.status !== wanted.status) return true
  if (known.kind !== wanted.kind || known.why !== wanted.why) return true
  return known.dueAt !== wanted.dueAt && !(known.dueAt <= now && wanted.dueAt <= now)
}

function reasonGone(order: OrderState, known: StoredMessage, { wanted, insert }: Plan): string {
  if (orderStatus(order) === 'cancelled') return 'The order was cancelled.'
  if (!isWaiting(order)) return 'Everything in the order has shipped.'
  if (wanted.some(({ key, channel }) => key === known.key && channel !== known.channel)) {
    return `It can no longer go by ${known.channel}.`
  }
  const last = order.said.at(-1)
  if (known.kind === 'backorder_update' && last) return `A later word went out: ${last.kind}.`
  if (known.kind === 'restocked' && last) return `${last.kind} said it.`
  if (waitingLines(order).length === 0) return 'Nothing in the order waits for stock any more.'
  const instead = insert.find(({ channel }) => channel === known.channel)
  return instead ? `Superseded by ${instead.kind}.` : 'It is no longer true.'
}
