import { z } from 'zod'

const plain = z.union([z.string(), z.number(), z.null()])

const facts = z.record(
  z.string(),
  z.union([plain, z.boolean(), z.array(z.string()), z.record(z.string(), plain)]),
)

/** Which rule, and the facts that made it so: what `why` says in a sentence, for a program. */
export const because = z
  .strictObject({
    rule: z.string().describe('The rule of the cadence that decided'),
    facts: facts.describe(
      'What it went by: ids of `lines`, `events`, `packages` and of messages (`told_by`, `last_word`), days and counts; an object is by line id',
    ),
  })
  .describe('As `why`, for a program. Null where it was planned before facts were kept.')
