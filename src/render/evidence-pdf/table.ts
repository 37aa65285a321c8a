import { LEADING, type Pause, type Sheet, SOFT } from './sheet.ts'
import type { Line } from './wrap.ts'

/** `width` is its share of the page's. */
export type Column = { title: string; width: number }
type Row = Line[][]

const SIZE = 8.5
const GAP = 8
const ROWS_AT_ONCE = 20

/** Rows break where the page does, line by line; the titles stand again on the next one. */
export async function writeTable(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  pause: Pause,
) {
  const lefts = columns.map((_, at) => sheet.inner * shareOf(columns.slice(0, at)))
  const cells = (texts: readonly string[], weight: 'regular' | 'bold'): Row =>
    texts.map((text, at) => {
      const share = columns[at]?.width ?? 0
      return sheet.lines(text, sheet.inner * share - GAP, SIZE, weight)
    })
  const titles = cells(
    columns.map(({ title }) => title),
    'bold',
  )
  const head = () => writeRow(sheet, titles, { lefts, color: SOFT, onTurn: () => {} })
  sheet.need(SIZE * LEADING * 4)
  head()
  for (const [at, row] of rows.entries()) {
    writeRow(sheet, cells(row, 'regular'), { lefts, onTurn: head })
    if (at % ROWS_AT_ONCE === 0) await pause()
  }
  sheet.y += 6
}

type Setting = { lefts: readonly number[]; color?: string; onTurn: () => void }

function writeRow(sheet: Sheet, row: Row, { lefts, color, onTurn }: Setting) {
  const count = Math.max(...row.map((lines) => lines.length))
  // A short row stays whole; one that is longer than a page could not.
  const whole = count <= WHOLE_MAX ? count : 1
  if (sheet.need(whole * SIZE * LEADING + 3)) onTurn()
  for (let n = 0; n < count; n += 1) {
    if (sheet.need(SIZE * LEADING)) onTurn()
    for (const [at, lines] of row.entries()) {
      const line = lines[n]
      if (line) sheet.draw(line, lefts[at] ?? 0, { size: SIZE, ...(color && { color }) })
    }
    sheet.y += SIZE * LEADING
  }
  sheet.y += 2.5
  sheet.rule()
}

const WHOLE_MAX = 12
const shareOf = (columns: readonly Column[]) => columns.reduce((all, { width }) => all + width, 0)
