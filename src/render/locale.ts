export const FALLBACK_LOCALE = 'en'

/**
 * The tag to write in: the first wished one whose language we have words for.
 *
 * Dates and money follow the same tag as the words: a French date inside an English sentence reads
 * as a mistake. The region is kept (`en-GB` writes "Friday 14 March" with our English words).
 */
export function chooseLocale(
  wished: readonly (string | null | undefined)[],
  languages: ReadonlySet<string>,
): string {
  for (const tag of wished) {
    const locale = tag ? canonical(tag) : null
    if (locale && languages.has(languageOf(locale))) return locale
  }
  return FALLBACK_LOCALE
}

/** Kept: a mail asks two hundred times for the one of its reader, and splits took longer than the words. */
export function languageOf(locale: string): string {
  const known = languages.get(locale)
  if (known !== undefined) return known
  if (languages.size >= TAGS_MAX) languages.clear()
  const language = locale.split('-')[0] ?? FALLBACK_LOCALE
  languages.set(locale, language)
  return language
}

export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(languageOf(locale)) ? 'rtl' : 'ltr'

/** `locale` where Intl can read it, else English: a wrong tag in an order must never stop a mail. */
export const safeLocale = (locale: string) => canonical(locale) ?? FALLBACK_LOCALE

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'yi'])

/** Shops write `en_US` as often as `en-US`; extensions (`-u-ca-buddhist`) would change the calendar. */
function canonical(tag: string): string | null {
  const known = tags.get(tag)
  if (known !== undefined) return known
  if (tags.size >= TAGS_MAX) tags.clear()
  const read = readTag(tag)
  tags.set(tag, read)
  return read
}

/** A page asks ten times for the one tag of its reader; what shops send may be anything. */
const TAGS_MAX = 500
const tags = new Map<string, string | null>()
const languages = new Map<string, string>()

function readTag(tag: string): string | null {
  try {
    return new Intl.Locale(tag.trim().replaceAll('_', '-')).baseName
  } catch {
    return null
  }
}
