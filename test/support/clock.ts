import { DateTime, type DurationLike } from 'luxon'
import type { Clock } from '../../src/lib/clock.ts'

export type TestClock = Clock & {
  advance(by: DurationLike): Date
  set(iso: string): Date
}

/** A clock that stands still until it is advanced. */
export function clockAt(iso: string): TestClock {
  let at = DateTime.fromISO(iso, { zone: 'utc' })

  const clock: TestClock = {
    now: () => at.toJSDate(),
    advance(by) {
      at = at.plus(by)
      return clock.now()
    },
    set(next) {
      at = DateTime.fromISO(next, { zone: 'utc' })
      return clock.now()
    },
  }
  return clock
}
