import type { Because } from './because.ts'
import type { MessageStatus } from './message.ts'
import type { Money } from './money.ts'
import type { CancelActor, Day, Instant } from './order.ts'

/** The events out that need an act: by mail where no endpoint takes them. */
const ACT_KINDS = [
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
/** By mail alone: no webhook can say that webhooks do not arrive. */
export const ENDPOINT_NOTICE_KINDS = ['endpoint.disabled', 'endpoint.failing'] as const
export type EndpointNoticeKind = (typeof ENDPOINT_NOTICE_KINDS)[number]

/** What the merchant hears by mail. */
export const MAILED_NOTICE_KINDS = [...ACT_KINDS, ...ENDPOINT_NOTICE_KINDS] as const
export type MailedNoticeKind = (typeof MAILED_NOTICE_KINDS)[number]

/** Every type of our own events, as an endpoint names those that it takes. */
export const WEBHOOK_EVENT_TYPES = [
  ...ACT_KINDS,
  'promise.changed',
  'backorder.allocated',
  'message.sent',
  'message.failed',
  'delay.consented',
  'waitlist.joined',
] as const
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]

/** `ping` is asked for by hand, to see whether an endpoint answers. */
export const MERCHANT_NOTICE_KINDS = [
  ...WEBHOOK_EVENT_TYPES,
  ...ENDPOINT_NOTICE_KINDS,
  'ping',
] as const
export type MerchantNoticeKind = (typeof MERCHANT_NOTICE_KINDS)[number]

export const isMerchantNotice = (kind: string): kind is MerchantNoticeKind =>
  (MERCHANT_NOTICE_KINDS as readonly string[]).includes(kind)

export const isEndpointNotice = (kind: string): kind is EndpointNoticeKind =>
  (ENDPOINT_NOTICE_KINDS as readonly string[]).includes(kind)

export const isMailedNotice = (kind: string): kind is MailedNoticeKind =>
  (MAILED_NOTICE_KINDS as readonly string[]).includes(kind)

/** One word to the merchant that should exist; `key` names its cause, as a message's does. */
export type MerchantNotice = {
  kind: MerchantNoticeKind
  key: string
  dueAt: Instant
  why: string
  because: Because
  facts: MerchantFacts
  /** For endpoints alone, though its kind is one that is mailed: another notice says it by mail. */
  webhookOnly?: true
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
  /** No channel reaches its customer, who was told nothing of it. */
  isUnreached?: true
  /** It is no silence of its customer that ends it, who was put no delay: it is the day by which it had to ship. */
  isUnasked?: true
  /** Which endpoint it is about. */
  endpoint?: string
  /** What an endpoint alone is told, as it stands in the event. */
  data?: Readonly<Record<string, unknown>>
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

/** By mail to `notify_email`. */
export type MailedNotice = MerchantNotice & {
  kind: MailedNoticeKind
  channel: 'notify'
  status: 'planned' | 'held'
}
/** To one endpoint; its key begins with the endpoint's id. */
export type HookedNotice = MerchantNotice & {
  channel: 'webhook'
  status: 'planned'
  /** When it happened, which is not when it is told. */
  at: Instant
}
export type WantedNotice = MailedNotice | HookedNotice

/** A notice as stored, among the messages of its order. */
export type StoredNotice = {
  messageId: string
  key: string
  channel: WantedNotice['channel']
  status: MessageStatus
  dueAt: Instant
  why: string
  /** As it is stored. */
  because?: string | null
  /** Handed over before, or tried: an endpoint is then told it to the end, whatever came since. */
  isBegun?: boolean
}
