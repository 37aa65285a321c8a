/** `burst` at once, then one more every `secondsEach`; `keysMax` bounds the memory. */
export type RateLimit = { burst: number; secondsEach: number; keysMax: number }

type RateLimiter = {
  /** 0 where the try is allowed and counted; else the seconds until the next one is. */
  take(key: string, now: Date): number
}

/**
 * A token bucket a key, kept as the one moment at which the bucket would be full again. It is of
 * this process: with several, each allows its share, which still ends every search by trying.
 */
export function createRateLimiter({ burst, secondsEach, keysMax }: RateLimit): RateLimiter {
  const fullAt = new Map<string, number>()
  const each = secondsEach * 1_000

  return {
    take(key, now) {
      const at = now.getTime()
      const next = Math.max(fullAt.get(key) ?? at, at) + each
      const waitMs = next - at - burst * each
      if (waitMs > 0) return Math.ceil(waitMs / 1_000)

      fullAt.delete(key)
      if (fullAt.size >= keysMax) fullAt.delete(fullAt.keys().next().value ?? '')
      fullAt.set(key, next)
      return 0
    },
  }
}
