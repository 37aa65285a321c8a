import { z } from 'zod'

const text = z.string().nullable()

export const ownDomainAnswer = z.strictObject({
  domain: z.string(),
  state: z.enum(['pending', 'proven']),
  /** What the last check missed. */
  reason: text,
  checked_at: text,
  records: z.array(
    z.strictObject({ name: z.string(), type: z.enum(['CNAME', 'TXT']), value: z.string() }),
  ),
})
