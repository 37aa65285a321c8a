import type { Instant } from '../domain/order.ts'
import type { SuppressionReason } from '../domain/suppression.ts'

export type SuppressionRow = {
  id: string
  channel: 'email' | 'sms'
  /** As its order has it; null where that has another by now, or was erased. */
  address: string | null
  reason: SuppressionReason
  /** The provider that said so. */
  source: string
  orderId: string
  orderNumber: string
  messageId: string
  at: Instant
}

/** What the page of given-up addresses asks of the operations; types only, as beside it. */
export type SuppressionConsole = {
  /** The newest first; of one address alone where it is given. */
  listSuppressions(
    merchantId: string,
    input: { address: string | null; cursor: string | null; limit: number },
  ): Promise<{ rows: SuppressionRow[]; nextCursor: string | null }>
  /** Throws `not_found`. */
  liftSuppression(merchantId: string, id: string, by: string): Promise<void>
}
