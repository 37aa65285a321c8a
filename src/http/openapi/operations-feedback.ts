import { z } from 'zod'
import { feedbackReportQuery } from '../inputs.ts'
import type { Operation } from './operation.ts'

const scores = {
  answers: z.int(),
  mean: z.number().nullable().describe('Of 1 to 5; null where nobody answered.'),
  high_rate: z.number().nullable().describe('Share of 4 and 5.'),
  high_rate_from: z
    .number()
    .nullable()
    .describe(
      'Between which the share lies with a confidence of 95 % (Wilson): wide of few answers.',
    ),
  high_rate_to: z.number().nullable(),
  scores: z.record(z.enum(['1', '2', '3', '4', '5']), z.int()),
}

const figures = {
  ...scores,
  by_record: z
    .strictObject({
      kept: z.strictObject(scores),
      missed: z.strictObject(scores),
      none: z.strictObject(scores),
    })
    .describe(
      'By what the record says of these orders: every day that was named was kept, one was missed, or none was ever named.',
    ),
}

const feedbackReport = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  by: feedbackReportQuery.shape.by,
  total: z.strictObject(figures),
  data: z.array(
    z.strictObject({
      month: z.string().optional(),
      carrier: z.string().nullable().optional(),
      ...figures,
    }),
  ),
})

export const feedbackOperations: Operation[] = [
  {
    id: 'getFeedbackReport',
    method: 'get',
    path: '/v1/reports/feedback',
    tag: 'Reports',
    summary: 'What customers answered to "did it come when we said"',
    description:
      'By month or by carrier, beside what the record says of the same orders: a low score where every date was kept tells of something else than the dates. Held against an answer are the day told first on which a waiting line would ship, and the last day that the carrier named. Counted under the day of the answer. An order that several carriers brought, or one without a name, is under the carrier `null`.',
    auth: 'merchant',
    query: {
      schema: feedbackReportQuery,
      notes: {
        by: 'How to group',
        from: 'First day of answers; a year before `to` unless given',
        to: 'Last day of answers; today unless given',
      },
    },
    answers: { 200: { description: 'The figures', schema: feedbackReport } },
    problems: ['invalid'],
    example: `'BASE/v1/reports/feedback?by=carrier' \\
  -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
]
