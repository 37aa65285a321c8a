import { z } from 'zod'
import { policySchema } from '../domain/policy.ts'
import { isCursor } from '../operations/read-orders.ts'
import { SIMULATED_MAX } from '../operations/simulate-policy.ts'
import { LETTER_MAX } from '../operations/write-letter.ts'

/** What the routes parse with; the API's documents are built from the same schemas. */
const LIMIT_MAX = 200
export const REASON_MAX = 500

const id = z.string().min(1).max(255)
const reason = z.string().max(REASON_MAX).nullish()

export const orderQuery = z.object({
  q: z.string().max(255).default(''),
  status: z
    .enum(['open', 'partially_shipped', 'shipped', 'delivered', 'cancelled'])
    .nullable()
    .default(null),
  cursor: z
    .string()
    .max(1024)
    .refine(isCursor, 'use next_cursor of the page before')
    .nullable()
    .default(null),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
})

/** `cursor` is the id of the last message of the page before. */
export const messagesQuery = z.object({
  cursor: z.string().max(255).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
})

/** `cursor` is the last version of the page before. */
export const versionsQuery = z.object({
  cursor: z.coerce.number().int().min(1).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
})

/** `cursor` is the id of the last one of the page before. */
export const suppressionQuery = z.object({
  address: z.string().trim().min(1).max(255).nullable().default(null),
  cursor: z
    .string()
    .regex(/^sup_\w{1,64}$/)
    .nullable()
    .default(null),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
})

/** Days are of the merchant's zone, both of them in the span. */
export const promiseReportQuery = z
  .object({
    by: z.enum(['supplier', 'sku', 'month']).default('supplier'),
    from: z.iso.date().nullable().default(null),
    to: z.iso.date().nullable().default(null),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    message: 'must not lie before "from"',
  })

export const feedbackReportQuery = z
  .object({
    by: z.enum(['month', 'carrier']).default('month'),
    from: z.iso.date().nullable().default(null),
    to: z.iso.date().nullable().default(null),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    message: 'must not lie before "from"',
  })

const dayOrMoment = z.iso.date().or(z.iso.datetime({ offset: true }))

export const simulationInput = z.strictObject({
  policy: policySchema,
  from: dayOrMoment.nullish().describe("Orders placed since; a day in the merchant's zone."),
  to: dayOrMoment.nullish().describe('Orders placed until; a day is in it.'),
  limit: z.int().min(1).max(SIMULATED_MAX).default(1_000).describe('The newest so many orders.'),
})

export const cancelInput = z.looseObject({
  lines: z
    .array(z.looseObject({ id, quantity: z.int().min(1).max(1_000_000).nullish() }))
    .min(1)
    .max(500)
    .nullish(),
  scope: z.enum(['all', 'waiting']).nullish(),
  reason,
  waitlist: z
    .boolean()
    .nullish()
    .describe('What is cancelled is still wanted: it joins the waiting list of its SKU.'),
})

export const cancellationAnswerInput = z.looseObject({
  answer: z.enum(['accept', 'decline']),
  reason,
})

export const letterInput = z.looseObject({
  text: z.string().trim().min(1).max(LETTER_MAX),
  subject: z
    .string()
    .max(200)
    .nullish()
    .describe('Of the mail; without one it is that of its kind.'),
  inquiry_id: id.nullish().describe('The question that it answers.'),
})

export const connectionInput = z.looseObject({
  connector: z.string().min(1).max(64),
  secret: z.string().min(1).max(4096),
})

export const advanceInput = z
  .looseObject({
    by: z.iso.duration().max(64).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), {
    message: 'either "by" or "to" is needed, and not both',
  })
