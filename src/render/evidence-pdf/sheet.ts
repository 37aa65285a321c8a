import PDFDocument from 'pdfkit'
import { BOX, type FontFiles, setWord, type Weight, type Word } from './typeface.ts'
import { type Line, type Measure, wrapText } from './wrap.ts'

export type Style = { size?: number; weight?: Weight; color?: string; indent?: number; gap?: number }
export type Sheet = ReturnType<typeof openSheet>
type Column = { title: string; width: number }
type Setup = { paper: 'A4' | 'LETTER'; info: PDFKit.DocumentInfo; fonts: FontFiles }
type At = { x: number; y: number; size: number; color: string }

const MARGIN = 54
const HEAD = 30
const SIZE = 9.5
const LEADING = 1.32
const CELL_GAP = 8
const INK = '#1b1d21'
export const SOFT = '#5a6069'
const HAIR = '#c9cdd3'

/**
 * Pages with a place to write at, from top to bottom. It knows paper, fonts and where a page ends,
 * and nothing of what is written; the number of pages is known only at the end, so they are kept.
 */
export function openSheet({ paper, info, fonts }: Setup) {
  const doc = new PDFDocument({
    size: paper,
    margin: 0,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    pdfVersion: '1.7',
    info,
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  const measure = measureOf(doc, fonts)
  const { width, height } = doc.page
  const inner = width - 2 * MARGIN
  const bottom = height - MARGIN
  let y = MARGIN + HEAD

  function turn() {
    doc.addPage()
    y = MARGIN + HEAD
  }
  /** Begins a page where less than this is left of the present one. */
  function need(points: number) {
    if (y + points > bottom) turn()
  }
  function write(text: string, style: Style = {}) {
    const { size = SIZE, weight = 'regular', color = INK, indent = 0, gap = 4 } = style
    for (const line of wrapText(text, { width: inner - indent, size, weight }, measure)) {
      need(size * LEADING)
      drawLine(doc, line, { x: MARGIN + indent, y, size, color })
      y += size * LEADING
    }
    y += gap
  }
  function rule() {
    doc.moveTo(MARGIN, y).lineTo(width - MARGIN, y).lineWidth(0.5).strokeColor(HAIR).stroke()
    y += 6
  }

  /** Rows that break where the page does, by the line; the titles stand again on the next one. */
  function table(columns: readonly Column[], rows: readonly (readonly string[])[]) {
    const left = columns.map((_, at) => MARGIN + inner * sumOf(columns.slice(0, at)))
    const wide = columns.map((column) => inner * column.width - CELL_GAP)
    const cells = (texts: readonly string[], weight: Weight) =>
      texts.map((text, at) =>
        wrapText(text, { width: wide[at] ?? inner, size: CELL_SIZE, weight }, measure),
      )
    const draw = (row: readonly Line[][], color: string, titles: boolean) => {
      const count = Math.max(...row.map((lines) => lines.length))
      for (let n = 0; n < count; n += 1) {
        if (y + CELL_SIZE * LEADING > bottom) {
          turn()
          if (!titles) head()
        }
        for (const [at, lines] of row.entries()) {
          const line = lines[n]
          if (line) drawLine(doc, line, { x: left[at] ?? MARGIN, y, size: CELL_SIZE, color })
        }
        y += CELL_SIZE * LEADING
      }
      y += 3
      rule()
      y -= 3
    }
    const titles = cells(columns.map(({ title }) => title), 'bold')
    const head = () => draw(titles, SOFT, true)
    need(60)
    head()
    for (const row of rows) draw(cells(row, 'regular'), INK, false)
    y += 6
  }

  /** Names and values beside one another; what has no value is left out. */
  function facts(pairs: readonly (readonly [string, string | null])[]) {
    const column = inner * 0.24
    for (const [name, value] of pairs) {
      if (value === null || value === '') continue
      const box = { width: inner - column, size: SIZE, weight: 'regular' as const }
      const lines = wrapText(value, box, measure)
      const [label = []] = wrapText(name, { ...box, width: column }, measure)
      for (const [n, line] of lines.entries()) {
        need(SIZE * LEADING)
        if (n === 0) drawLine(doc, label, { x: MARGIN, y, size: SIZE, color: SOFT })
        drawLine(doc, line, { x: MARGIN + column, y, size: SIZE, color: INK })
        y += SIZE * LEADING
      }
      y += 1.5
    }
    y += 6
  }

  /** A heading is never the last line of its page. */
  function heading(text: string) {
    need(90)
    y += 10
    doc.outline.addItem(text)
    write(text, { size: 14, weight: 'bold', gap: 6 })
  }

  function small(text: string) {
    need(40)
    y += 4
    write(text, { size: 10.5, weight: 'bold', gap: 3 })
  }

  async function close(head: string, pause: () => Promise<void>): Promise<Buffer> {
    const { count } = doc.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      doc.switchToPage(page)
      const side = (text: string, at: number, isRight: boolean) => {
        const [line = []] = wrapText(text, { width: inner * 0.8, size: 8, weight: 'regular' }, measure)
        const end = line.at(-1)
        const long = end ? end.x + end.width : 0
        const x = isRight ? width - MARGIN - long : MARGIN
        drawLine(doc, line, { x, y: at, size: 8, color: SOFT })
      }
      side(head, MARGIN - 12, false)
      side(`${page + 1} of ${count}`, height - MARGIN + 16, true)
      if (page % PAGES_AT_ONCE === 0) await pause()
    }
    doc.end()
    return done
  }

  return { write, rule, table, facts, heading, small, turn, need, close, hasBoxes: measure.hasBoxes }
}

const CELL_SIZE = 8.5
const PAGES_AT_ONCE = 10
const sumOf = (columns: readonly Column[]) => columns.reduce((all, { width }) => all + width, 0)

type GlyphFont = { hasGlyphForCodePoint(codePoint: number): boolean }

/** Widths per em, each word once; fonts are opened only for a document that needs them. */
function measureOf(doc: PDFKit.PDFDocument, fonts: FontFiles): Measure & { hasBoxes(): boolean } {
  for (const { name, bytes } of fonts) doc.registerFont(name, bytes)
  const words = new Map<string, Word>()
  const widths = new Map<string, number>()
  let boxes = 0
  const hasGlyph = (codePoint: number) => {
    doc.font(fonts[0]?.name ?? '')
    const { font } = (doc as unknown as { _font: { font: GlyphFont } })._font
    return font.hasGlyphForCodePoint(codePoint)
  }
  return {
    hasBoxes: () => boxes > 0,
    word(text, weight) {
      const key = `${weight} ${text}`
      const known = words.get(key)
      if (known) return known
      const word = setWord(text, weight, hasGlyph)
      if (word.meant?.replaceAll(BOX, '') !== undefined) boxes += 1
      words.set(key, word)
      return word
    },
    width(text, font) {
      const key = `${font} ${text}`
      const known = widths.get(key)
      if (known !== undefined) return known
      const width = doc.font(font).fontSize(100).widthOfString(text) / 100
      widths.set(key, width)
      return width
    },
  }
}

/** Words of one font are drawn together, with the spaces between them: so they are also copied. */
function drawLine(doc: PDFKit.PDFDocument, line: Line, { x, y, size, color }: At) {
  doc.fontSize(size).fillColor(color)
  const baseline = y + size * 0.95
  let run: Line = []
  const flush = () => {
    const [first] = run
    if (!first) return
    const text = run.map(({ word }) => word.shown).join(' ')
    const meant = run.some(({ word }) => word.meant !== null)
    // What a copy gives is the word itself, also where the font has only a box for it.
    if (meant)
      doc.markContent('Span', {
        actual: run.map(({ word }) => word.meant ?? word.shown).join(' '),
      })
    doc.font(first.word.font).text(text, x + first.x, baseline, DRAWN)
    if (meant) doc.endMarkedContent()
    run = []
  }
  for (const placed of line) {
    const last = run.at(-1)?.word
    if (last && (last.font !== placed.word.font || last.isRtl || placed.word.isRtl)) flush()
    run.push(placed)
  }
  flush()
}

const DRAWN = { lineBreak: false, baseline: 'alphabetic' } as const
