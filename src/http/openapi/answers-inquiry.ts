import { z } from 'zod'

/** What came of closing a question that asks for no answer. */
export const closedInquiry = z.strictObject({
  result: z
    .enum(['closed', 'same'])
    .describe('`same`: it was closed or answered before, and nothing changed.'),
})
