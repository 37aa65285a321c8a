import { mailTemplateSchema, type OwnTemplate, textTemplateSchema } from '../domain/own-template.ts'
import { parseWith } from './parse.ts'

/** The body of a template as its channel has it, filled up to the one shape of both. */
export function parseTemplate(channel: string, input: unknown): OwnTemplate {
  if (channel === 'sms') {
    const { body } = parseWith(textTemplateSchema, input, 'The template')
    return { subject: null, preheader: null, body: storable(body) }
  }
  const { subject, preheader, body } = parseWith(mailTemplateSchema, input, 'The template')
  return {
    subject: storable(subject),
    preheader: preheader ? storable(preheader) : null,
    body: storable(body),
  }
}

/** PostgreSQL has no text with a NUL or half a character; neither is read out of a template. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', ' ')
