import { DAY_MS, dayText, instantOf, msOf } from './instant.ts'
import { zoneOf } from './kept-zone.ts'
import type { Day, Instant } from './order.ts'

/**
 * The clock on a wall: instants as the hours and days of a zone, and back. In whole numbers and not
 * by Luxon, which takes 20 µs for each: planning an order asks some fifty times.
 */

/**
 * "15:00 on that day": an hour that comes twice is its first, one that is skipped comes after. Kept,
 * for the orders of a day ask for the same few, a dozen times each: by zone, hour and day, since to
 * put the three into one text, and to look for that, took as long as a rule.
 */
export function momentOf(day: Day, time: string, zone: string): Instant {
  const days = daysOf(time, zone)
  const known = days.get(day)
  if (known !== undefined) return known

  const wall = Date.parse(`${day}T${time}Z`)
  const moment = shownAt(wall, zone, offsetOf(wall - DAY_MS, zone))
  if (kept >= MOMENTS_MAX) forgetMoments()
  kept += 1
  daysOf(time, zone).set(day, moment)
  return moment
}

function daysOf(time: string, zone: string): Map<Day, Instant> {
  const hours = moments.get(zone) ?? new Map<string, Map<Day, Instant>>()
  if (hours.size === 0) moments.set(zone, hours)
  const days = hours.get(time) ?? new Map<Day, Instant>()
  if (days.size === 0) hours.set(time, days)
  return days
}

function forgetMoments() {
  moments.clear()
  kept = 0
}

/** A table of constants, not a state: zone, hour, day. */
const moments = new Map<string, Map<string, Map<Day, Instant>>>()
const MOMENTS_MAX = 10_000
let kept = 0

/** The same hour some days on: over a change of the clocks no count of 24 hours. */
export function plusDays(at: Instant, days: number, zone: string): Instant {
  const ms = msOf(at)
  const offset = offsetOf(ms, zone)
  return shownAt(ms + offset + days * DAY_MS, zone, offset)
}

/** The day on the calendar there. */
export const localDay = (at: Instant, zone: string): Day =>
  dayText(Math.floor(wallOf(at, zone) / DAY_MS))

/** What the clock there shows, as "15:00". */
export const localTime = (at: Instant, zone: string): string =>
  instantOf(wallOf(at, zone)).slice(-13, -8)

/** Calendar and clock as milliseconds, as though they were those of UTC. */
function wallOf(at: Instant, zone: string): number {
  const ms = msOf(at)
  return ms + offsetOf(ms, zone)
}

/** Tried with the offset of before; where the clocks change in between, with the one that is then. */
function shownAt(wall: number, zone: string, before: number): Instant {
  const after = offsetOf(wall - before, zone)
  const isSkipped = after !== before && offsetOf(wall - after, zone) !== after
  return instantOf(wall - (isSkipped ? Math.min(before, after) : after))
}

const offsetOf = (ms: number, zone: string) => zoneOf(zone).offset(ms) * 60_000
