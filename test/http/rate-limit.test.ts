import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../src/http/rate-limit.ts'
import { clockAt } from '../support/clock.ts'

const LIMIT = { burst: 3, secondsEach: 10, keysMax: 2 }

describe('createRateLimiter', () => {
  it('allows a burst, then one in its time, and says how long to wait', () => {
    const clock = clockAt('2026-03-02T15:00:00Z')
    const { take } = createRateLimiter(LIMIT)
    const tries = () => [1, 2, 3, 4].map(() => take('a', clock.now()))

    expect(tries()).toEqual([0, 0, 0, 10])
    clock.advance({ seconds: 4 })
    expect(take('a', clock.now())).toBe(6)
    clock.advance({ seconds: 6 })
    expect([take('a', clock.now()), take('a', clock.now())]).toEqual([0, 10])
    clock.advance({ seconds: 30 })
    expect(tries()).toEqual([0, 0, 0, 10])
  })

  it('counts a refused try for nothing: who waits as told is let in', () => {
    const clock = clockAt('2026-03-02T15:00:00Z')
    const { take } = createRateLimiter(LIMIT)
    for (let at = 0; at < 50; at += 1) take('a', clock.now())
    clock.advance({ seconds: 10 })
    expect(take('a', clock.now())).toBe(0)
  })

  it('keeps keys apart, and no more of them than it may', () => {
    const now = clockAt('2026-03-02T15:00:00Z').now()
    const { take } = createRateLimiter({ ...LIMIT, burst: 1 })
    expect(['a', 'b', 'a', 'b'].map((key) => take(key, now))).toEqual([0, 0, 10, 10])
    expect(take('c', now)).toBe(0)
    // The oldest gave way: forgetting lets one in too early, and never locks anyone out.
    expect(take('a', now)).toBe(0)
    expect(take('c', now)).toBe(10)
  })
})
