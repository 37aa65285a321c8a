import { z } from 'zod'

/** What came of ending the link to an order's page. */
export const revokedLinks = z.strictObject({
  revoked: z.int().min(0).describe('Links that opened the order, and do not any more.'),
})
