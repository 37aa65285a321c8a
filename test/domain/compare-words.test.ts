import { describe, expect, it } from 'vitest'
import { areSameWords, type Word } from '../../src/domain/compare-words.ts'

const AT = '2026-03-05T16:00:00.000Z'
const word = (kind: Word['kind'], channel: Word['channel'], at = AT): Word => {
  return { kind, channel, at, why: null }
}

describe('words that were said, and would be', () => {
  it('are the same though of a mail and its text the other went first', () => {
    const was = [word('shipped', 'sms'), word('shipped', 'email', '2026-03-05T16:00:01.000Z')]
    const would = [word('shipped', 'email'), word('shipped', 'sms')]

    expect(areSameWords(was, would)).toBe(true)
  })

  it('are the same within a quarter of an hour, and no longer', () => {
    const late = (at: string) =>
      areSameWords([word('shipped', 'email')], [word('shipped', 'email', at)])

    expect(late('2026-03-05T16:15:00.000Z')).toBe(true)
    expect(late('2026-03-05T16:15:01.000Z')).toBe(false)
  })

  it('are others by kind, by channel and by number', () => {
    const one = [word('shipped', 'email')]

    expect(areSameWords(one, [word('restocked', 'email')])).toBe(false)
    expect(areSameWords(one, [word('shipped', 'sms')])).toBe(false)
    expect(areSameWords(one, [...one, ...one])).toBe(false)
  })
})
