import { mailTemplateSchema, type OwnTemplate, textTemplateSchema } from '../domain/own-template.ts'
import { parseWith } from './parse.ts'

/** The body of a template as its channel has it, filled up to the one shape of both. */
export function parseTemplate(channel: string, input: unknown): OwnTemplate {
  if (channel === 'sms') {
    const { body } = parseWith(textTemplateSchema, input, 'The template')
    return { subject: null, preheader: null, body }
  }
  const { subject, preheader = null, body } = parseWith(mailTemplateSchema, input, 'The template')
  return { subject, preheader, body }
}
