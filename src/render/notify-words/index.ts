import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { NoticeLanguage } from './language.ts'

/** The languages in which a merchant is written to; one that is not here is written to in English. */
export const NOTICE_LANGUAGES: ReadonlyMap<string, NoticeLanguage> = new Map([
  ['de', de],
  ['en', en],
  ['es', es],
  ['fr', fr],
])
export const languageFor = (language: string): NoticeLanguage =>
  NOTICE_LANGUAGES.get(language) ?? en
