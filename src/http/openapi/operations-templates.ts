import { z } from 'zod'
import { MESSAGE_KINDS } from '../../domain/message.ts'
import {
  mailTemplateSchema,
  TEMPLATE_CHANNELS,
  textTemplateSchema,
} from '../../domain/own-template.ts'
import type { Operation } from './operation.ts'

const slot = {
  kind: z.enum(MESSAGE_KINDS),
  channel: z.enum(TEMPLATE_CHANNELS),
  locale: z.string(),
}
const names = z.array(z.string())

export const ownTemplate = z.strictObject({
  ...slot,
  subject: z.string().nullable().optional(),
  preheader: z.string().nullable().optional(),
  body: z.string(),
  source: z.enum(['ours', 'own']).describe('Whether it is what we say, or what you put in.'),
  version: z.string().nullable().describe('The hash of its content; null for ours.'),
  placeholders: names.describe('What may stand in double braces.'),
  optional: names.describe('Those of them that need an `{{#if}}` around them.'),
  blocks: names.describe('What may stand as `{{> name}}`.'),
  owed: names.describe('The blocks without which it is refused.'),
  made_at: z.iso.datetime().nullable(),
  made_by: z.string().nullable(),
})
export const templatePreview = z.strictObject({
  subject: z.string().nullable(),
  preheader: z.string().nullable(),
  html: z.string().nullable(),
  text: z.string(),
  sms: z.strictObject({ segments: z.int(), encoding: z.string() }).nullable(),
})
export const templateList = z.strictObject({
  data: z.array(z.strictObject({ ...slot, version: z.string() })),
  next_cursor: z.null(),
})

const path = '/v1/templates/{kind}/{channel}/{locale}'
const params = {
  kind: 'Kind of message, such as `eta_slipped`',
  channel: '`email` or `sms`',
  locale: 'A language (`en`, `es`, `fr`, `de`), with a region where it is for that alone (`en-GB`)',
}
const readable = ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'] as const
const body = z.union([mailTemplateSchema, textTemplateSchema])

export const templateOperations: Operation[] = [
  {
    id: 'listTemplates',
    method: 'get',
    path: '/v1/templates',
    tag: 'Settings',
    summary: 'The messages that speak in your own words',
    description: 'At most 300, in one page. All others say ours.',
    auth: 'merchant',
    answers: { 200: { description: 'Those in use', schema: templateList } },
  },
  {
    id: 'getTemplate',
    method: 'get',
    path,
    tag: 'Settings',
    summary: 'What a kind of message says',
    description:
      'Your own words, else ours written as yours would be: a place to begin. With the names that may stand in it.',
    auth: 'merchant',
    params,
    answers: { 200: { description: 'The template', schema: ownTemplate } },
    problems: ['not_found'],
  },
  {
    id: 'putTemplate',
    method: 'put',
    path,
    tag: 'Settings',
    summary: 'Say it in your own words',
    description: `Words with placeholders, not HTML: the look is the brand's, and both parts of a mail come from the one body. An empty line ends a paragraph, \`# \` begins a heading, \`{{item}}\` is filled in, \`{{#if now}} … {{else}} … {{/if}}\` says something only where it is known, and \`{{> items}}\` is a block of ours. \`{{headline}}\`, \`{{lead}}\` and the like are our own sentences for the moment.

What a message owes its reader cannot be left out: the links to the page and to cancel, the words of a delay offer, our notes (what is said of a refund, and of a date that may move). Order markup, the footer and the way to unsubscribe are in every mail anyway. A template with a fault is refused whole, with each fault. It is used from the next message on; what was sent keeps its bytes and names its version. If it ever cannot be used, the message goes in our words and its \`why\` says so.

A text has a \`body\` alone, of 600 characters, and may take 6 parts at most.`,
    auth: 'merchant',
    params,
    bodies: [{ type: 'application/json', schema: body }],
    answers: { 200: { description: 'As it is used now', schema: ownTemplate } },
    problems: ['not_found', 'conflict', ...readable],
    example: `-X PUT BASE/v1/templates/eta_slipped/email/en \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{
    "subject": "{{item}}: {{#if now_short}}now {{now_short}}{{else}}no date for now{{/if}}",
    "body": "# {{headline}}\\n\\nSorry for the wait.\\n\\n{{> dates}}\\n\\n{{> terms}}\\n\\n{{> notes}}\\n\\n{{> links}}"
  }'`,
  },
  {
    id: 'deleteTemplate',
    method: 'delete',
    path,
    tag: 'Settings',
    summary: 'Say it in our words again',
    auth: 'merchant',
    params,
    answers: { 204: { description: 'Ours are in use' } },
    problems: ['not_found'],
  },
  {
    id: 'previewTemplate',
    method: 'post',
    path: `${path}/preview`,
    tag: 'Settings',
    summary: 'See a template over a made-up order',
    description:
      'Nothing is kept. Without a body it is what is in use that is shown. The links in it lead nowhere.',
    auth: 'merchant',
    params,
    bodies: [{ type: 'application/json', schema: body, optional: true }],
    answers: { 200: { description: 'The message', schema: templatePreview } },
    problems: ['not_found', ...readable],
  },
]
