import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOf } from '../../src/domain/share.ts'

const rounded = (part: number, whole: number) => {
  const share = shareOf(part, whole)
  return share && [share.rate, share.low, share.high].map((one) => Math.round(one * 100))
}

describe('a share', () => {
  it('is none of nothing', () => {
    expect(shareOf(0, 0)).toBeNull()
  })

  it('says little of a few, and more of many (Wilson 1927)', () => {
    expect(rounded(3, 3)).toEqual([100, 44, 100])
    expect(rounded(4, 5)).toEqual([80, 38, 96])
    expect(rounded(0, 10)).toEqual([0, 0, 28])
    expect(rounded(800, 1_000)).toEqual([80, 77, 82])
  })

  it('lies between its bounds, and they between nothing and all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1 }), (whole, at) => {
        const share = shareOf(Math.floor(at * whole) || 0, whole)
        if (!share) throw new Error('there is a share of something')
        expect(share.low).toBeGreaterThanOrEqual(0)
        expect(share.low).toBeLessThanOrEqual(share.rate + 1e-12)
        expect(share.high).toBeGreaterThanOrEqual(share.rate - 1e-12)
        expect(share.high).toBeLessThanOrEqual(1)
      }),
    )
  })
})
