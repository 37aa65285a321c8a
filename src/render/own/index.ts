import { createHash } from 'node:crypto'
import { DomainError, type Fault } from '../../domain/error.ts'
import type { OwnTemplate, TemplateSlot } from '../../domain/own-template.ts'
import { truncate } from '../plain.ts'
import { SPOKEN_KINDS, type SpokenKind } from '../speech/index.ts'
import { PLAIN_KINDS, type Template, type Templates } from '../templates.ts'
import type { View } from '../view.ts'
import { type Language, type Node, parseOwn } from './parse.ts'
import { placeholdersOf } from './placeholders.ts'
import { lineOf, partsOf } from './say.ts'

/** A merchant's own words, ready to be rendered in place of ours. */
export type OwnMail = {
  /** The view with the merchant's subject and words in it. */
  dress: (view: View) => View
  html: Template
  text: Template
}
export type Slot = TemplateSlot & { kind: SpokenKind }

const SUBJECT_MAX = 150
const PREHEADER_MAX = 140
const VERSION_LENGTH = 16
/** What a reader of a mail could not do without, where ours of the kind has it. */
const OWED = ['links', 'terms', 'notes', 'letter'] as const

/** The slot that these name, or null: a kind without words, a language that the frame lacks. */
export function findSlot(
  templates: Templates,
  { kind, channel, locale }: { kind: string; channel: string; locale: string },
): Slot | null {
  const spoken = SPOKEN_KINDS.find((one) => one === kind)
  if (!spoken || (channel !== 'email' && channel !== 'sms')) return null
  const tag = canonical(locale)
  const [language = ''] = tag?.split('-') ?? []
  if (!tag || tag.length > LOCALE_MAX || !templates.words.has(language)) return null
  return { kind: spoken, channel, locale: tag }
}

const LOCALE_MAX = 35

/** Ours, written as a merchant's own: where an editor begins. */
export function ourTemplate({ frames }: Templates, { kind, channel }: Slot): OwnTemplate {
  const body = frames.ours[channel].get(kind) ?? ''
  if (channel === 'sms') return { subject: null, preheader: null, body }
  return { subject: '{{subject}}', preheader: '{{preheader}}', body }
}

/** What a template of this slot may say. */
export function languageOfSlot({ frames, words }: Templates, { kind, channel }: Slot): Language {
  const english = words.get('en')
  if (!english) throw new Error('There are no English words')
  const ours = frames.ours[channel].get(kind) ?? ''
  const inOurs = new Set([...ours.matchAll(/\{\{> (\w+)\}\}/g)].map(([, name]) => name ?? ''))
  return {
    placeholders: placeholdersOf(kind, channel, english),
    blocks: new Set(channel === 'sms' ? [...inOurs].sort() : MAIL_BLOCKS),
    owed: new Set(OWED.filter((name) => inOurs.has(name))),
  }
}

const MAIL_BLOCKS = [
  'links',
  'terms',
  'notes',
  'dates',
  'items',
  'packages',
  'reason',
  'options',
  'letter',
]

/** Every fault of a template, pointing into the body of its request. */
export function faultsOfOwn(templates: Templates, slot: Slot, own: OwnTemplate): Fault[] {
  return readOwn(templates, slot, own).faults
}

/** By its content: the same words are the same version, whoever put them in and when. */
export const ownVersion = ({ kind, channel, locale }: Slot, own: OwnTemplate): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, channel, locale, own.subject, own.preheader, own.body]))
    .digest('hex')
    .slice(0, VERSION_LENGTH)

/** Throws `invalid` where a template cannot be used, for one that was stored by other rules. */
export function makeOwnMail(templates: Templates, slot: Slot, own: OwnTemplate): OwnMail {
  const { subject, preheader, body, words } = read(templates, slot, own)
  const { frames } = templates
  const version = `own.${ownVersion(slot, own)}.${frames.version}`
  const isPlain = PLAIN_KINDS.has(slot.kind)
  return {
    dress(view) {
      const values = valuesOf(view, words)
      return {
        ...view,
        subject: truncate(lineOf(subject, values), SUBJECT_MAX) || view.subject,
        preheader: truncate(lineOf(preheader, values), PREHEADER_MAX) || view.preheader,
        own: partsOf(body, values),
      }
    },
    html: { version, render: frames.html },
    text: { version, render: isPlain ? frames.plain : frames.text },
  }
}

export function makeOwnText(templates: Templates, slot: Slot, own: OwnTemplate): Template {
  const { body, words } = read(templates, slot, own)
  const { frames } = templates
  return {
    version: `own.${ownVersion(slot, own)}.${frames.version}`,
    render: (view) =>
      lineOf(body, valuesOf(view, words), (block) =>
        block === 'links' ? frames.smsLinks(view) : termsInText(view),
      ),
  }
}

const termsInText = ({ offerText, endText }: View) => [offerText, endText].filter(Boolean).join(' ')

type Read = {
  subject: Node[]
  preheader: Node[]
  body: Node[]
  /** Names that are words of ours. */
  words: ReadonlySet<string>
  faults: Fault[]
}

function read(templates: Templates, slot: Slot, own: OwnTemplate): Read {
  const found = readOwn(templates, slot, own)
  if (found.faults.length > 0)
    throw new DomainError('invalid', 'The template is not valid', found.faults)
  return found
}

function readOwn(templates: Templates, slot: Slot, own: OwnTemplate): Read {
  const language = languageOfSlot(templates, slot)
  const inLine: Language = { ...language, blocks: new Set(), owed: new Set() }
  const subject = parseOwn(own.subject ?? '', '/subject', inLine)
  const preheader = parseOwn(own.preheader ?? '', '/preheader', inLine)
  const body = parseOwn(own.body, '/body', language)
  return {
    subject: subject.nodes,
    preheader: preheader.nodes,
    body: body.nodes,
    words: language.placeholders.words,
    faults: [...subject.faults, ...preheader.faults, ...body.faults],
  }
}

/** What a placeholder stands for in this message; empty where it is not known. */
const valuesOf = (view: View, words: ReadonlySet<string>) => {
  const { merchant, sender, order, reason, facts } = view
  const known: Record<string, string | number | null | undefined> = {
    ...facts,
    merchant,
    sender,
    order,
    reason,
    subject: view.subject,
    preheader: view.preheader,
  }
  return (name: string) => {
    if (Object.hasOwn(known, name)) return String(known[name] ?? '')
    return words.has(name) ? view.say(name) : ''
  }
}

function canonical(tag: string): string | null {
  try {
    return new Intl.Locale(tag).baseName
  } catch {
    return null
  }
}
