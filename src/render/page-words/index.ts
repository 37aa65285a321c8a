import { chooseLocale, languageOf } from '../locale.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'

/**
 * Every word of the pages, as functions of data: grammar is each language's own. The English words
 * are the type, so a language that lacks one does not compile.
 */
export type Words = Said<typeof en>

/** The same tree in any language: the English sentences themselves are no part of the type. */
type Said<T> = T extends (...facts: infer Facts) => string
  ? (...facts: Facts) => string
  : T extends string
    ? string
    : { [key in keyof T]: Said<T[key]> }

/** What one part of an order is doing, as the headline says it. */
export type SummaryState =
  | 'delivered'
  | 'out_today'
  | 'out_for_delivery'
  | 'pickup'
  | 'moving'
  | 'moving_late'
  | 'delayed'
  | 'silent'
  | 'missing'
  | 'held_up'
  | 'returning'
  | 'lost'
  | 'gone'
  | 'label'
  | 'preparing'
  | 'kept'
  | 'swapped'
  | 'restocked'
  | 'restocked_dated'
  | 'waiting'
  | 'missed'
  | 'no_date'
  | 'undated'

/** A new language is one more file of the same type, and its line here. */
export const LANGUAGES: Readonly<Record<string, Words>> = { en, es, fr, de }

/**
 * The words and the locale that dates and money are then written in: never two languages. As in a
 * mail, the customer's language comes first, then the merchant's, then English.
 */
export function wordsFor(...wished: string[]): { words: Words; locale: string } {
  const locale = chooseLocale(wished, new Set(Object.keys(LANGUAGES)))
  return { words: LANGUAGES[languageOf(locale)] ?? en, locale }
}
