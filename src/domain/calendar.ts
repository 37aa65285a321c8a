import { type Closed, isClosedOn } from './closed-days.ts'
import { isPublicHoliday } from './holidays.ts'
import { DAY_MS, dayText, msOf } from './instant.ts'
import { localDay, localTime } from './local-time.ts'
import type { Day, Instant } from './order.ts'

/** The calendar day of an instant (or of a plain date) in a zone. */
export function dayOf(at: Instant | Day, zone: string): Day {
  return at.length === 10 ? at : localDay(at, zone)
}

/** Whether two dates, or two times without one, are of the same day in a zone. */
export function sameDay(a: Instant | Day | null, b: Instant | Day | null, zone: string): boolean {
  return a === null || b === null ? a === b : dayOf(a, zone) === dayOf(b, zone)
}

/** Calendar days from one day to another; negative where `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((msOf(to) - msOf(from)) / DAY_MS)
}

export function addDays(day: Day, days: number): Day {
  return dayText(msOf(day) / DAY_MS + days)
}

/**
 * When parcels leave. A merchant's own; a country by itself is Mon–Fri less its public holidays,
 * which is also what "working days" are where a law counts them, whatever days a shop keeps.
 */
export type Calendar = {
  /** Whose public holidays are kept, as "US" or "US-CA"; null keeps none. */
  holidaysOf: string | null
  /** As `getUTCDay` counts: 0 is Sunday. */
  shippingDays: readonly number[]
  closedOn: readonly Closed[]
  /** The hour until which what is there leaves on the same day; null: all day. */
  cutOff: string | null
}

/** `day` itself where parcels leave on it, else the next such day. */
export function shippingDayFrom(day: Day, calendar: Calendar | string): Day {
  let candidate = day
  for (let tries = 0; tries < DAYS_MAX && !isShippingDay(candidate, calendar); tries += 1) {
    candidate = addDays(candidate, 1)
  }
  return candidate
}

/**
 * The day that lies `days` working days after `day`; day 0 is `day` itself. Those of a country are
 * kept: the lines of all orders of a day ask for the same one.
 */
export function addWorkingDays(day: Day, days: number, calendar: Calendar | string): Day {
  if (typeof calendar !== 'string') return countWorkingDays(day, days, calendar)
  const kept = workingDays.get(calendar)?.get(days) ?? keepWorkingDays(days, calendar)
  const known = kept.get(day)
  if (known !== undefined) return known
  const found = countWorkingDays(day, days, calendar)
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(day, found)
  return found
}

function keepWorkingDays(days: number, country: string): Map<Day, Day> {
  if (workingDays.size >= COUNTRIES_MAX) workingDays.clear()
  const ofCountry = workingDays.get(country) ?? new Map<number, Map<Day, Day>>()
  const kept = new Map<Day, Day>()
  workingDays.set(country, ofCountry.set(days, kept))
  return kept
}

/** A table of constants, not a state: by country, count and first day. */
const workingDays = new Map<string, Map<number, Map<Day, Day>>>()
const COUNTRIES_MAX = 300
const KEPT_MAX = 1_000

function countWorkingDays(day: Day, days: number, calendar: Calendar | string): Day {
  let candidate = day
  for (let done = 0; done < days; done += 1) {
    candidate = shippingDayFrom(addDays(candidate, 1), calendar)
  }
  return candidate
}

export function isShippingDay(day: Day, calendar: Calendar | string): boolean {
  const isOfCountry = typeof calendar === 'string'
  const { shippingDays, closedOn } = isOfCountry ? OF_A_COUNTRY : calendar
  if (!shippingDays.includes(weekdayOf(day)) || isClosedOn(day, closedOn)) return false
  const holidaysOf = isOfCountry ? calendar : calendar.holidaysOf
  return holidaysOf === null || !isPublicHoliday(day, holidaysOf)
}

/** As `getUTCDay` counts: a day is the same weekday everywhere. */
export const weekdayOf = (day: Day): number => new Date(msOf(day)).getUTCDay()

/**
 * The day as which a moment counts for who ships: what comes after the cut-off leaves as though it
 * had come a day later. A plain date has no hour, so it is what it says.
 */
export function countedDay(at: Instant | Day, zone: string, { cutOff }: Pick<Calendar, 'cutOff'>) {
  const day = dayOf(at, zone)
  const isLate = at.length > day.length && cutOff !== null && localTime(at, zone) >= cutOff
  return isLate ? addDays(day, 1) : day
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]
const OF_A_COUNTRY = { shippingDays: MONDAY_TO_FRIDAY, closedOn: [] }

/** A year and more, for closures; a bound, so that a broken table cannot loop for ever. */
const DAYS_MAX = 400
