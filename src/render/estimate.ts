import { daysBetween } from '../domain/calendar.ts'
import type { DeliveryRange } from '../domain/delivery-range.ts'
import type { Day } from '../domain/order.ts'
import { asWritten, formatDay } from './dates.ts'
import { languageOf, safeLocale } from './locale.ts'

/** Within these days from today a weekday names one day only. */
const WEEKDAYS_AHEAD_MAX = 6
/** So short a range is read as one stretch of one week, however far away. */
const WEEKDAYS_APART_MAX = 3

/**
 * The days of an estimate as people say them: "Tue – Thu, March 10 – 12"; one day where it is one.
 * Not "Tue, Mar 10 – Thu, Mar 12", which is two appointments: an estimate is one stretch of time.
 * A long one further away is its dates alone: "Wed – Tue" reads as if it ran backwards.
 */
export function formatEstimate(
  { earliest, latest }: Pick<DeliveryRange, 'earliest' | 'latest'>,
  locale: string,
  today: Day,
  style: 'long' | 'short' = 'long',
): string {
  if (earliest >= latest) return formatDay(latest, locale, style, today)
  const year = [earliest, latest].some((day) => day.slice(0, 4) !== today.slice(0, 4))
  const days = rangeOf(locale, {
    day: 'numeric',
    month: style,
    ...(year ? { year: 'numeric' } : {}),
  })(earliest, latest)
  const isFar = daysBetween(today, latest) > WEEKDAYS_AHEAD_MAX
  if (isFar && daysBetween(earliest, latest) > WEEKDAYS_APART_MAX) return days
  const weekdays = rangeOf(locale, { weekday: 'short' })(earliest, latest)
  return `${weekdays}${languageOf(locale) === 'fr' ? ' ' : ', '}${days}`
}

type Range = (from: Day, to: Day) => string
const FORMATS_MAX = 200
const formats = new Map<string, Range>()

/** Making a format costs far more than using it. */
function rangeOf(locale: string, options: Intl.DateTimeFormatOptions): Range {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(safeLocale(locale), { ...options, timeZone: 'UTC' })
  const made: Range = (from, to) => asWritten(format.formatRange(noonOf(from), noonOf(to)), locale)
  if (formats.size < FORMATS_MAX) formats.set(key, made)
  return made
}

/** A day has no zone: noon UTC formatted in UTC can never slide to its neighbour. */
const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`)
