import { DateTime } from 'luxon'
import { addDays } from './calendar.ts'
import { zoneOf } from './kept-zone.ts'
import type { Day, Instant } from './order.ts'

/**
 * When a day is over in the zone where it ends first: a deadline that one of two parties may
 * still keep by a clock of its own would be no deadline for the other.
 */
export const endOfDay = (day: Day, zones: readonly string[]): Instant =>
  hourOfDay(addDays(day, 1), '00:00', zones)

/**
 * "15:00 on that day", where it comes first. The hour is set on the local day: over a change of
 * the clocks a count of hours from midnight would name another.
 */
export function hourOfDay(day: Day, time: string, zones: readonly string[]): Instant {
  return zones.map((zone) => momentOf(day, time, zone)).sort()[0] ?? ''
}

/** Kept, because the same few days are asked for by every order: Luxon takes 20 µs to find one. */
const known = new Map<string, Instant>()
const MOMENTS_MAX = 10_000

function momentOf(day: Day, time: string, zone: string): Instant {
  const local = `${day}T${time}`
  const key = `${local} ${zone}`
  const found = known.get(key)
  if (found) return found
  const moment = new Date(DateTime.fromISO(local, { zone: zoneOf(zone) }).toMillis()).toISOString()
  if (known.size >= MOMENTS_MAX) known.clear()
  known.set(key, moment)
  return moment
}
