import type { Db } from '../db/open.ts'
import { findOwnTemplate } from '../db/own-templates.ts'
import { findInUse, type OwnTemplate } from '../domain/own-template.ts'
import { chooseLocale } from '../render/locale.ts'
import { type MessageInput, renderMail, renderText, type Templates } from '../render/message.ts'
import { findSlot, makeOwnMail, makeOwnText, type Slot } from '../render/own/index.ts'
import type { Services } from './services.ts'

type Noted<Rendered, Words> = Rendered & {
  /** Why the shop's own words were not used, where they were to be. */
  note: string | null
  /** The shop's own, where it is in them. */
  own: Words | null
}
type OwnMail = ReturnType<typeof makeOwnMail>
type OwnText = ReturnType<typeof makeOwnText>

/** The mail in its merchant's own words, where there are some for it, else in ours. */
export function renderMailFor(
  services: Services,
  db: Db,
  input: MessageInput,
): Promise<Noted<ReturnType<typeof renderMail>, OwnMail>> {
  const { templates } = services
  return inOwnWords(services, db, input, {
    channel: 'email',
    kept: keptMails,
    make: (slot, own) => makeOwnMail(templates, slot, own),
    render: (words) => renderMail(templates, input, words),
  })
}

/** The same for a text. */
export function renderTextFor(
  services: Services,
  db: Db,
  input: MessageInput,
): Promise<Noted<ReturnType<typeof renderText>, OwnText>> {
  const { templates } = services
  return inOwnWords(services, db, input, {
    channel: 'sms',
    kept: keptTexts,
    make: (slot, own) => makeOwnText(templates, slot, own),
    render: (words) => renderText(templates, input, words),
  })
}

type Kept<Words> = WeakMap<Templates, Map<string, Words>>
type Ways<Words, Rendered> = {
  channel: 'email' | 'sms'
  kept: Kept<Words>
  make: (slot: Slot, own: OwnTemplate) => Words
  /** Null: ours. */
  render: (words: Words | null) => Rendered
}

/** A version never changes, so what was made of it once need not be read or made again. */
const keptMails: Kept<OwnMail> = new WeakMap()
const keptTexts: Kept<OwnText> = new WeakMap()
const KEPT_MAX = 500

/**
 * A template was checked as it was put in, by the rules of that day; a release later one of its
 * names may be gone. Its message goes all the same, in our words, and says why: a customer who
 * hears nothing is the worse fault.
 */
async function inOwnWords<Words, Rendered>(
  services: Services,
  db: Db,
  { kind, merchant, contact }: MessageInput,
  ways: Ways<Words, Rendered>,
): Promise<Noted<Rendered, Words>> {
  const { channel, render } = ways
  if (!merchant.templates) return { ...render(null), note: null, own: null }
  const { templates, log } = services
  const languages = new Set(templates.words.keys())
  const locale = chooseLocale([contact.locale, merchant.locale], languages)
  const version = findInUse(merchant.templates, { kind, channel, locale })
  if (!version) return { ...render(null), note: null, own: null }

  try {
    const words = await wordsOf(services, db, ways, { merchantId: merchant.id, version, kind })
    return { ...render(words), note: null, own: words }
  } catch (error) {
    log.warn({ merchant_id: merchant.id, kind, channel, version, error }, 'own template failed')
    const note = `The shop's own words (version ${version}) could not be used, so these are ours.`
    return { ...render(null), note, own: null }
  }
}

async function wordsOf<Words, Rendered>(
  { templates }: Services,
  db: Db,
  { channel, kept, make }: Ways<Words, Rendered>,
  { merchantId, version, kind }: { merchantId: string; version: string; kind: string },
): Promise<Words> {
  const all = kept.get(templates) ?? new Map<string, Words>()
  kept.set(templates, all)
  const known = all.get(version)
  if (known !== undefined) return known

  const stored = await findOwnTemplate(db, merchantId, version)
  const slot = stored && findSlot(templates, { kind, channel, locale: stored.locale })
  if (!stored || !slot) throw new Error('it is not there')
  const made = make(slot, stored)
  if (all.size >= KEPT_MAX) all.clear()
  all.set(version, made)
  return made
}
