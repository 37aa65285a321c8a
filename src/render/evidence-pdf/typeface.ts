import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export type Weight = 'regular' | 'bold'
/** A word as it is drawn: what its font lacks is a box, and `meant` then holds the word itself. */
export type Word = { shown: string; font: string; isRtl: boolean; meant: string | null }

/** Of the whole of Unicode the two fonts have the scripts below; all else is drawn as this. */
export const BOX = '□'

/** Built into every PDF reader, so it weighs nothing; of letters it has Western Europe's alone. */
const PLAIN: Record<Weight, string> = { regular: 'Helvetica', bold: 'Helvetica-Bold' }
/**
 * For every word with a letter that the first one lacks: DejaVu has Latin, Greek, Cyrillic,
 * Armenian, Georgian, Hebrew and Arabic (its licence allows embedding, and only the letters used are
 * put in). A font with Chinese, Japanese and Korean would be ten times what all else of this weighs.
 */
const WIDE: Record<Weight, string> = { regular: 'Wide', bold: 'Wide-Bold' }
const FILES: Record<Weight, string> = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
}

export type FontFiles = { name: string; bytes: Buffer }[]
let loaded: Promise<FontFiles> | undefined

/** Read once, by who first asks for a document. */
export function loadFonts(): Promise<FontFiles> {
  loaded ??= Promise.all(
    (['regular', 'bold'] as const).map(async (weight) => ({
      name: WIDE[weight],
      bytes: await readFile(createRequire(import.meta.url).resolve(FILES[weight])),
    })),
  )
  return loaded
}

type HasGlyph = (codePoint: number) => boolean

/** Which font a word is drawn in, and with what. A whole word has one font: half of it looks torn. */
export function setWord(word: string, weight: Weight, hasGlyph: HasGlyph): Word {
  if (PLAIN_WORD.test(word)) return { shown: word, font: PLAIN[weight], isRtl: false, meant: null }

  let shown = ''
  for (const { segment } of GRAPHEMES.segment(word)) shown += setCluster(segment, hasGlyph)
  return {
    shown,
    font: WIDE[weight],
    isRtl: RTL.test(shown),
    meant: shown.includes(BOX) ? word : null,
  }
}

/** One box for what a reader sees as one sign: an emoji may be seven code points. */
function setCluster(cluster: string, hasGlyph: HasGlyph): string {
  const visible = cluster.replace(INVISIBLE, '')
  for (const sign of visible) if (!hasGlyph(sign.codePointAt(0) ?? 0)) return BOX
  return visible
}

/** What is no text: control characters, and the marks of direction that we set ourselves. */
export const cleanText = (text: string): string =>
  text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(CONTROL, '')

/** ASCII, Latin-1 and the few beyond it that WinAnsi has: these the built-in font draws. */
const PLAIN_WORD = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Variation selectors, joiners, tags: they change a sign and are none. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const CONTROL = /[^\P{Cc}\n]|\p{Bidi_Control}/gu
