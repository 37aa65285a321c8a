import { createRateLimiter, type RateLimit } from './rate-limit.ts'

export type TriesLimits = {
  /** Of one address, at whatever it tries. */
  address: RateLimit
  /** Of one target, by all. */
  target: RateLimit
  /** Of one address at one target, once all others have used up the target's. */
  own: RateLimit
  /** Of one target beyond its own, by those who have some of theirs left. */
  reserve: RateLimit
}

type Try = { address: string; target: string; now: Date }

/**
 * How often something may be guessed at. Counted by the target alone, a stranger who tries it a
 * dozen times locks its owner out; counted by the address alone, who has many addresses guesses for
 * ever. So whoever comes from elsewhere has a few tries of their own where a target's are used up,
 * and all of these together are bounded too.
 */
export function createTries({ address, target, own, reserve }: TriesLimits) {
  const byAddress = createRateLimiter(address)
  const byTarget = createRateLimiter(target)
  const byBoth = createRateLimiter(own)
  const byReserve = createRateLimiter(reserve)

  return {
    /** 0 where the try is allowed and counted; else the seconds until the next one is. */
    take({ address: from, target: at, now }: Try): number {
      const refused = byAddress.take(from, now)
      if (refused > 0) return refused
      const wait = byTarget.take(at, now)
      if (wait === 0) return 0
      const isOwnLeft = byBoth.take(JSON.stringify([from, at]), now) === 0
      return isOwnLeft && byReserve.take(at, now) === 0 ? 0 : wait
    },
  }
}
