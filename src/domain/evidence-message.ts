import { z } from 'zod'
import { MESSAGE_STATUSES } from './message.ts'

const instant = z.iso.datetime()
const text = z.string().nullable()

const because = z
  .looseObject({ rule: z.string(), facts: z.record(z.string(), z.unknown()) })
  .nullable()

/** A message as a pack tells of it: to a customer, sent or not. */
export const evidenceMessage = z.strictObject({
  number: z.int().min(1).describe('Its number in this pack.'),
  id: z.string(),
  kind: z.string(),
  channel: z.enum(['email', 'sms']),
  status: z.enum(MESSAGE_STATUSES),
  to: text,
  subject: text,
  due_at: instant,
  sent_at: instant.nullable(),
  provider: text,
  provider_id: text.describe("The provider's own id, by which it can be asked."),
  text: text.describe("As sent, the link's token masked; null where it was never made."),
  handed_over: text.describe(
    "What the provider was handed, the link's token masked: so its hash is another one. Null where it is not kept, or lies beyond the limit of a pack.",
  ),
  sha256: text,
  sha256_of: z
    .enum(['handed_over', 'content'])
    .nullable()
    .describe(
      'Of what `sha256` is: of the bytes that the provider was handed, as they were; or, where our process ended before it could keep those, of text, html and headers as they were composed for it.',
    ),
  template_version: text,
  why: z.string(),
  because,
  withdrawn_why: text,
  withdrawn_because: because,
  receipts: z.array(z.strictObject({ kind: z.string(), at: instant, detail: text })),
})
