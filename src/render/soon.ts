import type { Day } from '../domain/order.ts'
import { formatRange } from './dates.ts'
import { safeLocale } from './locale.ts'

/** Within this many days a weekday names one day only: "Tuesday – Thursday" needs no dates. */
const WEEKDAY_ALONE_DAYS = 6

/** A range of days as short as it can be without being read as another one. */
export function soonRange(
  { from, to }: { from: Day; to: Day },
  locale: string,
  style: 'long' | 'short',
  today: Day,
): string {
  const ahead = (Date.parse(to) - Date.parse(today)) / 86_400_000
  if (from < today || ahead > WEEKDAY_ALONE_DAYS) {
    return formatRange({ from, to }, locale, style, today)
  }
  const key = `${locale} ${style} ${from} ${to}`
  const known = ranges.get(key)
  if (known) return known
  const said = weekdays(locale, style).formatRange(noonOf(from), noonOf(to))
  if (ranges.size >= RANGES_MAX) ranges.clear()
  ranges.set(key, said)
  return said
}

/** Few days lie in the week ahead, and saying one range takes as long as all else of a card. */
const RANGES_MAX = 1_000
const ranges = new Map<string, string>()

const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`)
const FORMATS_MAX = 100
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it. */
function weekdays(locale: string, weekday: 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${locale} ${weekday}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(safeLocale(locale), { weekday, timeZone: 'UTC' })
  if (formats.size < FORMATS_MAX) formats.set(key, made)
  return made
}
