/** What a merchant's or a customer's text may not do to a header, a text message or a page. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu
/** Marks that turn the reading direction of what follows: a title could hide a price behind them. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
const HEX_COLOR = /^#[0-9a-f]{6}$/i
const URL_MAX = 2048

/** One line of well-formed text, with nothing in it that a terminal, a header or a reader obeys. */
export function clean(text: string, max: number): string {
  if (PLAIN_WORDS.test(text)) return truncate(text, max)
  const line = text.toWellFormed().replace(CONTROLS, ' ').replace(BIDI_CONTROLS, '')
  return truncate(line.replace(SPACES, ' ').trim(), max)
}

/** A space that no line ends at stays what it is: French has one before its signs. */
const SPACES = /[^\S\u00a0\u202f]+/g

/** Nothing to be taken out, as nearly always: a quarter of the time of looking for each. */
const PLAIN_WORDS = /^[!-~]+(?: [!-~]+)*$/

/** Shortened to `max` characters as people count them, at a word's end where one is near. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text
  const characters = charactersOf(text)
  if (characters.length <= max) return text
  const cut = characters.slice(0, Math.max(0, max - 1)).join('')
  const space = characters[max - 1] === ' ' ? -1 : cut.lastIndexOf(' ')
  return `${(space > cut.length * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.–—-]+$/u, '')}…`
}

/** Length as people count it: an emoji of four code points is one. */
export const lengthOf = (text: string) => charactersOf(text).length

const charactersOf = (text: string): string[] =>
  EACH_BY_ITSELF.test(text)
    ? text.split('')
    : Array.from(graphemes.segment(text), ({ segment }) => segment)

/** Letters of the West and the marks of a sentence: none of them joins another (UAX #29). */
const EACH_BY_ITSELF = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/

/**
 * A right-to-left name inside a left-to-right sentence, held together: without the isolates the
 * date that follows it would jump to its other side.
 */
export const isolate = (text: string) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text)

/** The URL where it is a plain http(s) one, else null: a `javascript:` link never leaves us. */
export function webUrl(url: string | null | undefined): string | null {
  if (!url || url.length > URL_MAX || !/^https?:\/\/[^\s"'<>`\\]+$/i.test(url)) return null
  return URL.canParse(url) ? url : null
}

export const hexColor = (color: string | null | undefined): string | null =>
  color && HEX_COLOR.test(color) ? color.toLowerCase() : null

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
