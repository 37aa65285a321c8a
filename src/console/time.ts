import type { Day, Instant } from '../domain/order.ts'

/** Where and when a page is read: a merchant's zone, and the merchant's own now. */
export type Reading = { timeZone: string; now: Instant }

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/

/** "Fri, Mar 14", with the year where it is not this one; of an instant, its day in the zone. */
export function sayDay(value: Day | Instant, { timeZone, now }: Reading): string {
  const day = dayOf(value, timeZone)
  if (!isDay(day)) return value
  const sameYear = day.slice(0, 4) === dayOf(now, timeZone).slice(0, 4)
  return format(sameYear ? 'day' : 'dayOfYear', 'UTC').format(new Date(`${day}T12:00:00Z`))
}

/** "10:32", in the zone. */
export const sayTime = (at: Instant, { timeZone }: Reading) =>
  format('time', timeZone).format(new Date(at))

export const sayMoment = (at: Instant, reading: Reading) =>
  `${sayDay(at, reading)}, ${sayTime(at, reading)}`

/** The whole of it, for a title: "Saturday, March 14, 2026 at 10:32:05 EDT". */
export const sayExactly = (at: Instant, { timeZone }: Reading) =>
  format('exact', timeZone).format(new Date(at))

/** "in 2 d", "3 h ago", "now": one unit, rounded down, so that a wait is never overstated. */
export function sayDistance(at: Instant, now: Instant): string {
  const distance = Date.parse(at) - Date.parse(now)
  const said = sayLength(Math.abs(distance))
  if (said === null) return 'now'
  return distance > 0 ? `in ${said}` : `${said} ago`
}

/** "6 d": how long something has lasted. */
export const sayWait = (since: Instant, now: Instant) =>
  sayLength(Math.max(0, Date.parse(now) - Date.parse(since))) ?? '0 min'

/** The day of a value in the zone; a day is one already. */
export function dayOf(value: Day | Instant, timeZone: string): Day {
  if (DAY_ONLY.test(value) || Number.isNaN(Date.parse(value))) return value
  return format('iso', timeZone).format(new Date(value))
}

const isDay = (day: string) => DAY_ONLY.test(day) && !Number.isNaN(Date.parse(`${day}T12:00:00Z`))

function sayLength(milliseconds: number): string | null {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return null
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / 1440)} d`
}

const FORMATS = {
  day: { weekday: 'short', month: 'short', day: 'numeric' },
  dayOfYear: { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  exact: { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' },
  iso: { year: 'numeric', month: '2-digit', day: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** Making a format costs some 50 microseconds, a page holds hundreds of dates. */
const made = new Map<string, Intl.DateTimeFormat>()

function format(name: keyof typeof FORMATS, timeZone: string) {
  const key = `${name} ${timeZone}`
  const known = made.get(key)
  if (known) return known

  const locale = name === 'iso' ? 'en-CA' : 'en-US'
  const fresh = new Intl.DateTimeFormat(locale, { ...FORMATS[name], timeZone })
  made.set(key, fresh)
  return fresh
}
