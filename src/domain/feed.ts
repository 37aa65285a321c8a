import { dayOf } from './calendar.ts'
import { addHours } from './instant.ts'
import type { Instant } from './order.ts'
import type { Policy } from './policy.ts'

const WINDOW_HOURS = 28 * 24
/** What a feed kept back comes in over hours once it lives again: so long it is believed dead still. */
const RECOVERY_HOURS = 24

/**
 * Since when a merchant's feed looks dead: no event for 3 days, from one with events on at least 20
 * of the 28 days before; or sooner, by its policy. Null where it lives, or never was busy enough for a silence to mean
 * anything. The 28 days are those before the last event, and not before now: a silence that goes on
 * must not in the end look like a habit.
 *
 * `hours` are those with an event of the merchant's own, newest first.
 */
export function feedSilentSince(
  hours: readonly Instant[],
  now: Instant,
  { timeZone, policy }: FeedOwner,
): Instant | null {
  const recovering = hours.filter((hour) => hour > addHours(now, -RECOVERY_HOURS))
  const ends = [now, ...recovering]
  for (const [at, end] of ends.entries()) {
    const last = hours[at]
    if (last === undefined) return null
    if (addHours(last, policy.feed_silent_days * 24) > end) continue
    if (busyDays(hours.slice(at), last, timeZone) >= policy.feed_busy_days) return last
  }
  return null
}

type FeedOwner = {
  timeZone: string
  policy: Pick<Policy, 'feed_silent_days' | 'feed_busy_days'>
}

function busyDays(hours: readonly Instant[], last: Instant, zone: string): number {
  const from = addHours(last, -WINDOW_HOURS)
  const days = hours.filter((hour) => hour > from).map((hour) => dayOf(hour, zone))
  return new Set(days).size
}

/** The hour that an event counts for. */
export const feedHour = (at: Instant): Instant => `${at.slice(0, 13)}:00:00.000Z`
