import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** One file as it was read: its rows by column, and how many of its lines could not be used. */
export type Table = { file: string; rows: Row[]; bad: number }
export type Row = Record<string, string>

/** The file whose name begins so; null where the folder has none. */
export function readTable(folder: string, beginning: string): Table | null {
  const file = readdirSync(folder)
    .filter((name) => name.startsWith(beginning) && /\.csv(\.gz)?$/.test(name))
    .sort()[0]
  if (!file) return null

  const bytes = readFileSync(join(folder, file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return { file, ...parseCsv(text) }
}

/** A line with too few or too many fields is counted as bad, never guessed at. */
export function parseCsv(text: string): { rows: Row[]; bad: number } {
  const [head, ...lines] = records(text.replace(/^\uFEFF/, ''))
  if (!head) return { rows: [], bad: 0 }

  const whole = lines.filter((fields) => fields.length === head.length)
  const rows = whole.map((fields) =>
    Object.fromEntries(head.map((column, at) => [column, (fields[at] ?? '').trim()])),
  )
  return { rows, bad: lines.length - whole.length }
}

/** RFC 4180: a quoted field may hold commas, doubled quotes and line ends. */
function records(text: string): string[][] {
  const all: string[][] = []
  let fields: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(FIELD)) {
    fields.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (fields.length > 1 || fields[0] !== '') all.push(fields)
    fields = []
    if (end === '') break
  }
  return all
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Whether a field is a day of the calendar: 2018-02-30 is none. */
export const isDay = (text: string | undefined): text is string =>
  text !== undefined &&
  DAY.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)
