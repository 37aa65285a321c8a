import PDFDocument from 'pdfkit'
import { type Doc, drawLine, measureOf } from './draw.ts'
import type { FontFiles, Weight } from './typeface.ts'
import { type Line, wrapText } from './wrap.ts'

export type Style = {
  size?: number
  weight?: Weight
  color?: string
  indent?: number
  gap?: number
}
export type Pause = () => Promise<void>
type Setup = {
  paper: 'A4' | 'LETTER'
  info: PDFKit.DocumentInfo
  fonts: FontFiles
}

const MARGIN = 54
const TOP = MARGIN + 30
const SIZE = 9.5
export const LEADING = 1.32
const INK = '#1b1d21'
export const SOFT = '#5a6069'
const HAIR = '#c9cdd3'
const PAGES_AT_ONCE = 10

/**
 * Pages with a place to write at, from top to bottom. It knows paper, fonts and where a page ends,
 * and nothing of what is written. How many pages there are is known only at the end, and stands on
 * each of them, so they are kept until then.
 */
export class Sheet {
  readonly inner: number
  y = TOP
  private readonly doc: Doc
  private readonly done: Promise<Buffer>
  private readonly measure: ReturnType<typeof measureOf>
  private readonly bottom: number

  constructor({ paper, info, fonts }: Setup) {
    this.doc = new PDFDocument({ ...DOCUMENT, size: paper, info })
    this.done = collect(this.doc)
    this.measure = measureOf(this.doc, fonts)
    this.inner = this.doc.page.width - 2 * MARGIN
    this.bottom = this.doc.page.height - MARGIN
  }

  turn() {
    this.doc.addPage()
    this.y = TOP
  }

  /** Begins a page where less than this is left of the present one. */
  need(points: number): boolean {
    const turns = this.y + points > this.bottom
    if (turns) this.turn()
    return turns
  }

  lines(text: string, width: number, size = SIZE, weight: Weight = 'regular'): Line[] {
    return wrapText(text, { width, size, weight }, this.measure)
  }

  draw(line: Line, left: number, { size = SIZE, color = INK }: Pick<Style, 'size' | 'color'> = {}) {
    drawLine(this.doc, line, { x: MARGIN + left, y: this.y, size, color })
  }

  write(text: string, style: Style = {}) {
    const { size = SIZE, weight = 'regular', color = INK, indent = 0, gap = 4 } = style
    for (const line of this.lines(text, this.inner - indent, size, weight)) {
      this.need(size * LEADING)
      this.draw(line, indent, { size, color })
      this.y += size * LEADING
    }
    this.y += gap
  }

  rule() {
    const right = MARGIN + this.inner
    this.doc.moveTo(MARGIN, this.y).lineTo(right, this.y).lineWidth(0.5).strokeColor(HAIR).stroke()
    this.y += 3
  }

  /** Names and values beside one another; what has no value is left out. */
  facts(pairs: readonly (readonly [string, string | null])[]) {
    const column = this.inner * 0.24
    for (const [name, value] of pairs) {
      if (value === null || value === '') continue
      const [label = []] = this.lines(name, column)
      for (const [n, line] of this.lines(value, this.inner - column).entries()) {
        this.need(SIZE * LEADING)
        if (n === 0) this.draw(label, 0, { color: SOFT })
        this.draw(line, column)
        this.y += SIZE * LEADING
      }
      this.y += 1.5
    }
    this.y += 6
  }

  /** Never the last line of its page, and an entry in the reader's list of contents. */
  heading(text: string) {
    if (!this.need(110) && this.y > TOP) this.y += 12
    this.doc.outline.addItem(text)
    this.write(text, { size: 14, weight: 'bold', gap: 6 })
  }

  small(text: string) {
    if (!this.need(50)) this.y += 4
    this.write(text, { size: 10.5, weight: 'bold', gap: 3 })
  }

  hasBoxes() {
    return this.measure.hasBoxes()
  }

  async close(head: string, pause: Pause): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page)
      this.y = MARGIN - 12
      this.aside(head, 'left')
      this.y = this.bottom + 16
      this.aside(`${page + 1} of ${count}`, 'right')
      if (page % PAGES_AT_ONCE === 0) await pause()
    }
    this.doc.end()
    return this.done
  }

  private aside(text: string, side: 'left' | 'right') {
    const [line = []] = this.lines(text, this.inner, 8)
    const last = line.at(-1)
    const long = last ? last.x + last.width : 0
    this.draw(line, side === 'right' ? this.inner - long : 0, { size: 8, color: SOFT })
  }
}

const DOCUMENT = {
  margin: 0,
  bufferPages: true,
  lang: 'en',
  displayTitle: true,
  pdfVersion: '1.7',
} as const

function collect(doc: Doc): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}
