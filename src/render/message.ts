import { formatTextDay } from './dates.ts'
import { type Heard, heardIn } from './heard.ts'
import { languageOf } from './locale.ts'
import type { OwnMail } from './own/index.ts'
import { clean, isolate } from './plain.ts'
import { type MessageInput, makeScene, type Scene } from './scene.ts'
import { SMS_CHARACTERS_MAX, type Sms, toSms, withoutPictures } from './sms.ts'
import { isSpoken, type SpokenKind } from './speech/index.ts'
import { PLAIN_KINDS, type Template, type Templates } from './templates.ts'
import { makeView, type View } from './view.ts'

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
/** `heard`: what it tells by its words; null where they are a merchant's own. */
type RenderedText = Sms & { templateVersion: string; heard: Heard | null }

/** A mail in both parts: the same answer, the same links. `own`: a merchant's words in place of ours. */
export function renderMail(
  templates: Templates,
  input: MessageInput,
  own: OwnMail | null = null,
): RenderedMail {
  const { kind, scene } = begin(templates, input)
  const ours = makeView(kind, scene)
  const view = own ? own.dress(ours) : ours
  const text = own?.text ?? templateOf(templates.text, kind)
  const html = PLAIN_KINDS.has(kind) ? null : (own?.html ?? templateOf(templates.html, kind))
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
 * names are shortened, never the date and never a link. The first text of an order says how texts
 * end, as carriers ask (CTIA, Messaging Principles and Best Practices, 5.1): whatever its words are.
 */
export function renderText(
  templates: Templates,
  input: MessageInput,
  own: Template | null = null,
): RenderedText {
  const { kind, scene } = begin(templates, input)
  const template = own ?? templateOf(templates.sms, kind)
  const textOf = (room: Room, stop: string): { sms: Sms; view: View } => {
    const view = withPage(makeView(kind, inRoom(scene, room)), room, scene)
    return { view, sms: toSms(`${template.render(view)} ${stop}`.replace(/\s+/g, ' ').trim()) }
  }
  const inParts = (stop: Stop) => {
    let text = textOf(AMPLE, stop.ample)
    for (const room of LESS_ROOM)
      if (text.sms.segments > SEGMENTS_WANTED) text = textOf(room, stop.short)
    for (const room of LEAST_ROOM)
      if (text.sms.segments > SEGMENTS_MAX) text = textOf(room, stop.short)
    return text
  }
  const stop = stopOf(scene)
  const fitted = inParts(stop ?? NO_STOP)
  // An offer fills two parts by itself: then the one more, once, has room for the whole sentence.
  const isTooLong = stop !== null && fitted.sms.segments > SEGMENTS_WANTED
  const whole = isTooLong ? withStop(inParts(NO_STOP), stop) : fitted
  const { sms, view } = whole.sms.segments > SEGMENTS_MAX ? fitted : whole
  if (sms.body.length > SMS_CHARACTERS_MAX) throw new Error(`${kind} does not fit in a text`)
  const heard = own ? null : heardIn(sms.body, view, scene)
  return { ...sms, heard, templateVersion: versionOf([template, templates, scene.locale]) }
}

const withStop = <T extends { sms: Sms }>(text: T, { ample }: Stop): T => ({
  ...text,
  sms: toSms(`${text.sms.body} ${ample}`),
})

type Stop = { ample: string; short: string }
const NO_STOP: Stop = { ample: '', short: '' }

/** How texts end, for the first text of an order; null for the others. */
const stopOf = ({ order, word }: Scene): Stop | null =>
  order.said.some(({ channel }) => channel === 'sms')
    ? null
    : { ample: word('sms.stop'), short: word('sms.stop_short') }

/** How long names may be, and whether both answers to an offer lie behind one link. */
type Room = {
  item: number
  merchant: number
  isOneLink?: boolean
  most?: number
  /** So many of the lines that silence ends by their names, and the others counted. */
  names?: number
  /** Not even that the page has the others: its link is what stays. */
  isPageUnsaid?: boolean
}

const SEGMENTS_WANTED = 2
const AMPLE: Room = { item: 40, merchant: 30 }
const SHORT: Room = { item: 24, merchant: 20 }
const SHORTEST: Room = { item: 12, merchant: 12 }
/** What "…" becomes longer by in the alphabet of texts. */
const DOTS_MORE = 2
/**
 * What a text never is longer than, in the alphabet in which nearly all are written: each part is paid,
 * and who would read half a page has its page behind the link. Several changes of one night may need a
 * third part; past the fourth it names fewer of them, and what it leaves out is a word of its own.
 */
export const SEGMENTS_MAX = 4
/** A link is half of a part long: one less leaves the names whole, and its page has both answers. */
const LESS_ROOM: readonly Room[] = [
  SHORT,
  { ...AMPLE, isOneLink: true },
  { ...SHORT, isOneLink: true },
  { ...SHORTEST, isOneLink: true },
]

const LEAST_ROOM: readonly Room[] = [
  { names: 4 },
  { names: 2 },
  { most: 2 },
  { most: 1 },
  { most: 1, isPageUnsaid: true },
].map((fewer) => ({ ...SHORTEST, isOneLink: true, names: 1, ...fewer }))

function begin(templates: Templates, input: MessageInput): { kind: SpokenKind; scene: Scene } {
  const { kind } = input
  if (!isSpoken(kind)) throw new Error(`No template for ${kind}`)
  return { kind, scene: makeScene(input, templates.words) }
}

/** Those whose wait silence ends, or has ended: "and 1 more" would leave its reader to guess which. */
function endedIn({ kind, facts }: Scene): ReadonlySet<string> {
  const ends = facts.offers.filter(({ silence }) => silence === 'cancel')
  const ended = kind === 'delay_expired' ? [...facts.lines, ...facts.cancelled.map(lineIdOf)] : []
  return new Set([...ends.map(lineIdOf), ...ended])
}

const lineIdOf = ({ lineId }: { lineId: string }) => lineId

/** Where not all of them have room for their names, the page has them. */
function withPage(view: View, { names = Infinity, isPageUnsaid }: Room, scene: Scene): View {
  const page = scene.word('sms.list.page')
  const { offerText } = view
  if (isPageUnsaid || endedIn(scene).size <= names || offerText?.includes(page)) return view
  return { ...view, offerText: offerText ? `${offerText} ${page}` : page }
}

function inRoom(
  scene: Scene,
  { item, merchant, isOneLink = false, most, names = Infinity }: Room,
): Scene {
  const ended = endedIn(scene)
  const nameOf: Scene['itemName'] = (lines, max = item, units) => {
    // Three dots take the place of three letters: a name that is no longer is told whole.
    const name = scene.itemName(lines, Math.min(max, item) + DOTS_MORE, units)
    const isWhole = !name.includes('…')
    return withoutPictures(isWhole ? name : scene.itemName(lines, Math.min(max, item), units))
  }
  return {
    ...scene,
    isOneLink,
    ...(most !== undefined && { most }),
    short: (day) => formatTextDay(day, scene.locale, scene.today),
    merchantName: isolate(withoutPictures(clean(scene.merchant.name, merchant))),
    itemName: (lines, max, units) => {
      if (lines.length < 2 || !lines.some(({ id }) => ended.has(id)))
        return nameOf(lines, max, units)
      const each = lines.slice(0, names).map((line) => nameOf([line], max, units))
      const left = lines.length - each.length
      const type = left > 0 ? 'unit' : 'conjunction'
      const list = new Intl.ListFormat(scene.locale, { type }).format(each)
      return left > 0 ? scene.word('common.item_more', { item: list, n: left }) : list
    },
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
