import { DAY_MS, dayText, instantOf } from './instant.ts'
import { zoneOf } from './kept-zone.ts'
import type { Day, Instant } from './order.ts'

/**
 * The clock on a wall: instants as the hours and days of a zone, and back. In whole numbers and not
 * by Luxon, which takes 20 µs for each: planning an order asks some fifty times.
 */

/**
 * "15:00 on that day": an hour that comes twice is its first, one that is skipped comes after. Kept,
 * for the orders of a day ask for the same few, a dozen times each.
 */
export function momentOf(day: Day, time: string, zone: string): Instant {
  const asked = `${day} ${time} ${zone}`
  const known = moments.get(asked)
  if (known !== undefined) return known

  const wall = Date.parse(`${day}T${time}Z`)
  const moment = shownAt(wall, zone, offsetOf(wall - DAY_MS, zone))
  if (moments.size >= MOMENTS_MAX) moments.clear()
  moments.set(asked, moment)
  return moment
}

/** A table of constants, not a state. */
const moments = new Map<string, Instant>()
const MOMENTS_MAX = 10_000

/** The same hour some days on: over a change of the clocks no count of 24 hours. */
export function plusDays(at: Instant, days: number, zone: string): Instant {
  const ms = Date.parse(at)
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
  const ms = Date.parse(at)
  return ms + offsetOf(ms, zone)
}

/** Tried with the offset of before; where the clocks change in between, with the one that is then. */
function shownAt(wall: number, zone: string, before: number): Instant {
  const after = offsetOf(wall - before, zone)
  const isSkipped = after !== before && offsetOf(wall - after, zone) !== after
  return instantOf(wall - (isSkipped ? Math.min(before, after) : after))
}

const offsetOf = (ms: number, zone: string) => zoneOf(zone).offset(ms) * 60_000
