import { addDays, dayOf } from './calendar.ts'
import { toInstant } from './instant.ts'
import { momentOf } from './local-time.ts'
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
  let first: Instant = ''
  for (const zone of zones) {
    const moment = momentOf(day, time, zone)
    if (first === '' || moment < first) first = moment
  }
  return first
}

/** Those in which a day may end: the recipient's, and the merchant's. */
export const zonesOf = ({ zone, merchantZone }: { zone: string; merchantZone: string }) =>
  zone === merchantZone ? [zone] : [zone, merchantZone]

/**
 * How a deadline is said to its reader: the last day that is whole for them before it. Where the day
 * ends first at the merchant, "by Sunday" would be over at two in the reader's night to Sunday.
 * With `now`, on that very Sunday it is today: an answer is still taken, and "by Saturday" would say
 * that it is not. Looking back at a deadline there is no such day.
 */
export function lastWholeDay(
  day: Day,
  { zone, merchantZone, now }: { zone: string; merchantZone: string; now?: Instant },
): Day {
  const end = endOfDay(day, [zone, merchantZone])
  const whole =
    endOfDay(day, [zone]) <= end ? day : dayOf(toInstant(Date.parse(end) - DAY_MS), zone)
  if (now === undefined) return whole
  const today = dayOf(now, zone)
  return whole < today && today <= day ? today : whole
}

const DAY_MS = 86_400_000
