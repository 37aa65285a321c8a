import { type FontFiles, setWord, type Word } from './typeface.ts'
import type { Line, Measure } from './wrap.ts'

export type Doc = PDFKit.PDFDocument
export type At = { x: number; y: number; size: number; color: string }
type GlyphFont = { hasGlyphForCodePoint(codePoint: number): boolean }
type Opened = { _font: { font: GlyphFont } }

/** Widths per em, each word once; a font is opened only for a document that needs it. */
export function measureOf(doc: Doc, fonts: FontFiles): Measure & { hasBoxes(): boolean } {
  for (const { name, bytes } of fonts) doc.registerFont(name, bytes)
  const words = new Map<string, Word>()
  const widths = new Map<string, number>()
  let hasBoxes = false
  const hasGlyph = (codePoint: number) => {
    doc.font(fonts[0]?.name ?? '')
    return (doc as unknown as Opened)._font.font.hasGlyphForCodePoint(codePoint)
  }
  return {
    hasBoxes: () => hasBoxes,
    word(text, weight) {
      const key = `${weight} ${text}`
      const word = words.get(key) ?? setWord(text, weight, hasGlyph)
      words.set(key, word)
      hasBoxes ||= word.meant !== null
      return word
    },
    width(text, font) {
      const key = `${font} ${text}`
      const width = widths.get(key) ?? doc.font(font).fontSize(100).widthOfString(text) / 100
      widths.set(key, width)
      return width
    },
  }
}

/** Words of one font are drawn together, with the spaces between them: so they are also copied. */
export function drawLine(doc: Doc, line: Line, { x, y, size, color }: At) {
  const baseline = y + size * BASELINE
  doc.fillColor(color)
  for (const run of runsOf(line)) {
    const [first] = run
    if (!first) continue
    const shown = run.map(({ word }) => word.shown).join(' ')
    const isMeant = run.some(({ word }) => word.meant !== null)
    // What a reader copies is the word itself, also where the font has only a box for it.
    if (isMeant) {
      const actual = run.map(({ word }) => word.meant ?? word.shown).join(' ')
      doc.markContent('Span', { actual })
    }
    doc
      .font(first.word.font)
      .fontSize(size)
      .text(shown, x + first.x, baseline, DRAWN)
    if (isMeant) doc.endMarkedContent()
  }
}

/** The library reads a text from left to right, word by word: others are given to it one at a time. */
function runsOf(line: Line): Line[] {
  const runs: Line[] = []
  for (const placed of line) {
    const last = runs.at(-1)
    const before = last?.at(-1)?.word
    const isOne = before && before.font === placed.word.font && !before.isRtl && !placed.word.isRtl
    if (last && isOne) last.push(placed)
    else runs.push([placed])
  }
  return runs
}

const BASELINE = 0.95
const DRAWN = { lineBreak: false, baseline: 'alphabetic' } as const
