import { chooseLocale, languageOf } from '../locale.ts'
import { en } from './en.ts'

/** Every word of the pages, as functions of data: grammar is each language's own. */
export type Words = typeof en

/** What one part of an order is doing, as the headline says it. */
export type SummaryState =
  | 'delivered'
  | 'out_today'
  | 'out_for_delivery'
  | 'pickup'
  | 'moving'
  | 'moving_late'
  | 'delayed'
  | 'held_up'
  | 'returning'
  | 'lost'
  | 'label'
  | 'preparing'
  | 'kept'
  | 'restocked'
  | 'restocked_dated'
  | 'waiting'
  | 'missed'
  | 'no_date'
  | 'undated'

/** A new language is one more file of the same type, and its line here. */
const LANGUAGES: Record<string, Words> = { en }

/** The words and the locale that dates and money are then written in: never two languages. */
export function wordsFor(wished: string): { words: Words; locale: string } {
  const locale = chooseLocale([wished], new Set(Object.keys(LANGUAGES)))
  return { words: LANGUAGES[languageOf(locale)] ?? en, locale }
}
