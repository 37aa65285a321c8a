/** A domain that a merchant says is theirs. */
export type MerchantDomainsTable = {
  domain: string
  merchant_id: string
  /** Null while it is not proven. */
  proven_at: string | null
  checked_at: string | null
  /** Why it is not proven, as of the last check. */
  reason: string | null
}
