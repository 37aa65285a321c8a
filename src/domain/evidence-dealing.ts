import { z } from 'zod'
import { VISIT_WAYS } from './page-view.ts'

/** What the customer asked, did, opened and agreed to hear, as a pack shows it. */
const instant = z.iso.datetime()
const text = z.string().nullable()
const count = z.int().min(0)

export const evidenceInquiry = z.strictObject({
  id: z.string(),
  at: instant,
  via: z.enum(['email', 'sms', 'page']),
  from: text,
  subject: text,
  text: z.string(),
  attachments: count,
  answered_at: instant.nullable(),
  closed_at: instant.optional().describe('It asked for no answer, and was closed without one.'),
})

export const evidenceAct = z.strictObject({
  event_id: z.string(),
  at: instant,
  type: z.string(),
  by: text,
  detail: z.string(),
})

export const evidencePageView = z.strictObject({
  at: instant,
  page: z.string().describe('`order`, or the page under it: `cancel`, `consent`, ….'),
  client: z.string().describe('Family of the browser and kind of machine: "Safari on iPhone".'),
  way: z
    .enum(VISIT_WAYS)
    .nullable()
    .describe(
      '`direct`: from an app, a bookmark or the address line; `other_site`: web mail for one; null: not said.',
    ),
  postcode_given: z.boolean().describe('The postcode of the order had been given in that browser.'),
  soon_after_message: text.describe(
    'Id of a message that had gone or come in within the 10 s before: gateways of mailboxes open links by themselves.',
  ),
})

export const evidenceConsentState = z.strictObject({
  texts_consented: z.boolean(),
  texts_stopped: z.boolean(),
  email_refused: text.describe('Why the address takes nothing more.'),
  sms_refused: text,
  news_off: z.array(z.string()),
})
