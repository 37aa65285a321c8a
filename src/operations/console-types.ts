import type { Because } from '../domain/because.ts'
import type { Silence } from '../domain/cadence/explain-silence.ts'
import type { Contact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { Channel, MessageKind, MessageStatus } from '../domain/message.ts'
import type { Day, Inquiry, Instant, OrderState, OrderStatus } from '../domain/order.ts'
import type { Attention, AttentionConsole, AttentionFlag } from './attention-console-types.ts'
import type { BrandConsole } from './brand-console-types.ts'
import type { EvidenceFile } from './evidence-files.ts'
import type { PolicyConsole } from './policy-console-types.ts'
import type { TextParts } from './read-message.ts'
import type { SuppressionConsole } from './suppression-console-types.ts'
import type { TemplateConsole } from './template-console-types.ts'
import type { WebhookConsole } from './webhook-console-types.ts'

/**
 * What the support pages ask of the operations. Types only: a page that could reach an operation
 * by import would not be one that a test can hand its data.
 */
export type ConsoleOperations = WebhookConsole &
  AttentionConsole &
  BrandConsole &
  PolicyConsole &
  SuppressionConsole &
  TemplateConsole & {
    merchantsOf(userId: string): Promise<ConsoleMerchant[]>
    searchOrders(merchantId: string, input: OrderSearch): Promise<FoundOrders>
    /** Throws `not_found`. */
    loadSupportView(merchantId: string, orderId: string): Promise<SupportView>
    /** Throws `not_found`. */
    loadMessageView(merchantId: string, messageId: string): Promise<MessageView>
    listOutbox(
      merchantId: string,
      input: { cursor: string | null; limit: number },
    ): Promise<Page<OutboxRow>>
    /** What a customer did not get, newest first. */
    listUndelivered(
      merchantId: string,
      input: { cursor: string | null; limit: number },
    ): Promise<Page<UndeliveredRow>>
    /** Throws `conflict` where it is not true any more. */
    sendAgain(merchantId: string, messageId: string, by: string): Promise<void>
    /** What nobody has answered yet, oldest first. */
    listInquiries(
      merchantId: string,
      input: { cursor: string | null; limit: number },
    ): Promise<Page<InquiryRow>>
    /** Whether told dates were kept, over the last 90 days. */
    readPromiseReport(
      merchantId: string,
      input: { by: PromiseGrouping },
    ): Promise<PromiseReportView>
    /** An answer to a question, or a message of the agent's own; throws `not_found`. */
    writeLetter(
      merchantId: string,
      orderId: string,
      input: { inquiryId: string | null; text: string; by: string; letterId: string | null },
    ): Promise<void>
    /** What to hand in at a dispute; throws `not_found`. */
    makeEvidence(merchantId: string, orderId: string, kind: 'json' | 'pdf'): Promise<EvidenceFile>
    /** Throws `conflict` where nothing can be cancelled any more. */
    cancelOrder(merchantId: string, orderId: string, input: SupportCancellation): Promise<void>
    /** Ends every link that was sent for the order; throws `not_found`. */
    revokeLink(merchantId: string, orderId: string, by: string): Promise<void>
  }

export type UndeliveredRow = {
  messageId: string
  orderId: string
  orderNumber: string
  kind: MessageKind
  channel: 'email' | 'sms'
  to: string | null
  /** Refused, come back, or held: nobody can be reached. */
  status: 'failed' | 'bounced' | 'held'
  at: Instant
  /** The last word of the provider; of a held one, why it is. */
  reason: string | null
}
export type PromiseGrouping = 'supplier' | 'sku' | 'month'
type PromiseFiguresView = {
  key: string | null
  promises: number
  kept: number
  missed: number
  missedOpen: number
  pending: number
  keptRate: number | null
  keptRateByLast: number | null
  slipped: number
  meanDaysEarly: number | null
  meanDaysLate: number | null
  meanSlipDays: number | null
}
export type PromiseReportView = {
  from: Day
  to: Day
  by: PromiseGrouping
  /** What the policy asks for, as a share. */
  confidence: number
  total: PromiseFiguresView
  groups: PromiseFiguresView[]
}

/** With the waiting order that has heard nothing longest, of all that can be reached. */
export type FoundOrders = Page<OrderRow> & {
  longestSilence?: LongestSilence | null
  /** Of those that need a look: how far back was looked, where not all were. */
  lookedBackTo?: Instant | null
}
export type LongestSilence = { orderId: string; orderNumber: string; since: Instant }

export type Page<Row> = { rows: Row[]; nextCursor: string | null }

/** `now` is the merchant's own: a test merchant's clock stands where it was set. */
export type ConsoleMerchant = {
  id: string
  slug: string
  name: string
  mode: 'live' | 'test'
  timeZone: string
  now: Instant
}

/** `q` is matched with number, e-mail, phone, name and tracking number; empty lists the newest. */
export type OrderSearch = {
  q: string
  status: OrderStatus | null
  /** Only what waits for a person. */
  needsLook?: boolean
  cursor: string | null
  limit: number
}

export type OrderRow = {
  orderId: string
  orderNumber: string
  customerName: string | null
  email: string | null
  status: OrderStatus
  placedAt: Instant | null
  /** The last word to the customer. */
  silentSince: Instant | null
  promise: Day | null
  waits: boolean
  nextMessage: { kind: MessageKind; dueAt: Instant } | null
  /** Why a person has to look at it; empty where nobody has. */
  flags: AttentionFlag[]
}

export type SupportCancellation = { scope: 'all' | 'waiting'; reason: string | null; by: string }

export type SupportView = {
  order: OrderState
  contact: Contact
  merchant: Merchant
  now: Instant
  /** The token masked: a page that is shared must not share the key to the order. */
  trackingUrlMasked: string
  status: OrderStatus
  silentSince: Instant | null
  /** Why nothing was heard since the last word, and what comes next. */
  silence?: Silence
  timeline: TimelineEntry[]
  /** What of it waits for a person, beside a request to cancel. */
  attention: Attention
  /** What the customer asked, oldest first. */
  questions: QuestionView[]
  /** Of the letter that may be written on this page: its form pressed twice writes it once. */
  letterId?: string
}

export type QuestionView = {
  inquiryId: string
  via: Inquiry['via']
  from: string | null
  subject: string | null
  text: string
  attachments: number
  receivedAt: Instant
  answeredAt: Instant | null
  /** Its clock was ended without an answer. */
  isClosed: boolean
  /** The customer was told so. */
  answerDueAt: Instant
}

export type InquiryRow = QuestionView & { orderId: string; orderNumber: string }

export type TimelineEntry = { at: Instant } & (
  | { sort: 'event'; type: string; source: string; id: string; data: unknown }
  | TimelineMessage
  | { sort: 'receipt'; messageId: string; kind: string; detail: string | null }
  | { sort: 'act'; actor: string; action: string; detail: string | null }
  | { sort: 'view'; page: string; client: string; postcodeGiven: boolean }
)

export type TimelineMessage = {
  sort: 'message'
  messageId: string
  kind: MessageKind | MerchantNoticeKind
  channel: Channel
  status: MessageStatus
  dueAt: Instant
  sentAt: Instant | null
  to: string | null
  subject: string | null
  why: string
  withdrawnWhy: string | null
}

/** A message as it was sent; the link's token is masked before it comes here. */
export type MessageView = {
  messageId: string
  orderId: string
  orderNumber: string
  kind: MessageKind | MerchantNoticeKind
  channel: Channel
  status: MessageStatus
  dueAt: Instant
  sentAt: Instant | null
  to: string | null
  subject: string | null
  why: string
  /** The rule and its facts; null of what was planned before they were kept. */
  because: Because | null
  withdrawnBecause: Because | null
  provider: string | null
  providerId: string | null
  html: string | null
  text: string | null
  headers: Record<string, string>
  /** What the provider was handed, where that is kept. */
  handedOver: string | null
  /** Of a text: as how many it is sent, and paid. */
  parts: TextParts | null
  /** Of the bytes that were handed over. */
  hash: string | null
  attempts: { n: number; begunAt: Instant; outcome: string | null; detail: string | null }[]
  receipts: { at: Instant; kind: string; detail: string | null }[]
}

export type OutboxRow = {
  messageId: string
  orderId: string
  orderNumber: string
  kind: MessageKind | MerchantNoticeKind
  channel: Channel
  to: string | null
  subject: string | null
  text: string | null
  sentAt: Instant | null
  merchantSlug: string
}
