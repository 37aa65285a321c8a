const DETAIL_CHARS_MAX = 500
const ADDRESS = /[^\s@<>"'`:;,()]+@[^\s@<>"'`:;,()]+/g
const NUMBER = /\+\d{7,15}\b/g

/** A provider's words, short and without the address that they like to quote: they outlive it. */
export function detailOf(words: string): string {
  return words
    .replace(ADDRESS, '[address]')
    .replace(NUMBER, '[number]')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, DETAIL_CHARS_MAX)
}
