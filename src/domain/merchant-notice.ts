import type { MessageStatus } from './message.ts'
import type { Money } from './money.ts'
import type { CancelActor, Day, Instant } from './order.ts'

/**
 * What the merchant hears by mail where it has no endpoint: the events out that need an act. The
 * names are those of the events, for one day they are told to an endpoint through the same rows.
 */
export const MERCHANT_NOTICE_KINDS = [
  'cancellation.requested',
  'order.cancelled',
  'refund.due',
  'delay.expiring',
  'delay.expired',
  'customer.unreachable',
  'split.chosen',
  'substitute.chosen',
  'inquiry.received',
  'feed.silent',
] as const
export type MerchantNoticeKind = (typeof MERCHANT_NOTICE_KINDS)[number]

export const isMerchantNotice = (kind: string): kind is MerchantNoticeKind =>
  (MERCHANT_NOTICE_KINDS as readonly string[]).includes(kind)

/** One word to the merchant that should exist; `key` names its cause, as a message's does. */
export type MerchantNotice = {
  kind: MerchantNoticeKind
  key: string
  dueAt: Instant
  why: string
  facts: MerchantFacts
}

export type MerchantFacts = {
  /** Lines it is about, with how many of each. */
  lines: { lineId: string; quantity: number }[]
  by: CancelActor | null
  reason: string | null
  /** Money to be given back by a day; a null amount is one that is not known. */
  refund: { amount: Money | null; deadline: Day } | null
  /** The day on which silence cancels. */
  deadline: Day | null
  /** What the reader chose: how to split, or the SKU to send instead. */
  chosen: string | null
  inquiryId: string | null
  /** Since when nothing came. */
  since: Instant | null
}

export const merchantFacts = (part: Partial<MerchantFacts>): MerchantFacts => ({
  lines: [],
  by: null,
  reason: null,
  refund: null,
  deadline: null,
  chosen: null,
  inquiryId: null,
  since: null,
  ...part,
})

/** Its channel is the merchant's own: `notify_email` for now. */
export type WantedNotice = MerchantNotice & { channel: 'notify'; status: 'planned' | 'held' }

/** A notice as stored, among the messages of its order. */
export type StoredNotice = {
  messageId: string
  key: string
  status: MessageStatus
  dueAt: Instant
  why: string
}
