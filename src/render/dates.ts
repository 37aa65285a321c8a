import { dayOf } from '../domain/calendar.ts'
import type { Day, Instant } from '../domain/order.ts'
import { languageOf, safeLocale } from './locale.ts'
import { isGsm } from './sms.ts'

/**
 * - `long`: Friday, March 14
 * - `short`: Fri, Mar 14
 * - `full`: Friday, March 14, 2025
 *
 * `long` and `short` take the year too where it is not the year of `today`.
 */
type DayStyle = 'long' | 'short' | 'full'

/** A day as people say it, with its weekday. `today` is the reader's; without it no year is added. */
export function formatDay(day: Day, locale: string, style: DayStyle = 'long', today?: Day): string {
  const year = needsYear(style, [day], today)
  const key = `${day} ${locale} ${style} ${year}`
  const known = said.get(key)
  if (known !== undefined) return known
  const text = asWritten(dayFormat(locale, style, year).format(noonOf(day)), locale)
  if (said.size >= SAID_MAX) said.clear()
  said.set(key, text)
  return text
}

/** The days of a season as the readers of a shop say them: many mails name the same ones. */
const SAID_MAX = 5_000
const said = new Map<string, string>()

/**
 * The short day as a text message can afford it: one letter outside of the GSM alphabet more than
 * halves what fits in a part. French may write "aout" (the spelling of 1990); a Spanish "sáb" has no
 * other spelling, so that weekday is left out.
 */
export function formatTextDay(day: Day, locale: string, today?: Day): string {
  const short = formatDay(day, locale, 'short', today).replace('août', 'aout')
  if (isGsm(short)) return short
  const plain = formatTightDay(day, locale, today)
  return isGsm(plain) ? plain : short
}

/** Without its weekday: for a text with more days in it than it has room for. */
export function formatTightDay(day: Day, locale: string, today?: Day): string {
  const { weekday: _, ...date } = parts('short', needsYear('short', [day], today))
  const plain = intl(locale, { ...date, timeZone: 'UTC' }).format(noonOf(day))
  return asWritten(plain, locale).replace('août', 'aout')
}

/** "Tue, Mar 25 – Thu, Mar 27", or one day where both are the same. */
export function formatRange(
  { from, to }: { from: Day; to: Day },
  locale: string,
  style: DayStyle = 'long',
  today?: Day,
): string {
  if (from >= to) return formatDay(from, locale, style, today)
  const format = dayFormat(locale, style, needsYear(style, [from, to], today))
  return asWritten(format.formatRange(noonOf(from), noonOf(to)), locale)
}

/** "Friday, March 14, 3:45 PM" in the zone, with the year where it is not the year of `today`. */
export function formatInstant(
  instant: Instant,
  locale: string,
  zone: string,
  style: DayStyle = 'long',
  today?: Day,
): string {
  const year = needsYear(style, [dayIn(instant, zone)], today)
  const format = intl(locale, { ...parts(style, year), ...TIME, timeZone: zone })
  return asWritten(format.format(new Date(instant)), locale)
}

/**
 * A date that no line of a heading ends inside of: "Fri, Mar / 20" is read twice. After the weekday
 * it may, for a long one is wider than a telephone.
 */
export function inHeading(date: string): string {
  // Of a range there is no weekday to end a line after: only its dash.
  if (date.includes('–'))
    return date.replaceAll(/(?<!–) /g, '\u00a0').replaceAll(/–(?=\d)/g, '–\u2060')
  const first = date.indexOf(' ') + 1
  return date.slice(0, first) + date.slice(first).replaceAll(/(?<!,) /g, '\u00a0')
}

/**
 * As its people write it, where its formats do not: French `1er mai`, and `2 mai`; Spanish `viernes 1 de
 * mayo`, for inside a sentence the comma would open what nothing closes.
 */
export function asWritten(date: string, locale: string): string {
  const language = languageOf(locale)
  if (language === 'fr') return date.replaceAll(/(?<=^|\s)1(?=\s\p{L})/gu, '1er')
  return language === 'es' ? date.replaceAll(/(?<=\p{L}), (?=\d+ \p{L})/gu, ' ') : date
}

/** The day on which an instant falls in a zone. */
export const dayIn = (instant: Instant, zone: string): Day => dayOf(instant, zone)

/** Facts give a date or an instant (`expected_delivery`); both become the day that readers see. */
export const toDay = (value: Instant | Day, zone: string): Day => dayOf(value, zone)

const TIME = { hour: 'numeric', minute: '2-digit' } as const
const FORMATS_MAX = 500
const formats = new Map<string, Intl.DateTimeFormat>()

const needsYear = (style: DayStyle, days: readonly Day[], today: Day | undefined) =>
  style === 'full' || (today !== undefined && days.some((day) => yearOf(day) !== yearOf(today)))

const yearOf = (day: Day) => day.slice(0, 4)

/** A day has no zone: noon UTC formatted in UTC can never slide to its neighbour. */
const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`)

const dayFormat = (locale: string, style: DayStyle, year: boolean) =>
  intl(locale, { ...parts(style, year), timeZone: 'UTC' })

function parts(style: DayStyle, year: boolean): Intl.DateTimeFormatOptions {
  const names = style === 'short' ? 'short' : 'long'
  return { weekday: names, month: names, day: 'numeric', ...(year ? { year: 'numeric' } : {}) }
}

/** Making a format costs about 50 times what using it does; zones and locales are few. */
function intl(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { weekday, month, day, year, hour, timeZone } = options
  const key = `${locale} ${weekday} ${month} ${day} ${year} ${hour} ${timeZone}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(safeLocale(locale), options)
  if (formats.size < FORMATS_MAX) formats.set(key, made)
  return made
}
