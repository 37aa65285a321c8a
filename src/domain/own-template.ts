import { z } from 'zod'
import type { ContactChannel, MessageKind } from './message.ts'

/** The words of a merchant's own for one kind of message, on one channel, in one language. */
export type OwnTemplate = { subject: string | null; preheader: string | null; body: string }

/** Which message it is for. */
export type TemplateSlot = { kind: MessageKind; channel: ContactChannel; locale: string }

/** What is in use, by slot; with the merchant, so that who has none pays nothing. */
export type TemplatesInUse = Readonly<Record<string, string>>

export const TEMPLATE_CHANNELS = ['email', 'sms'] as const

/** Every slot in four languages would fit; the row that holds them is read with each message. */
export const TEMPLATES_MAX = 300

const BODY_MAX = { email: 8_000, sms: 600 } as const
const LINE_MAX = 200

const line = z.string().trim().min(1).max(LINE_MAX)
const body = (max: number) => z.string().trim().min(1).max(max)

/** A mail has a subject, and a sentence that completes it in the list of mails. */
export const mailTemplateSchema = z.strictObject({
  subject: line.describe('In one line, with placeholders.'),
  preheader: line.nullish().describe('The line beside the subject; without it, ours.'),
  body: body(BODY_MAX.email).describe('Paragraphs with placeholders and blocks.'),
})
export const textTemplateSchema = z.strictObject({
  body: body(BODY_MAX.sms).describe('One line with placeholders and blocks.'),
})

export const slotKey = ({ kind, channel, locale }: TemplateSlot) => `${kind}/${channel}/${locale}`

/**
 * What is in use for a reader: that of their region, else that of their language. A shop that wrote
 * `en` means readers in Britain as well.
 */
export function findInUse(inUse: TemplatesInUse | undefined, slot: TemplateSlot): string | null {
  if (!inUse) return null
  const [language = slot.locale] = slot.locale.split('-')
  return inUse[slotKey(slot)] ?? inUse[slotKey({ ...slot, locale: language })] ?? null
}
