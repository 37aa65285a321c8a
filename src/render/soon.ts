import { addDays, daysBetween } from '../domain/calendar.ts'
import type { Day } from '../domain/order.ts'
import { formatEstimate } from './estimate.ts'
import { safeLocale } from './locale.ts'

/** Within this many days a weekday names one day only: "Tuesday – Thursday" needs no dates. */
const WEEKDAY_ALONE_DAYS = 6

type Range = { from: Day; to: Day }
type Style = 'long' | 'short'

/** Its days need no date beside them: none is over, and each weekday comes once. */
export const isSoon = ({ from, to }: Range, today: Day) =>
  from >= today && daysBetween(today, to) <= WEEKDAY_ALONE_DAYS

/**
 * A range of days as short as it can be without being read as another one. Today is "today" and not
 * its weekday, which is read as that of next week: "today – Thu", "today or tomorrow".
 */
export function soonRange(range: Range, locale: string, style: Style, today: Day): string {
  const { from, to } = range
  if (!isSoon(range, today)) {
    return formatEstimate({ earliest: from, latest: to }, locale, today, style)
  }
  const key = `${locale} ${style} ${from} ${to} ${today}`
  const known = ranges.get(key)
  if (known) return known
  const said = saySoon(range, locale, style, today)
  if (ranges.size >= RANGES_MAX) ranges.clear()
  ranges.set(key, said)
  return said
}

function saySoon({ from, to }: Range, locale: string, style: Style, today: Day): string {
  const { weekday, near, or } = formatsOf(locale, style)
  const tomorrow = addDays(today, 1)
  const say = (day: Day) =>
    day === today ? near.format(0, 'day') : day === tomorrow ? near.format(1, 'day') : null
  const first = say(from)
  if (first === null) return weekday.formatRange(noonOf(from), noonOf(to))
  if (from >= to) return first
  const last = say(to)
  return last === null ? `${first} – ${weekday.format(noonOf(to))}` : or.format([first, last])
}

/** Few days lie in the week ahead, and saying one range takes as long as all else of a card. */
const RANGES_MAX = 1_000
const ranges = new Map<string, string>()

const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`)
const FORMATS_MAX = 100
const formats = new Map<string, Formats>()

type Formats = {
  weekday: Intl.DateTimeFormat
  near: Intl.RelativeTimeFormat
  or: Intl.ListFormat
}

/** Making a format costs far more than using it. */
function formatsOf(locale: string, weekday: Style): Formats {
  const key = `${locale} ${weekday}`
  const known = formats.get(key)
  if (known) return known
  const safe = safeLocale(locale)
  const made = {
    weekday: new Intl.DateTimeFormat(safe, { weekday, timeZone: 'UTC' }),
    near: new Intl.RelativeTimeFormat(safe, { numeric: 'auto' }),
    or: new Intl.ListFormat(safe, { type: 'disjunction' }),
  }
  if (formats.size < FORMATS_MAX) formats.set(key, made)
  return made
}
