import type { Contact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Channel, MessageKind, MessageStatus } from '../domain/message.ts'
import type { Day, Instant, OrderState, OrderStatus } from '../domain/order.ts'

/**
 * What the support pages ask of the operations. Types only: a page that could reach an operation
 * by import would not be one that a test can hand its data.
 */
export type ConsoleOperations = {
  merchantsOf(userId: string): Promise<ConsoleMerchant[]>
  searchOrders(merchantId: string, input: OrderSearch): Promise<Page<OrderRow>>
  /** Throws `not_found`. */
  loadSupportView(merchantId: string, orderId: string): Promise<SupportView>
  /** Throws `not_found`. */
  loadMessageView(merchantId: string, messageId: string): Promise<MessageView>
  listOutbox(
    merchantId: string,
    input: { cursor: string | null; limit: number },
  ): Promise<Page<OutboxRow>>
  /** Throws `conflict` where nothing can be cancelled any more. */
  cancelOrder(merchantId: string, orderId: string, input: SupportCancellation): Promise<void>
}

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
  anomalies: number
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
  timeline: TimelineEntry[]
}

export type TimelineEntry = { at: Instant } & (
  | { sort: 'event'; type: string; source: string; id: string; data: unknown }
  | TimelineMessage
  | { sort: 'receipt'; messageId: string; kind: string; detail: string | null }
  | { sort: 'act'; actor: string; action: string; detail: string | null }
)

export type TimelineMessage = {
  sort: 'message'
  messageId: string
  kind: MessageKind
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
  kind: MessageKind
  channel: Channel
  status: MessageStatus
  dueAt: Instant
  sentAt: Instant | null
  to: string | null
  subject: string | null
  why: string
  provider: string | null
  providerId: string | null
  html: string | null
  text: string | null
  headers: Record<string, string>
  /** Of the bytes that were handed over. */
  hash: string | null
  attempts: { n: number; begunAt: Instant; outcome: string | null; detail: string | null }[]
  receipts: { at: Instant; kind: string; detail: string | null }[]
}

export type OutboxRow = {
  messageId: string
  orderId: string
  orderNumber: string
  kind: MessageKind
  channel: Channel
  to: string | null
  subject: string | null
  text: string | null
  sentAt: Instant | null
  merchantSlug: string
}
