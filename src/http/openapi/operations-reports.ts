import { z } from 'zod'
import { promiseReportQuery } from '../inputs.ts'
import type { Operation } from './operation.ts'

const figures = {
  promises: z.int().describe('Kept and missed.'),
  kept: z.int(),
  missed: z.int(),
  missed_open: z.int().describe('Of those missed: the customer still waits.'),
  pending: z.int().describe('The day is not over, and the parcel has not left.'),
  cancelled: z.int().describe('The customer left before the day: neither kept nor missed.'),
  kept_rate: z.number().nullable(),
  kept_rate_by_last_date: z.number().nullable(),
  slipped: z.int().describe('Dates that moved later after they were told.'),
  mean_days_early: z.number().nullable(),
  mean_days_late: z
    .number()
    .nullable()
    .describe('Of all missed: until it left or the wait ended; of who still waits, until today.'),
  mean_slip_days: z.number().nullable(),
}

const promiseReport = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  by: promiseReportQuery.shape.by,
  confidence: z.number().describe("What the merchant's policy asks for."),
  total: z.strictObject(figures),
  data: z.array(
    z.strictObject({
      supplier: z.string().nullable().optional(),
      sku: z.string().nullable().optional(),
      month: z.string().optional(),
      ...figures,
    }),
  ),
})

export const reportOperations: Operation[] = [
  {
    id: 'getPromiseReport',
    method: 'get',
    path: '/v1/reports/promises',
    tag: 'Reports',
    summary: 'Whether the dates that customers were told were kept',
    description:
      'By supplier or SKU, who broke most promises first, or by month. A promise counts under the day that it named, and is kept when the last of its line left by the date that was told first: who scores the last of five revisions never sees a slip.',
    auth: 'merchant',
    query: {
      schema: promiseReportQuery,
      notes: {
        by: 'How to group',
        from: 'First day that was promised; 90 days before `to` unless given',
        to: 'Last day that was promised; today unless given',
      },
    },
    answers: { 200: { description: 'The figures', schema: promiseReport } },
    problems: ['invalid'],
    example: `'BASE/v1/reports/promises?by=month&from=2026-01-01&to=2026-06-30' \\
  -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
]
