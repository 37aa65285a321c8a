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
 * that ends in a full stop ("mer. 2 avr.") ends the sentence too: two stops are never written.
 */
export function sayPhrase(phrase: Phrase, locale: string, params: Params, key: string): string {
  const text = typeof phrase === 'string' ? phrase : pluralOf(phrase, locale, params.n)
  return text.replace(/\{(\w+)\}(\.?)/g, (_, name: string, stop: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`"${key}" needs {${name}}`)
    return String(value).endsWith('.') ? String(value) : `${value}${stop}`
  })
}

function pluralOf(phrase: Exclude<Phrase, string>, locale: string, n: unknown): string {
  const category = pluralRules(locale).select(typeof n === 'number' ? n : 1)
  return phrase[category] ?? phrase.other ?? ''
}

const rules = new Map<string, Intl.PluralRules>()

function pluralRules(locale: string): Intl.PluralRules {
  const language = languageOf(locale)
  const known = rules.get(language)
  if (known) return known
  const made = new Intl.PluralRules(language)
  rules.set(language, made)
  return made
}
