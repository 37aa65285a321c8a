/** What came of promises that were told, for the report; the rest of the schema lies beside. */
export type PromiseOutcomesTable = {
  merchant_id: string
  order_id: string
  line_id: string
  sku: string | null
  supplier: string | null
  kind: string
  rule: string
  confidence: number | null
  first_on: string
  last_on: string
  shipped_on: string | null
  ended_on: string | null
  /** Days before the date told first; null while it is open, negative where it left later. */
  days_early: number | null
  slip_days: number
}
