import type { VisitWay } from '../domain/page-view.ts'

export type PageViewsTable = {
  merchant_id: string
  order_id: string
  /** Which of the order's links it was, as `links` has it. */
  link_hash: string
  page: string
  /** `2026-03-01T04`: of an hour the first view stands. */
  hour: string
  at: string
  client: string
  way: VisitWay | null
  postcode_given: number
}
