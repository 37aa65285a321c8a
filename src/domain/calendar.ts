import Holidays from 'date-holidays'
import type { Day, Instant } from './order.ts'

/** The calendar day of an instant (or of a plain date) in a zone. */
export function dayOf(at: Instant | Day, zone: string): Day {
  if (at.length === 10) return at
  const time = Date.parse(at)
  const known = dayFormat(zone)
  // Clocks change on a whole minute, in every zone since the last odd one went in 1972.
  const minute = Math.floor(time / MINUTE_MS)
  if (minute === known.minute && minute > LAST_ODD_MINUTE) return known.day
  // Four digits for the year, also before 1000.
  known.day = known.format.format(time).padStart(10, '0')
  known.minute = minute
  return known.day
}

const MINUTE_MS = 60_000
const LAST_ODD_MINUTE = Date.UTC(1973, 0) / MINUTE_MS

const ZONES_MAX = 1_000
const formats = new Map<string, DayFormat>()
/** With the last day that was asked for: nearly always it is asked for again. */
type DayFormat = { format: Intl.DateTimeFormat; minute: number; day: Day }

/** Kept, because making one is slow. A promise asks three times for a day: 2 µs each, Luxon 28. */
function dayFormat(zone: string): DayFormat {
  const found = formats.get(zone)
  if (found) return found

  // Canadian English writes a day as ISO 8601 does.
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  if (formats.size >= ZONES_MAX) formats.clear()
  const made = { format, minute: Number.NaN, day: '' }
  formats.set(zone, made)
  return made
}

/** Calendar days from one day to another; negative where `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** `day` itself where parcels leave on it, else the next such day: Mon–Fri less public holidays. */
export function shippingDayFrom(day: Day, country: string): Day {
  let candidate = day
  for (let tries = 0; tries < DAYS_MAX && !isShippingDay(candidate, country); tries += 1) {
    candidate = addDays(candidate, 1)
  }
  return candidate
}

/** The day that lies `days` working days after `day`; day 0 is `day` itself. */
export function addWorkingDays(day: Day, days: number, country: string): Day {
  let candidate = day
  for (let done = 0; done < days; done += 1) {
    candidate = shippingDayFrom(addDays(candidate, 1), country)
  }
  return candidate
}

export function isShippingDay(day: Day, country: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return (
    weekday !== 0 && weekday !== 6 && !publicHolidays(country, Number(day.slice(0, 4))).has(day)
  )
}

/** No holiday season is longer: a bound, so that a broken table cannot loop for ever. */
const DAYS_MAX = 30

/**
 * Reading a country's rules takes milliseconds, and a promise asks for each day it steps over: so
 * the days of a year are worked out once. A table of constants, not a state.
 */
const YEARS_MAX = 1_000
const known = new Map<string, ReadonlySet<Day>>()

function publicHolidays(country: string, year: number): ReadonlySet<Day> {
  const key = `${country}:${year}`
  const found = known.get(key)
  if (found) return found

  const days = new Set<Day>()
  for (const holiday of new Holidays(country).getHolidays(year) ?? []) {
    if (holiday.type === 'public') days.add(holiday.date.slice(0, 10))
  }
  if (known.size >= YEARS_MAX) known.clear()
  known.set(key, days)
  return days
}
