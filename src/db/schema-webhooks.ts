/** Where a merchant hears our own events; the rest of the schema lies beside. */
export type WebhookEndpointsTable = {
  merchant_id: string
  id: string
  url: string
  description: string | null
  /** JSON: type, or `*`, to the moment since which it is taken. */
  types: string
  status: 'enabled' | 'disabled'
  disabled_why: string | null
  /** Sealed. */
  secret: string
  /** JSON: those before it, sealed, the newest first, each with the moment until which it signs too. */
  old_secrets: string
  created_at: string
  updated_at: string
  /** Attempts that failed since the last that did not. */
  failures: number
  failing_since: string | null
  paused_until: string | null
}
