import { languageOf } from './locale.ts'
import { clean, isolate } from './plain.ts'
import { type MessageInput, makeScene, type Scene } from './scene.ts'
import { SMS_CHARACTERS_MAX, type Sms, toSms } from './sms.ts'
import { isSpoken, type SpokenKind } from './speech/index.ts'
import { PLAIN_KINDS, type Template, type Templates } from './templates.ts'
import { makeView } from './view.ts'

export type { MessageInput } from './scene.ts'
export { loadTemplates, type Templates } from './templates.ts'

type RenderedMail = {
  subject: string
  preheader: string
  /** Null for the kinds that are plain text only. */
  html: string | null
  text: string
  templateVersion: string
}
type RenderedText = Sms & { templateVersion: string }

/** A mail in both parts: the same answer, the same links. */
export function renderMail(templates: Templates, input: MessageInput): RenderedMail {
  const { kind, scene } = begin(templates, input)
  const view = makeView(kind, scene)
  const text = templateOf(templates.text, kind)
  const html = PLAIN_KINDS.has(kind) ? null : templateOf(templates.html, kind)
  return {
    subject: view.subject,
    preheader: view.preheader,
    html: html ? html.render(view) : null,
    text: tidy(text.render(view)),
    templateVersion: versionOf([html ?? text, templates, scene.locale]),
  }
}

/**
 * A text message: the sentence and the links. Where it would take more than two parts, first the
 * names are shortened, never the date and never a link.
 */
export function renderText(templates: Templates, input: MessageInput): RenderedText {
  const { kind, scene } = begin(templates, input)
  const template = templateOf(templates.sms, kind)
  const bodyOf = (names: NameLimits) => {
    const view = makeView(kind, withShortNames(scene, names))
    return toSms(template.render(view).replace(/\s+/g, ' ').trim())
  }
  let sms = bodyOf(NAMES)
  for (const names of SHORTER_NAMES) if (sms.segments > SEGMENTS_WANTED) sms = bodyOf(names)
  if (sms.body.length > SMS_CHARACTERS_MAX) throw new Error(`${kind} does not fit in a text`)
  return { ...sms, templateVersion: versionOf([template, templates, scene.locale]) }
}

type NameLimits = { item: number; merchant: number }

const SEGMENTS_WANTED = 2
const NAMES: NameLimits = { item: 40, merchant: 30 }
const SHORTER_NAMES: readonly NameLimits[] = [
  { item: 24, merchant: 20 },
  { item: 12, merchant: 12 },
]

function begin(templates: Templates, input: MessageInput): { kind: SpokenKind; scene: Scene } {
  const { kind } = input
  if (!isSpoken(kind)) throw new Error(`No template for ${kind}`)
  return { kind, scene: makeScene(input, templates.words) }
}

function withShortNames(scene: Scene, { item, merchant }: NameLimits): Scene {
  return {
    ...scene,
    merchantName: isolate(clean(scene.merchant.name, merchant)),
    itemName: (lines, max = item) => scene.itemName(lines, Math.min(max, item)),
  }
}

function templateOf(templates: ReadonlyMap<SpokenKind, Template>, kind: SpokenKind): Template {
  const template = templates.get(kind)
  if (!template) throw new Error(`No template for ${kind}`)
  return template
}

/** Template and words have each a part in it: new French words are no new English mail. */
function versionOf([template, { words }, locale]: [Template, Templates, string]): string {
  return `${template.version}.${words.get(languageOf(locale))?.version ?? ''}`
}

/** Blocks that were empty leave blank lines behind; two are never wanted. */
const tidy = (text: string) =>
  `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
