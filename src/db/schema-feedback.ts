import type { DateRecord } from '../domain/date-record.ts'

export type FeedbackTable = {
  merchant_id: string
  order_id: string
  given_on: string
  score: number
  /** Who brought it, where one alone did. */
  carrier: string | null
  record: DateRecord
}
