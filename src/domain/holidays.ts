import Holidays from 'date-holidays'
import { DAY_MS, dayText } from './instant.ts'
import type { Day } from './order.ts'

/** Public holidays of a country, or of a part of one: "US", "US-CA", "DE-BY". */
export function isPublicHoliday(day: Day, place: string): boolean {
  return publicHolidays(place, Number(day.slice(0, 4))).has(day)
}

/** Whether the holidays of a place are known as its own: a part of a country only by its code. */
export function isHolidayPlace(place: string): boolean {
  const [country = '', part, ...more] = place.split('-')
  const parts = more.length === 0 && Object.hasOwn(places(), country) ? places()[country] : null
  return parts !== null && (part === undefined || parts?.has(part) === true)
}

/** Read once, for it takes milliseconds, and a policy is checked whenever its merchant is loaded. */
function places(): Readonly<Record<string, ReadonlySet<string>>> {
  if (allPlaces) return allPlaces
  const all = new Holidays()
  const codes = Object.keys(all.getCountries() ?? {})
  allPlaces = Object.fromEntries(
    codes.map((code) => [code, new Set(Object.keys(all.getStates(code) ?? {}))]),
  )
  return allPlaces
}

let allPlaces: Record<string, ReadonlySet<string>> | null = null

/**
 * Reading a country's rules takes milliseconds, and a promise asks for each day it steps over: so
 * the days of a year are worked out once. A table of constants, not a state: by place, then year.
 */
const known = new Map<string, Map<number, ReadonlySet<Day>>>()
const YEARS_MAX = 1_000
let years = 0

function publicHolidays(place: string, year: number): ReadonlySet<Day> {
  const found = known.get(place)?.get(year)
  if (found) return found

  if (years >= YEARS_MAX) {
    known.clear()
    years = 0
  }
  years += 1
  const ofPlace = known.get(place) ?? new Map<number, ReadonlySet<Day>>()
  const days = workedOut(place, year)
  known.set(place, ofPlace.set(year, days))
  return days
}

function workedOut(place: string, year: number): ReadonlySet<Day> {
  const [country = '', part = ''] = place.split('-')
  const days = new Set<Day>()
  for (const holiday of new Holidays(country, part).getHolidays(year) ?? []) {
    if (holiday.type !== 'public') continue
    for (const day of daysOf(holiday)) days.add(day)
  }
  return days
}

type Holiday = { date: string; start: Date; end: Date }

/** Some last for days: the Russian New Year, both Bayrams. A part of a day at the end is none. */
function daysOf({ date, start, end }: Holiday): Day[] {
  const first = Date.parse(date.slice(0, 10)) / DAY_MS
  const count = Math.floor((end.getTime() - start.getTime()) / DAY_MS)
  return Array.from({ length: Math.max(1, count) }, (_, at) => dayText(first + at))
}
