import { addHours, earlier, later } from './instant.ts'
import { shareOf } from './jitter.ts'
import type { Instant } from './order.ts'

/** How long an event is tried before it is parked, to be sent again by hand. */
export const TRIED_HOURS = 72
const FIRST_SECONDS = 2
const LONGEST_SECONDS = 6 * 3_600
/** So often in a row an endpoint fails before nothing but one attempt at a time is made. */
export const FAILURES_UNTIL_PAUSE = 5
const PAUSE_SECONDS_MAX = 15 * 60
/** What waits for a pause to end comes spread over so long after it. */
const SPREAD_SECONDS = 60

type Failed = {
  now: Instant
  /** From 1. */
  attempt: number
  /** When this event was due, and first tried; since when the endpoint has failed throughout. */
  dueAt: Instant
  firstTriedAt: Instant
  failingSince: Instant | null
  retryAfterSeconds: number | null
  messageId: string
}

/**
 * When an event that was not taken is tried again; null where it has been tried for three days: it
 * is parked. The days count from when the endpoint was first seen to fail, so that what waited for
 * another of its order does not begin them anew, and never from a time when we ourselves were down.
 */
export function webhookRetryAt(failed: Failed): Instant | null {
  const { now, attempt, dueAt, firstTriedAt, failingSince, retryAfterSeconds, messageId } = failed
  const since = later(dueAt, earlier(firstTriedAt, failingSince ?? firstTriedAt))
  if (now >= addHours(since, TRIED_HOURS)) return null

  const backoff = Math.min(FIRST_SECONDS * 2 ** (attempt - 1), LONGEST_SECONDS)
  const seconds = Math.max(
    (backoff * (1 + shareOf(`${messageId} ${attempt}`))) / 2,
    retryAfterSeconds ?? 0,
  )
  return addHours(now, seconds / 3_600)
}

/** Until when an endpoint is left alone; null where it is not failing often enough for that. */
export function pauseAfter(
  now: Instant,
  failures: number,
  retryAfterSeconds: number | null,
): Instant | null {
  const over = failures - FAILURES_UNTIL_PAUSE
  const backoff = over < 0 ? 0 : Math.min(FIRST_SECONDS * 2 ** over, PAUSE_SECONDS_MAX)
  const seconds = Math.max(backoff, Math.min(retryAfterSeconds ?? 0, PAUSE_SECONDS_MAX))
  return seconds > 0 ? addHours(now, seconds / 3_600) : null
}

/** A moment behind the pause for each that waits for it, not the same for all. */
export const afterPause = (pausedUntil: Instant, messageId: string): Instant =>
  addHours(pausedUntil, (shareOf(messageId) * SPREAD_SECONDS) / 3_600)
