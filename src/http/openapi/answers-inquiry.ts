import { z } from 'zod'

/** What came of closing a question that asks for no answer. */
export const closedInquiry = z.strictObject({
  result: z
    .enum(['closed', 'same'])
    .describe('`same`: it was closed or answered before, and nothing changed.'),
})

/** What came of taking that back. */
export const reopenedInquiry = z.strictObject({
  result: z
    .enum(['reopened', 'same'])
    .describe('`same`: it was open or answered, and nothing changed.'),
})
