import { declined } from './declined.ts'
import { FALLBACK_LOCALE, languageOf } from './locale.ts'

/** A sentence, or one for each plural category of the language, chosen by the parameter `n`. */
export type Phrase = string | { [category in Intl.LDMLPluralRule]?: string }
export type WordTree = { [key: string]: WordTree | string }
export type Params = Readonly<Record<string, string | number>>

/** The words of one language: dotted key to phrase. */
export type Words = { language: string; phrases: ReadonlyMap<string, Phrase>; version: string }

/** Words by language; English is always there, and what a language lacks is said in English. */
export type AllWords = ReadonlyMap<string, Words>

/** Flattens a locale file; an object with an `other` is a plural and not a branch. */
export function flattenWords(tree: WordTree, prefix = ''): Map<string, Phrase> {
  const flat = new Map<string, Phrase>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string' || 'other' in value) flat.set(prefix + key, value as Phrase)
    else
      for (const [path, phrase] of flattenWords(value, `${prefix}${key}.`)) flat.set(path, phrase)
  }
  return flat
}

/** Finds the phrase of a key in the locale's language, else in English. */
export function findPhrase(all: AllWords, locale: string, key: string): Phrase | undefined {
  return all.get(languageOf(locale))?.phrases.get(key) ?? all.get(FALLBACK_LOCALE)?.phrases.get(key)
}

/**
 * Says a phrase. A parameter that it names and nobody gave is our mistake, so it throws. A value
 * that ends in a full stop ("mer. 2 avr."), or was cut short, ends the sentence too: two stops are
 * never written.
 */
export function sayPhrase(phrase: Phrase, locale: string, params: Params, key: string): string {
  const text = typeof phrase === 'string' ? phrase : pluralOf(phrase, locale, params.n)
  let said = ''
  for (const { before, name, stop } of piecesOf(text)) {
    said += before
    if (name === null) continue
    const given = params[name]
    if (given === undefined) throw new Error(`"${key}" needs {${name}}`)
    const value = typeof given === 'string' ? declined(given, said, languageOf(locale)) : given
    said += stop && ENDS_IN_STOP.test(String(value)) ? value : value + stop
  }
  return said
}

const ENDS_IN_STOP = /[.…]\u2069?$/

type Piece = { before: string; name: string | null; stop: string }

/** Kept: a phrase is said in many mails, and to look for what it names takes longer than to say it. */
function piecesOf(text: string): readonly Piece[] {
  const known = pieces.get(text)
  if (known) return known
  const found: Piece[] = []
  let at = 0
  for (const { index, 0: whole, 1: name = '', 2: stop = '' } of text.matchAll(/\{(\w+)\}(\.?)/g)) {
    found.push({ before: text.slice(at, index), name, stop })
    at = index + whole.length
  }
  if (at < text.length) found.push({ before: text.slice(at), name: null, stop: '' })
  if (pieces.size >= PIECES_MAX) pieces.clear()
  pieces.set(text, found)
  return found
}

/** The phrases of some languages. */
const PIECES_MAX = 10_000
const pieces = new Map<string, readonly Piece[]>()

function pluralOf(phrase: Exclude<Phrase, string>, locale: string, n: unknown): string {
  const category = categoryOf(languageOf(locale), typeof n === 'number' ? n : 1)
  return phrase[category] ?? phrase.other ?? ''
}

/** Kept of small numbers, which nearly all are: to ask takes as long as to say the phrase. */
const COUNT_MAX = 100
const categories = new Map<string, (Intl.LDMLPluralRule | undefined)[]>()

function categoryOf(language: string, n: number): Intl.LDMLPluralRule {
  if (!Number.isInteger(n) || n < 0 || n > COUNT_MAX) return pluralRules(language).select(n)
  const known = categories.get(language) ?? []
  categories.set(language, known)
  const category = known[n] ?? pluralRules(language).select(n)
  known[n] = category
  return category
}

const rules = new Map<string, Intl.PluralRules>()

function pluralRules(language: string): Intl.PluralRules {
  const known = rules.get(language)
  if (known) return known
  const made = new Intl.PluralRules(language)
  rules.set(language, made)
  return made
}
