import type { Facts } from '../because.ts'
import type { ChannelClosed } from '../contact.ts'
import type { MessageKind, Notice } from '../message.ts'
import type { Instant, OrderState } from '../order.ts'
import type { Policy } from '../policy.ts'
import type { RefundRules } from '../refund-owed.ts'
import type { Subscription } from '../webhook.ts'

/** What a rule may look at beside the order. Nothing of it is personal. */
export type CadenceContext = {
  now: Instant
  policy: Policy
  /** The recipient's zone, and the merchant's: sending hours are the one's, dates the other's. */
  zone: string
  merchantZone: string
  country: string
  /** Where the address is, as far as it is known: the law of delay options asks for it. */
  recipientCountry: string | null
  /** How the reader can be reached: by texts alone, quiet hours count inside every budget. */
  reach: 'email' | 'sms' | 'none'
  /** What closed the last channel to who was reached before: only where none is left. */
  unreachedBy?: ChannelClosed
  /** Since when a merchant that sent events on most days has sent none: its feed looks dead. */
  feedSilentSince: Instant | null
  /** Whether the merchant has an address for what needs an act of its own. */
  hasNotifyEmail: boolean
  /** The merchant's endpoints that hear our own events. */
  webhooks?: readonly Subscription[]
  /** Kinds that the reader turned off: of those that nobody is owed. */
  declined?: readonly MessageKind[]
  /** The confirmation was refused for good: whoever waited for it speaks next. */
  isConfirmationLost?: boolean
}

export const refundRules = ({ policy, merchantZone, country }: CadenceContext): RefundRules => ({
  timeZone: merchantZone,
  country,
  refundDays: policy.refund_days,
})

/** What made it so that nobody reads: which event closed which channel, when and how. */
export const unreached = ({ reach, unreachedBy: closed }: CadenceContext): Facts => ({
  reach,
  ...(closed && { closed_by: closed.cause, closed_at: closed.at, channel: closed.channel }),
})

/**
 * One rule of the cadence: the notices that should exist for an order now. A rule goes on wanting
 * what it said while that is still true, for a text may lag the mail by a night of quiet hours.
 */
export type Rule = (order: OrderState, context: CadenceContext) => Notice[]
