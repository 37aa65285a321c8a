import type { Because } from './because.ts'
import { isMerchantNotice, type MerchantNoticeKind } from './merchant-notice.ts'
import type { Money } from './money.ts'
import type { Instant, SubstituteOption } from './order.ts'
import type { DelayOffer, Told } from './said.ts'

/** Every kind that is thought of; those without a rule yet are never planned. */
export const MESSAGE_KINDS = [
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'delay_option',
  'delay_option_reminder',
  'delay_expired',
  'restocked',
  'partially_shipped',
  'shipped',
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delivery_delayed',
  'delivery_exception',
  'delivery_stalled',
  'delivery_lost',
  'returned',
  'cancellation_requested',
  'cancellation_declined',
  'order_cancelled',
  'refund_issued',
  'backorder_unfulfillable',
  'backorder_choice',
  'substitute_offered',
  'back_in_stock',
  'delivery_feedback',
  'inquiry_received',
  'inquiry_reply',
  'cancel_or_stop',
  'free_message',
] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

export const MESSAGE_STATUSES = [
  'planned',
  'held',
  'sending',
  'unclear',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'withdrawn',
] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

export type ContactChannel = 'email' | 'sms'
/** `notify`: to the merchant's own address, `webhook`: to an endpoint of its; never to a customer. */
export type MessageChannel = ContactChannel | 'notify' | 'webhook'
export type Channel = MessageChannel

/**
 * A message that should exist, before it is split over channels. `key` names its cause, never a
 * count, so that an event which comes late cannot renumber what was sent.
 */
export type Notice = {
  kind: MessageKind
  key: string
  /** The earliest moment; may lie in the past after an outage, then it goes at once. */
  dueAt: Instant
  /** From when on it is true, where that is before it is due: it may take another word's place. */
  earliest?: Instant
  /** The rule and the facts that made it so: for support to read, and as data. */
  why: string
  because: Because
  facts: NoticeFacts
}

/** `came`: of what has come of a line of which others wait; without it, of those, or of all of it. */
export type DateMove = { lineId: string; old: string | null; new: string | null; came?: true }

/** What the message is about, beside the order itself: enough for its template to be specific. */
export type NoticeFacts = {
  /** Lines it is about; empty means the whole order. */
  lines: string[]
  /** A promise that moved: what was told and what holds now. */
  dates: DateMove[]
  reason: string | null
  /** Why a date moved that is told beside what the message is about, which may have its own reason. */
  moveReason?: string
  shipments: string[]
  /**
   * What was cancelled now, and the money that comes back by a day (null: nothing was paid). `removed`:
   * so much of it was taken off the order, and is in the line's quantity no more. `missing` cannot be
   * had, and of `expired` silence ended the wait.
   */
  cancelled: {
    lineId: string
    quantity: number
    removed?: number
    missing?: number
    expired?: number
  }[]
  refund: { amount: Money | null; dueOn: string } | null
  /** Delay options that it puts before the customer, or reminds of, or that ran out. */
  offers: DelayOffer[]
  /** The day on which it is cancelled if it has not shipped by then, where that is near. */
  endsOn?: string | null
  /** The lines that end then; with none named it is all that waits. */
  endsFor?: string[]
  /**
   * Lines that were to be cancelled at the end of a day, and were not: the merchant has to confirm it.
   * `canKeep`: each of them is an offer that can still be agreed to. `isUnsaid`: that day was told as
   * the date that holds, and not that anything is cancelled after it.
   */
  endHeld?: { on: string; lines: string[]; canKeep?: true; isUnsaid?: true }
  /** Another package left with more of what a word before it said had left though it was cancelled. */
  isFurther?: true
  /** What was told to be cancelled is on the order again: with how many the money was announced for. */
  backAgain?: { lineId: string; quantity: number }[]
  /**
   * Lines that were asked to be cancelled, and when, while the merchant has not answered; `parts`: of
   * which the rest is still wished, and how many of them were asked.
   */
  cancelAsked?: { on: string; lines: string[]; parts?: { lineId: string; quantity: number }[] }
  /** It takes the place of a confirmation that had not gone out, and so says all that still waits. */
  isFirstWord?: boolean
  /** Lines that wait now though their reader had been told that they are in stock, or under way. */
  turned?: {
    lines: string[]
    from: 'stock' | 'shipped'
    /** Of a line of which others waited all along, how many it is about. */
    units?: Record<string, number>
  }
  /** Substitutes that are offered, of each line: the id of its event and what may be had instead. */
  substitutes: { offer: string; lineId: string; options: SubstituteOption[] }[]
  /** Lines that still wait, and whose money has gone back: who cancels them gets nothing more. */
  paidBack?: string[]
  /** Money that has gone back already. */
  refunded: Money | null
  /** An inquiry that is acknowledged, and words of an agent's that the message carries. */
  inquiryId: string | null
  letterId: string | null
  told: Told
}

export const noFacts = (): NoticeFacts => ({
  lines: [],
  dates: [],
  reason: null,
  shipments: [],
  cancelled: [],
  refund: null,
  offers: [],
  substitutes: [],
  refunded: null,
  inquiryId: null,
  letterId: null,
  told: { dates: {}, statements: {}, shipments: [], cancelled: {}, allocated: {} },
})

/** A message as stored: one notice to one recipient on one channel. */
export type StoredMessage = {
  messageId: string
  kind: MessageKind
  key: string
  channel: ContactChannel
  status: MessageStatus
  dueAt: Instant
  sentAt: Instant | null
  /** When its status was last set. */
  changedAt?: Instant
  why: string
  /** The same as data, as it is stored; null where it was planned before facts were kept. */
  because?: string | null
  /** Why it did not go after all, where it was withdrawn, and that as data. */
  withdrawnWhy?: string | null
  withdrawnBecause?: string | null
  /** Of what nobody read: where it went, and whether for what it is, its reader or who sends it. */
  to?: string | null
  isRefused?: boolean
  isOfSender?: boolean
}

/** Kinds that carry a way to cancel: a template without one fails a test. */
export const KINDS_WITH_CANCEL_LINK: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'delay_option',
  'delay_option_reminder',
  'delay_expired',
  'restocked',
  'partially_shipped',
  'backorder_choice',
  'substitute_offered',
  'cancel_or_stop',
])

/** Kinds that no cap of one an hour holds back: beside those that the cadence names, answers. */
export const UNCAPPED_KINDS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'partially_shipped',
  'shipped',
  'cancellation_requested',
  'cancellation_declined',
  'order_cancelled',
  'backorder_unfulfillable',
  'delay_option',
  'delay_option_reminder',
  'delay_expired',
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delivery_delayed',
  'delivery_exception',
  'delivery_stalled',
  'delivery_lost',
  'returned',
  'inquiry_received',
  'inquiry_reply',
  'cancel_or_stop',
  'free_message',
])

/** Kinds that also go by SMS to who consented. */
export const SMS_KINDS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'eta_slipped',
  'promise_missed',
  'restocked',
  'partially_shipped',
  'shipped',
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delivery_delayed',
  'delivery_exception',
  'delivery_stalled',
  'delivery_lost',
])

/**
 * Classes of urgency, of each provider its own: a merchant's 100,000 slips must not stand before
 * another's confirmation, nor the texts of a provider that fails before any mail.
 */
export const LANES = {
  answer: 0,
  shipment: 1,
  notice: 2,
  text: 3,
  text_notice: 4,
  /** What no provider is asked for: merchants' endpoints, and moments at which time decides. */
  own: 5,
} as const
export type Lane = (typeof LANES)[keyof typeof LANES]

export function laneOf(
  kind: MessageKind | MerchantNoticeKind,
  channel: MessageChannel = 'email',
): Lane {
  if (channel === 'webhook') return LANES.own
  if (isMerchantNotice(kind)) return LANES.notice
  const isUrgent = SHIPMENT_LANE.has(kind) || UNCAPPED_KINDS.has(kind)
  if (channel === 'sms') return isUrgent ? LANES.text : LANES.text_notice
  if (SHIPMENT_LANE.has(kind)) return LANES.shipment
  return isUrgent ? LANES.answer : LANES.notice
}

const SHIPMENT_LANE: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'partially_shipped',
  'shipped',
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delivery_delayed',
  'delivery_exception',
  'delivery_stalled',
  'delivery_lost',
  'returned',
])
