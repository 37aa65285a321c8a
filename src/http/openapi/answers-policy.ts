import { z } from 'zod'
import { MESSAGE_KINDS } from '../../domain/message.ts'
import { policySchema } from '../../domain/policy.ts'

const instant = z.iso.datetime()
const kind = z.enum(MESSAGE_KINDS)

export const policyVersions = z.strictObject({
  data: z.array(
    z.strictObject({ version: z.int(), at: instant, actor: z.string(), policy: policySchema }),
  ),
  next_cursor: z.string().nullable(),
})

const heard = z.strictObject({
  messages: z.int(),
  by_kind: z.partialRecord(kind, z.int()),
  longest_silence: z
    .strictObject({
      seconds: z.int(),
      budget_days: z.int(),
      from: instant,
      to: instant,
      order_id: z.string(),
    })
    .nullable(),
  over_budget: z.int(),
})

const words = z.array(
  z.strictObject({
    kind,
    channel: z.enum(['email', 'sms']),
    at: instant,
    why: z.string().optional(),
  }),
)

export const simulation = z.strictObject({
  orders: z.int(),
  was: heard,
  would: heard,
  differing: z.int(),
  differences: z.array(
    z.strictObject({ order_id: z.string(), order_number: z.string(), was: words, would: words }),
  ),
})
