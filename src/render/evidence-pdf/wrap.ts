import { cleanText, type Weight, type Word } from './typeface.ts'

export type Placed = { word: Word; x: number; width: number }
export type Line = Placed[]
export type Measure = {
  word(text: string, weight: Weight): Word
  width(text: string, font: string): number
}
type Box = { width: number; size: number; weight: Weight }

/** A word that has no end is cut before it is measured: no line holds more. */
const WORD_MAX = 200
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Breaks a text into lines that fit. Our own, because the library's draws a paragraph in one font:
 * here a name may be in another script than the sentence around it. The measure is per em, so a word
 * that comes again, in whatever size, is measured once.
 */
export function wrapText(text: string, box: Box, measure: Measure): Line[] {
  return cleanText(text)
    .split('\n')
    .flatMap((paragraph) => wrapParagraph(paragraph, box, measure))
}

function wrapParagraph(paragraph: string, box: Box, measure: Measure): Line[] {
  const words = paragraph
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => pieces(word, box, measure))
  const isRtl = words.find(({ shown, meant }) => /\p{L}/u.test(meant ?? shown))?.isRtl ?? false
  const lines: Word[][] = []
  let line: Word[] = []
  let used = 0
  for (const word of words) {
    const width = widthOf(word, box, measure)
    const space = line.length > 0 ? spaceOf(word, box, measure) : 0
    if (line.length > 0 && used + space + width > box.width) {
      lines.push(line)
      line = [word]
      used = width
    } else {
      line.push(word)
      used += space + width
    }
  }
  lines.push(line)
  return lines.map((one) => place(inReadingOrder(one, isRtl), isRtl, box, measure))
}

/** A word that is wider than its column is cut where it fits: a link, or a script without spaces. */
function pieces(text: string, box: Box, measure: Measure): Word[] {
  if (text.length <= WORD_MAX) {
    const whole = measure.word(text, box.weight)
    if (widthOf(whole, box, measure) <= box.width) return [whole]
  }
  const cut: string[] = []
  let piece = ''
  let used = 0
  for (const { segment } of GRAPHEMES.segment(text)) {
    const width = widthOf(measure.word(segment, box.weight), box, measure)
    if (piece !== '' && (used + width > box.width || piece.length >= WORD_MAX)) {
      cut.push(piece)
      piece = ''
      used = 0
    }
    piece += segment
    used += width
  }
  return [...cut, piece].map((part) => measure.word(part, box.weight))
}

/**
 * Right-to-left words that follow one another are read from the right; in a line that begins so, all
 * is. The part of the bidirectional algorithm (UAX 9) that names and sentences need, and no more.
 */
function inReadingOrder(words: readonly Word[], isRtl: boolean): Word[] {
  const runs: Word[][] = []
  for (const word of words) {
    const run = runs.at(-1)
    if (run?.[0] && run[0].isRtl === word.isRtl) run.push(word)
    else runs.push([word])
  }
  const ordered = runs.map((run) => (run[0]?.isRtl ? run.toReversed() : run))
  return (isRtl ? ordered.reverse() : ordered).flat()
}

function place(words: readonly Word[], isRtl: boolean, box: Box, measure: Measure): Line {
  let x = 0
  const line = words.map((word): Placed => {
    if (x > 0) x += spaceOf(word, box, measure)
    const width = widthOf(word, box, measure)
    const placed = { word, x, width }
    x += width
    return placed
  })
  const moved = isRtl ? Math.max(0, box.width - x) : 0
  return line.map((one) => ({ ...one, x: one.x + moved }))
}

const widthOf = ({ shown, font }: Word, { size }: Box, measure: Measure) =>
  measure.width(shown, font) * size
const spaceOf = ({ font }: Word, { size }: Box, measure: Measure) => measure.width(' ', font) * size
