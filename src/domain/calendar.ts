import Holidays from 'date-holidays'
import { DAY_MS, dayText } from './instant.ts'
import { localDay } from './local-time.ts'
import type { Day, Instant } from './order.ts'

/** The calendar day of an instant (or of a plain date) in a zone. */
export function dayOf(at: Instant | Day, zone: string): Day {
  return at.length === 10 ? at : localDay(at, zone)
}

/** Calendar days from one day to another; negative where `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

export function addDays(day: Day, days: number): Day {
  return dayText(Date.parse(day) / DAY_MS + days)
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
