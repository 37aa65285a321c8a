import { z } from 'zod'
import { WEBHOOK_EVENT_TYPES } from '../domain/merchant-notice.ts'
import { ALL_TYPES, DESCRIPTION_CHARS_MAX, URL_CHARS_MAX } from '../domain/webhook.ts'
import { DELIVERY_STATUSES } from '../operations/webhook-deliveries.ts'

/** What the routes of endpoints parse with; the API's documents are built from the same schemas. */
const url = z.string().min(1).max(URL_CHARS_MAX)
const events = z
  .array(z.enum([...WEBHOOK_EVENT_TYPES, ALL_TYPES]))
  .min(1)
  .max(100)
  .nullish()
  .describe(
    'Types that it takes; `*`, or none named, is every type, also one that is added some day.',
  )
const description = z.string().max(DESCRIPTION_CHARS_MAX).nullish()

export const endpointInput = z.strictObject({ url, events, description })

export const endpointPut = z.strictObject({
  url,
  events,
  description,
  enabled: z.boolean().default(true),
})

export const endpointPatch = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.optional(),
  enabled: z.boolean().optional().describe('Turned on again it hears what happens from then on.'),
})

export const deliveriesQuery = z.object({
  status: z.enum(DELIVERY_STATUSES).nullable().default(null),
  cursor: z.string().max(1024).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const replayInput = z.strictObject({
  message_id: z
    .string()
    .min(1)
    .max(255)
    .nullish()
    .describe('One event alone; it may be one that was delivered.'),
})
