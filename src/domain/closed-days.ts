import type { Day } from './order.ts'

/**
 * When a merchant is closed: a day ("2026-12-24"), a day of every year ("12-24"), or a range of
 * either, both ends in it, as ISO 8601 writes an interval: "2026-08-03/2026-08-14", "12-24/01-01".
 */
export type Closed = string

const ENTRY = /^(?:\d{4}-)?\d{2}-\d{2}(?:\/(?:\d{4}-)?\d{2}-\d{2})?$/

export function isClosedOn(day: Day, closed: readonly Closed[]): boolean {
  return closed.some((entry) => {
    const { from, to } = endsOf(entry)
    const at = from.length === YEARLY ? day.slice(-YEARLY) : day
    // Every year, over New Year: what lies between the two is then the other way round.
    return from <= to ? from <= at && at <= to : at >= from || at <= to
  })
}

/** What is wrong with an entry, in words; null where nothing is. */
export function faultOfClosed(entry: string): string | null {
  if (!ENTRY.test(entry)) return 'a day or a range, like "2026-12-24", "12-24" or "12-24/01-01"'
  const { from, to } = endsOf(entry)
  if (from.length !== to.length) return 'both ends of a range with a year, or both without'
  if (!isDay(from) || !isDay(to)) return 'a day that there is'
  return from.length > YEARLY && from > to ? 'a range ends no earlier than it begins' : null
}

/** The days with a year on which a closure begins: where a long one would be found. */
export const closuresOf = (closed: readonly Closed[]): Day[] =>
  closed.map((entry) => endsOf(entry).from).filter(({ length }) => length > YEARLY)

const YEARLY = 'MM-DD'.length

function endsOf(entry: Closed): { from: string; to: string } {
  const [from = '', to = from] = entry.split('/')
  return { from, to }
}

/** Of no year, 29 February is one: it comes. */
function isDay(text: string): boolean {
  const day = text.length === YEARLY ? `2028-${text}` : text
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}
