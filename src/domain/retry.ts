import { addHours } from './instant.ts'
import type { Instant } from './order.ts'

/**
 * When to try again after a provider's "later": within 2 s at first, then doubling up to an hour,
 * never sooner than the provider asked. `attempt` counts from 1.
 */
export function retryAt(now: Instant, attempt: number, retryAfterSeconds: number | null): Instant {
  const backoffSeconds = Math.min(FIRST_SECONDS * 2 ** (attempt - 1), LONGEST_SECONDS)
  const seconds = Math.max(backoffSeconds, Math.min(retryAfterSeconds ?? 0, LONGEST_SECONDS))
  return addHours(now, seconds / 3_600)
}

const FIRST_SECONDS = 2
const LONGEST_SECONDS = 3_600
