import { zoneOf } from './kept-zone.ts'
import type { Day, Instant } from './order.ts'

/**
 * The clock on a wall: instants as the hours and days of a zone, and back. In whole numbers and not
 * by Luxon, which takes 20 µs for each: planning an order asks some twenty times.
 */

/** "15:00 on that day": an hour that comes twice is its first, one that is skipped comes after. */
export function momentOf(day: Day, time: string, zone: string): Instant {
  const wall = Date.parse(`${day}T${time}Z`)
  return instantOf(wall, zone, offsetOf(wall - DAY_MS, zone))
}

/** The same hour some days on: over a change of the clocks no count of 24 hours. */
export function plusDays(at: Instant, days: number, zone: string): Instant {
  const ms = Date.parse(at)
  const offset = offsetOf(ms, zone)
  return instantOf(ms + offset + days * DAY_MS, zone, offset)
}

/** What the clock shows, as "15:00". */
export function timeOf(at: Instant, zone: string): string {
  const ms = Date.parse(at)
  return new Date(ms + offsetOf(ms, zone)).toISOString().slice(11, 16)
}

/** Tried with the offset of before; where the clocks change in between, with the one that is then. */
function instantOf(wall: number, zone: string, before: number): Instant {
  const after = offsetOf(wall - before, zone)
  const isSkipped = after !== before && offsetOf(wall - after, zone) !== after
  return new Date(wall - (isSkipped ? Math.min(before, after) : after)).toISOString()
}

const offsetOf = (ms: number, zone: string) => zoneOf(zone).offset(ms) * 60_000

const DAY_MS = 86_400_000
