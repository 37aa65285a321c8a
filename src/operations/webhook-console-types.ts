import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { MessageStatus } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'

/** What the page of webhooks asks of the operations; types only, as beside it. */
export type WebhookConsole = {
  listWebhooks(merchantId: string): Promise<WebhooksView>
  /** Sends an event of no meaning; answers how that went. Throws `not_found` or `conflict`. */
  pingWebhook(
    merchantId: string,
    input: { endpointId: string },
  ): Promise<{ delivered: boolean; detail: string | null }>
  /** Everything that is parked for an endpoint, or one message. Throws `not_found`, `conflict`. */
  replayWebhooks(
    merchantId: string,
    input: ({ endpointId: string } | { messageId: string }) & { by: string },
  ): Promise<{ replayed: number }>
}

export type WebhooksView = {
  endpoints: WebhookEndpointRow[]
  /** Tried for three days and not taken, the newest first. */
  parked: WebhookRow[]
  /** What was told last, or is to be told next, the newest first. */
  latest: WebhookRow[]
}

export type WebhookEndpointRow = {
  id: string
  url: string
  /** Null is every type. */
  events: string[] | null
  description: string | null
  status: 'enabled' | 'disabled'
  disabledWhy: string | null
  failingSince: Instant | null
  /** Counted up to a thousand. */
  parked: number
}

export type WebhookRow = {
  messageId: string
  endpointId: string
  url: string
  kind: MerchantNoticeKind
  /** Null for what is of no order. */
  orderId: string | null
  orderNumber: string
  status: MessageStatus
  at: Instant
  /** How the last attempt went, where it went wrong. */
  detail: string | null
}
