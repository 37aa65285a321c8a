import { describe, expect, it } from 'vitest'

import { agreed, FAR, ORDERED, offerIdOf, tell } from './delay-story.ts'

/** FAR is offered on 9 March; silence would cancel at the end of 15 April. */
const wordsAfter = (story: ReturnType<typeof tell>, from: string) =>
  story.spoken
    .filter(({ at, kind }) => at >= from && kind === 'backorder_update')
    .map(({ wanted }) => wanted.facts.endHeld ?? null)

const wordsBefore = ({ spoken }: ReturnType<typeof tell>, to: string) =>
  spoken.filter(({ at }) => at < to).map(({ wanted }) => wanted.facts.endHeld ?? null)

describe('an end that was said and is held', () => {
  it('is said to have been held by the next word, where the merchant confirms each', () => {
    const story = tell([ORDERED, FAR], { policy: { expiry: 'confirm' } })

    expect(story.order.expiries).toEqual([])
    expect(wordsBefore(story, '2026-04-16').filter((one) => one !== null)).toEqual([])
    expect(wordsAfter(story, '2026-04-16')[0]).toEqual({
      on: '2026-04-15',
      lines: ['L1'],
      canKeep: true,
    })
  })

  it('and where the feed looks dead, until it lives again', () => {
    const feed = (now: string) => (now < '2026-04-23' ? '2026-04-01T00:00:00.000Z' : null)
    const story = tell([ORDERED, FAR], { feed })

    expect(wordsAfter(story, '2026-04-16')[0]).toEqual({
      on: '2026-04-15',
      lines: ['L1'],
      canKeep: true,
    })
    expect(story.order.expiries).toHaveLength(1)
  })

  it('is not spoken of where it was agreed to wait', () => {
    const policy = { expiry: 'confirm' as const }
    const offer = offerIdOf(tell([ORDERED, FAR], { policy }).order)
    const story = tell([ORDERED, FAR, agreed('2026-03-10T15:00:00Z', offer)], { policy })

    expect(wordsAfter(story, '2026-04-16').filter((one) => one !== null)).toEqual([])
  })
})
