import { SegmentedMessage } from 'sms-segments-calculator'

type Segments = { encoding: 'GSM-7' | 'UCS-2'; segments: number }
export type Sms = { body: string } & Segments

/** Characters that carriers' providers take in one message. */
export const SMS_CHARACTERS_MAX = 1600

/** The GSM alphabet (3GPP TS 23.038, 6.2.1), and its extension, of which a letter takes two places. */
const GSM_BASIC =
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_EXTENSION = '^{}\\[~]|€'
const PLACES: ReadonlyMap<string, number> = new Map([
  ...[...GSM_BASIC].map((letter) => [letter, 1] as const),
  ...[...GSM_EXTENSION].map((letter) => [letter, 2] as const),
])
const ONE_PART_PLACES = 160
/** Less the header by which the parts are joined again. */
const PART_PLACES = 153

/**
 * How many parts a text is sent, and paid, as. The library that knows it for every script takes
 * about 2 ms; in the GSM alphabet, in which nearly all are written, it is counted here in a
 * hundredth of that, and a test holds the two together.
 */
export function countSegments(body: string): Segments {
  const segments = gsmSegments(body)
  if (segments !== null) return { encoding: 'GSM-7', segments }
  const message = new SegmentedMessage(body)
  return { encoding: message.encodingName as Segments['encoding'], segments: message.segmentsCount }
}

/** Whether a text stays in the GSM alphabet with these words in it as they are written. */
export const isGsm = (text: string) => gsmSegments(withPlainSigns(text)) !== null

/** Null where a letter is not of the alphabet. One of two places is never divided between parts. */
function gsmSegments(body: string): number | null {
  let [parts, places, all] = [1, 0, 0]
  for (const letter of body) {
    const width = PLACES.get(letter)
    if (!width) return null
    all += width
    if (places + width > PART_PLACES) [parts, places] = [parts + 1, 0]
    places += width
  }
  return all <= ONE_PART_PLACES ? 1 : parts
}

/**
 * Typographic characters as the GSM alphabet has them, where that is enough to stay in it, and then
 * Latin letters without the accents that it lacks: one curly quote, or the "ú" of a shop's name,
 * would more than halve what fits in a part of every text. A text in which that is not enough stays
 * as it is, and nothing that means something by itself (a fraction, an emoji) is replaced.
 */
export function toSms(text: string): Sms {
  const plain = withPlainSigns(text)
  for (const body of [plain, withPlainLetters(plain)]) {
    const segments = gsmSegments(body)
    if (segments !== null) return { body, encoding: 'GSM-7', segments }
  }
  return { body: text, ...countSegments(text) }
}

/**
 * A name without its pictures, where it is of the GSM alphabet then: one leaf behind a shop's name
 * would make five parts of two. A name of other letters, or of nothing else, keeps them.
 */
export function withoutPictures(name: string): string {
  if (!PICTURE.test(name)) return name
  const rest = name.replace(PICTURES, ' ').replace(/\s+/g, ' ').trim()
  return rest !== '' && toSms(rest).encoding === 'GSM-7' ? rest : name
}

/** Not the signs of trade, which are written in letters. */
const PICTURE = /(?![©®™])(?:[\p{Extended_Pictographic}\p{Regional_Indicator}]|\ufe0f|\u20e3)/u
const PICTURES = new RegExp(`(?:${PICTURE.source}|\\p{Emoji_Modifier}|\\u200d)+`, 'gu')

const withPlainSigns = (text: string) =>
  text.normalize('NFC').replace(LOOK_ALIKES, (one) => PLAIN[one] ?? ' ')

const withPlainLetters = (text: string) =>
  text.replace(/\p{Script=Latin}/gu, (letter) =>
    PLACES.has(letter)
      ? letter
      : (LETTERS[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')),
  )

/** Those that are no plain letter with an accent on it. */
const LETTERS: Record<string, string> = {
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  ẞ: 'ß',
  ª: 'a',
  º: 'o',
}

const PLAIN: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '´': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‹': "'",
  '›': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '·': '-',
  '×': 'x',
  '™': '(TM)',
  '®': '(R)',
  '©': '(C)',
  '\u200b': '',
  '\ufeff': '',
  '\u2060': '',
}

/** The table's keys, and every space that is not the plain one. */
const LOOK_ALIKES = new RegExp(
  `[${Object.keys(PLAIN).join('')}\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000]`,
  'gu',
)
