/**
 * A name as the word before it wants it: "für Tisch und 1 weiteren", where a sentence that begins with
 * it says "Tisch und 1 weiterer". Of our languages German alone declines what we add to a title; a
 * title itself never is.
 */
export function declined(value: string, before: string, language: string): string {
  if (language !== 'de' || !/ weiterer?$/u.test(value)) return value
  const governor = BEFORE.exec(before)?.[1]?.toLowerCase()
  if (!governor) return value
  // One more is "weiteren" in both cases, several only after a dative.
  return DATIVE.has(governor)
    ? value.replace(/ weiterer?$/u, ' weiteren')
    : value.replace(/ weiterer$/u, ' weiteren')
}

const DATIVE: ReadonlySet<string> = new Set(['mit', 'von', 'statt'])
const BEFORE = /(?<!\p{L})(für|auf|mit|von|statt|(?:können|konnten) Ihre Artikel) $/iu
