import type { SuppressionReason } from '../domain/suppression.ts'

/** One try at handing a message over. */
export type AttemptsTable = {
  merchant_id: string
  message_id: string
  n: number
  provider: string
  begun_at: string
  ended_at: string | null
  outcome: string | null
  detail: string | null
}

/** What a provider said of a message later: one row for each of its own events. */
export type ReceiptsTable = {
  merchant_id: string
  message_id: string
  receipt_id: string
  kind: string
  at: string
  detail: string | null
}

/** An address that must not be written to, by hash; the order and the message that showed it. */
export type SuppressionsTable = {
  merchant_id: string
  channel: 'email' | 'sms'
  address_hash: string
  id: string
  reason: SuppressionReason
  source: string
  order_id: string
  message_id: string
  at: string
}

/** From a provider's id of a message to ours; without one where only an early word named it. */
export type ProviderIdsTable = {
  provider_id: string
  merchant_id: string
  message_id: string
  has_early: number
}

/**
 * What a provider said of an id that we do not know yet. `told_to` is the merchant whose connection
 * it came by, '' for the installation's. A detail may name an address: nothing stays for long.
 */
export type EarlyReceiptsTable = {
  provider_id: string
  receipt_id: string
  told_to: string
  kind: string
  at: string
  code: string | null
  detail: string | null
  kept_at: string
}
