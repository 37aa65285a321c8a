import { addHours } from './instant.ts'
import { shareOf } from './jitter.ts'
import type { Instant } from './order.ts'

type Failed = {
  messageId: string
  /** From 1. */
  attempt: number
  retryAfterSeconds: number | null
}

/**
 * When to try again after a provider's "later": within 2 s at first, then within twice as long each
 * time, up to an hour. Anywhere within: what was refused together must not come back together, and
 * of all ways to spread it this asks the provider least often (full jitter, as AWS's architecture
 * blog measured it). Never sooner than the provider asked, and spread behind that moment too: it
 * tells the same one to all.
 */
export function retryAt(now: Instant, { messageId, attempt, retryAfterSeconds }: Failed): Instant {
  const share = shareOf(`${messageId} ${attempt}`)
  const within = Math.min(FIRST_SECONDS * 2 ** (attempt - 1), LONGEST_SECONDS)
  const asked =
    retryAfterSeconds === null
      ? 0
      : Math.min(retryAfterSeconds, ASKED_SECONDS_MAX) + share * FIRST_SECONDS
  return addHours(now, Math.max(within * share, asked) / 3_600)
}

const FIRST_SECONDS = 2
const LONGEST_SECONDS = 3_600
/** Who names a longer wait is mistaken, and the message would be lost to it. */
const ASKED_SECONDS_MAX = 86_400
