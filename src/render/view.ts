import { type Brand, socialLinks } from '../domain/brand.ts'
import { hasCancelLink } from '../domain/cancel-link.ts'
import { KINDS_WITH_CANCEL_LINK } from '../domain/message.ts'
import { type Line, openQuantity, waitingQuantity } from '../domain/order.ts'
import type { Change } from './changes.ts'
import { inHeading } from './dates.ts'
import { fitCards } from './fit-cards.ts'
import type { Group } from './groups.ts'
import { namedBySentence } from './heard.ts'
import type { Letter } from './letter.ts'
import { directionOf, languageOf } from './locale.ts'
import { type Look, lookOf } from './look.ts'
import { markupOf } from './markup.ts'
import type { OfferWords } from './offers.ts'
import type { Option } from './options.ts'
import type { Part } from './own/say.ts'
import type { Package } from './packages.ts'
import { clean, isolate, lengthOf, webUrl } from './plain.ts'
import type { Scene } from './scene.ts'
import { withCancelledBeside } from './speech/cancelled-beside.ts'
import { calledBackFirst } from './speech/dates.ts'
import { saidInstead, withSilence } from './speech/if-silent.ts'
import { SPEAKERS, type SpokenKind } from './speech/index.ts'
import type { Speech } from './speech/speech.ts'
import { withTakenBack } from './speech/taken-back.ts'
import { openUnits } from './units.ts'
import { waitKind } from './wait-kind.ts'
import type { Params } from './words.ts'

/** What a template sees. Every field is there, null where empty: templates are strict about names. */
export type View = {
  lang: string
  dir: 'ltr' | 'rtl'
  kind: SpokenKind
  subject: string
  preheader: string
  /** The headline as HTML sets it: no line ends inside of a date. */
  heading: () => string
  merchant: string
  sender: string
  order: string
  look: Look
  /** For programs that read the mail: JSON that may stand in a script element. */
  markup: string | null
  logo: string | null
  /** The brand's own links, where it wants them in its mails as well. */
  links: { label: string; url: string }[]
  tracking: string
  /** The main button, and beside it, where there is something to agree to, the two ways on. */
  action: Way
  keep: Way | null
  cancel: Way | null
  changes: Change[]
  packages: Package[]
  groups: Group[]
  notes: string[]
  reason: string | null
  offers: OfferWords[]
  /** The offers as a text has room for them. */
  offerText: string | null
  endText: string | null
  /** The lines of which a text says the date, or that there is none. */
  named: readonly string[]
  /** All ways on behind one link, where a text has no room for two. */
  oneLink: string | null
  options: Option[]
  /** A row of them has a picture, so that the others keep its room. */
  isPictured: boolean
  letter: Letter
  contact: { email: string | null; phone: string | null; url: string | null; shop: string | null }
  /** The brand's places elsewhere. */
  social: { label: string; url: string }[]
  footer: string | null
  /** The way to end such mails, where a reader may. */
  unsubscribe: string | null
  /** What the sentences are made of, by name. */
  facts: Params
  /** The words of a merchant's own, in place of ours. */
  own: readonly Part[] | null
  /** The words of this kind (`say`) and of all kinds (`word`), in the reader's language. */
  say: (part: string) => string
  word: (key: string, params: Params) => string
}

type Way = { url: string; label: string }

const SUBJECT_MAX = 60
const PREHEADER_MAX = 140
const LABEL_ITEM_MAX = 32
/** In a headline or a sentence; the card has the whole title. */
const ITEM_MAX = 48
const FOOTER_MAX = 500
const CONTACT_MAX = 254

export function makeView(kind: SpokenKind, scene: Scene): View {
  const silent = withSilence(kind, SPEAKERS[kind](scene), scene)
  const speech = withTakenBack(withCancelledBeside(kind, silent, scene), scene)
  const { merchant, links, locale } = scene
  const tracking = trackingOf(scene)
  const keep = speech.keep ? keepOf(speech.keep, tracking, scene) : null
  const cancel = hasCancelLink(kind, scene.facts, scene.order) ? cancelOf(kind, scene) : null
  return {
    lang: locale,
    dir: directionOf(languageOf(locale)),
    kind,
    subject: subjectOf(kind, speech, scene),
    preheader: clean(sayPart('preheader', kind, speech, scene), PREHEADER_MAX),
    heading: () => sayPart('headline', kind, { ...speech, params: unbroken(speech.params) }, scene),
    merchant: scene.merchantName,
    sender: isolate(clean(merchant.sender.name || merchant.name, CONTACT_MAX)),
    order: scene.orderRef,
    look: lookOf(merchant.brand),
    markup: markupOf(kind, scene),
    logo: webUrl(links.logo),
    links: linksOf(merchant.brand),
    tracking,
    action: actionOf(speech, tracking, scene),
    keep,
    cancel,
    changes: speech.changes ?? [],
    ...fitCards(speech, scene),
    notes: speech.notes ?? [],
    reason: speech.reason || null,
    offers: speech.offers ?? [],
    offerText: speech.offerText ?? null,
    endText: speech.endText ?? null,
    named: speech.named ?? namedBySentence(kind, speech.lines, scene),
    oneLink: oneLinkOf(keep, cancel, { speech, scene }),
    options: speech.options ?? [],
    isPictured: (speech.options ?? []).some(({ picture }) => picture !== null),
    letter: speech.letter ?? [],
    contact: contactOf(scene),
    social: socialLinks(merchant.brand),
    footer: merchant.brand.footer ? isolate(clean(merchant.brand.footer, FOOTER_MAX)) : null,
    unsubscribe: webUrl(links.unsubscribe),
    facts: {
      item: (speech.itemName ?? scene.itemName)(speech.lines, ITEM_MAX),
      customer: isolate(clean(scene.contact.name ?? '', ITEM_MAX)),
      ...speech.params,
    },
    own: null,
    say: (part) => sayPart(part, kind, speech, scene),
    word: scene.word,
  }
}

/** `itemMax` shortens the name and never the sentence around it: the date must survive. */
function sayPart(
  part: string,
  kind: SpokenKind,
  speech: Speech,
  scene: Scene,
  itemMax?: number,
): string {
  const { variant, lines, params, text, wordsOf = kind, isConfirmed = false } = speech
  const { itemName = scene.itemName } = speech
  const instead = saidInstead(kind, part, { speech, scene })
  if (instead !== null) return instead
  const before = kind === 'promise_missed' ? calledBackFirst(part, speech, scene) : ''
  if (part === 'sms' && text !== undefined) return `${before}${text}`
  const said = scene.word(keyOf(`${wordsOf}.${part}`, variant, { ...scene, isConfirmed }), {
    merchant: scene.merchantName,
    order: scene.orderRef,
    item: itemMax === 0 ? '' : itemName(lines, itemMax ?? ITEM_MAX),
    n: Math.max(1, lines.length),
    wait: scene.word(waitOf(lines), { n: Math.max(1, lines.length) }),
    ...params,
  })
  return `${before}${said}`
}

/** What has come, and has not left, is not "on backorder" any more. */
function waitOf(lines: readonly Line[]): string {
  const isHere = (line: Line) => openQuantity(line) > 0 && waitingQuantity(line) === 0
  const arePrepared = lines.length > 0 && lines.every(isHere)
  return arePrepared ? 'why.preparing' : `wait.${waitKind(lines)}`
}

/** Days come in pairs, the long and the short: the one to be read in a heading is the long one. */
const IS_NO_DAY: ReadonlySet<string> = new Set(['option', 'letter'])
const unbroken = (params: Params = {}): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      `${name}_short` in params && !IS_NO_DAY.has(name) && typeof value === 'string'
        ? inHeading(value)
        : value,
    ]),
  )

/** `lead.first_dated`, else `lead.first`, else `lead`: words differ only where they have to. */
function keyOf(
  base: string,
  variant: string,
  { hasWord, isConfirmed }: Pick<Scene, 'hasWord'> & { isConfirmed: boolean },
): string {
  for (let step = variant; ; step = step.slice(0, step.lastIndexOf('_'))) {
    if (isConfirmed && hasWord(`${base}.${step}_confirm`)) return `${base}.${step}_confirm`
    if (hasWord(`${base}.${step}`)) return `${base}.${step}`
    if (!step.includes('_')) return base
  }
}

function subjectOf(kind: SpokenKind, speech: Speech, scene: Scene): string {
  const around = lengthOf(sayPart('subject', kind, speech, scene, 0))
  const named = sayPart('subject', kind, speech, scene, Math.max(1, SUBJECT_MAX - around))
  const n = speech.lines.length
  if (lengthOf(named) <= SUBJECT_MAX || n < 2) return named
  // "Widget Pro (1 of 2) and 1 more" would take the room of the date, or of the sum, that follows.
  const counted = { ...speech, itemName: () => scene.word('common.items', { n }) }
  return sayPart('subject', kind, counted, scene)
}

function trackingOf({ links }: Scene): string {
  const url = webUrl(links.tracking)
  if (!url) throw new Error('The tracking link is not an http(s) URL')
  return url
}

function actionOf({ action }: Speech, tracking: string, { links, word }: Scene): Way {
  return {
    url: action?.url ?? webUrl(links.act) ?? tracking,
    label: action?.label ?? word('common.see_order'),
  }
}

function keepOf(keep: NonNullable<Speech['keep']>, tracking: string, { links, word }: Scene): Way {
  const own = webUrl(keep === 'consent' ? links.consent : links.keep)
  const otherwise = keep === 'consent' ? `${tracking}/consent` : tracking
  return { url: own ?? otherwise, label: word('consent.keep') }
}

/**
 * Where an offer is answered both ways; else where the message has its own act, each with a way out
 * beside it, or where it is cancelled. Where the page of its act asks about the delay as well, that one
 * at any length: two other links would leave none to what the text is about.
 */
function oneLinkOf(
  keep: Way | null,
  cancel: Way | null,
  { speech, scene }: { speech: Speech; scene: Scene },
): string | null {
  const { word, links, facts } = scene
  const act = webUrl(links.act)
  const isAsked = keep !== null && speech.keep === 'consent'
  const isAll = facts.offers.every((one) => speech.lines.some(({ id }) => id === one.lineId))
  if (isAsked && act && isAll) return word('sms.page', { url: act })
  if (!scene.isOneLink) return null
  if (isAsked) return word('sms.both', { url: keep.url })
  return cancel && word('sms.page', { url: act ?? cancel.url })
}

/** Where these are sent, all may be gone or under way. */
const ENDS_WAITS: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'delay_expired',
  'partially_shipped',
])

/** Of a wait that has ended there may be nothing left to cancel, nor of what has left in two packages. */
function cancelOf(kind: SpokenKind, scene: Scene): Way | null {
  const url = webUrl(scene.links.cancel)
  const open = scene.order.lines.filter((line: Line) => openQuantity(line) > 0)
  const mayBeOver = ENDS_WAITS.has(kind) || !KINDS_WITH_CANCEL_LINK.has(kind)
  if (!url || (mayBeOver && open.length === 0)) return null
  const item = scene.itemName(open, LABEL_ITEM_MAX, openUnits)
  return { url, label: scene.word(open.length === 1 ? 'cancel.one' : 'cancel.many', { item }) }
}

const linksOf = ({ links_in_mail: isWanted, links }: Brand): View['links'] =>
  (isWanted ? (links ?? []) : []).flatMap(({ label, url }) => {
    const href = webUrl(url)
    return href ? [{ label: isolate(clean(label, LABEL_ITEM_MAX)), url: href }] : []
  })

function contactOf({ merchant: { brand } }: Scene): View['contact'] {
  const text = (value: string | null | undefined) => (value ? clean(value, CONTACT_MAX) : null)
  return {
    email: text(brand.support_email),
    phone: text(brand.support_phone),
    url: webUrl(brand.support_url),
    shop: webUrl(brand.shop_url),
  }
}
