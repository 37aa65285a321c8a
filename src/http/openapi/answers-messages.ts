import { z } from 'zod'
import { MERCHANT_NOTICE_KINDS } from '../../domain/merchant-notice.ts'
import { MESSAGE_KINDS, MESSAGE_STATUSES } from '../../domain/message.ts'
import { because } from './because.ts'

const instant = z.iso.datetime()
const text = z.string().nullable()

const messageFields = {
  id: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  channel: z.enum(['email', 'sms']),
  status: z.enum(MESSAGE_STATUSES),
  due_at: instant,
  sent_at: instant.nullable(),
  to: text,
  subject: text,
  why: z.string(),
  because: because.nullable(),
  withdrawn_why: text,
  withdrawn_because: because.nullable(),
  receipts: z.array(z.strictObject({ kind: z.string(), at: instant, detail: text })),
}

export const listedMessage = z.strictObject(messageFields)
export const messageList = z.strictObject({
  data: z.array(listedMessage),
  next_cursor: z.string().nullable(),
})

export const message = z.strictObject({
  ...messageFields,
  // By its id a notice to the merchant can be read too; the list holds the customer's.
  kind: z.enum([...MESSAGE_KINDS, ...MERCHANT_NOTICE_KINDS]),
  channel: z.enum(['email', 'sms', 'notify', 'webhook']),
  order_id: z.string(),
  provider: text,
  provider_id: text,
  html: text,
  text,
  headers: z.record(z.string(), z.string()),
  segments: z.int().nullable().describe('Of a text: as how many it is sent, and paid.'),
  encoding: z.enum(['GSM-7', 'UCS-2']).nullable().describe('Of a text: what its parts hold.'),
  handed_over: text.describe(
    'What the provider was handed: the body of the request, or the MIME message. Null until it answered.',
  ),
  sha256: text.describe('Of `handed_over`; until there is one, of the content alone.'),
  template_version: text,
  attempts: z.array(
    z.strictObject({
      n: z.int().min(1),
      provider: z.string(),
      begun_at: instant,
      ended_at: instant.nullable(),
      outcome: text,
      detail: text,
    }),
  ),
})
