import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { busyLife } from '../support/arbitrary-lives.ts'
import { breaksNewsAsNews } from './life-checks.ts'
import { live } from './life-driver.ts'

/** Every word goes that a rule wants, whichever come together. */
vi.mock('../../src/domain/cadence/arbitration.ts', () => ({
  settleSpeech: (_: unknown, notices: unknown) => ({ notices, silenced: [] }),
}))

describe('without settling which word goes', () => {
  it('a date that moved hides in a routine word, and the property notices', () => {
    const found = fc.check(
      fc.property(busyLife, (one) => breaksNewsAsNews(live(one)).length === 0),
      { numRuns: 200, seed: 2, endOnFailure: true },
    )

    expect(found.failed).toBe(true)
  })
})
