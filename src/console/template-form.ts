import type { Fault } from '../domain/error.ts'
import { faultsOf } from '../domain/event.ts'
import { mailTemplateSchema, type OwnTemplate, textTemplateSchema } from '../domain/own-template.ts'

/** What was typed, as it was typed, and what is wrong with its shape. */
export function readTemplateForm(
  channel: string,
  form: Record<string, unknown>,
): { own: OwnTemplate; faults: Fault[] } {
  const body = textOf(form.body)
  const isText = channel === 'sms'
  const own: OwnTemplate = isText
    ? { subject: null, preheader: null, body }
    : { subject: textOf(form.subject), preheader: textOf(form.preheader) || null, body }
  const parsed = isText ? textTemplateSchema.safeParse({ body }) : mailTemplateSchema.safeParse(own)
  return { own, faults: parsed.success ? [] : faultsOf(parsed.error) }
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value.trim().replaceAll('\r\n', '\n') : ''
