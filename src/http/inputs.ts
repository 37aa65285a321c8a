import { z } from 'zod'

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
  cursor: z.string().max(1024).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
})

export const cancelInput = z.looseObject({
  lines: z
    .array(z.looseObject({ id, quantity: z.int().min(1).max(1_000_000).nullish() }))
    .min(1)
    .max(500)
    .nullish(),
  scope: z.enum(['all', 'waiting']).nullish(),
  reason,
})

export const cancellationAnswerInput = z.looseObject({
  answer: z.enum(['accept', 'decline']),
  reason,
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
