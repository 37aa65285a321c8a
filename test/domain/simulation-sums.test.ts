import { describe, expect, it } from 'vitest'
import type { Contact } from '../../src/domain/contact.ts'
import { noFacts } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { reachOf } from '../../src/domain/recipient.ts'
import { type Simulated, type Spoken, simulateOrder } from '../../src/domain/simulation.ts'
import { wrongSums } from '../../src/domain/simulation-sums.ts'
import { anEvent, backordered, contextAt, ORDER, placed, RULES } from '../support/events.ts'

const AT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T16:00:00.000Z'
const policy = { ...defaultPolicy(), delay_options: 'notify' as const }
const settings = {
  rules: RULES,
  contextOf: (contact: Contact, now: string) => ({
    ...contextAt(now, policy),
    reach: reachOf(contact, 'US', policy),
  }),
}
const play = (events: Recorded[]): Simulated =>
  simulateOrder(
    ORDER,
    [
      placed([backordered('L1', '2026-03-12', { quantity: 3 })], { payment_status: 'paid' }),
      ...events,
    ],
    '2026-03-06T00:00:00.000Z',
    settings,
  )
const lowers = (quantity: number, at = AT) =>
  anEvent('order.updated', at, { lines: [{ id: 'L1', quantity }] } as never)
const cancels = (quantity: number, at = AT) =>
  anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity }] })
const isMissing = (quantity: number, at = AT) =>
  anEvent('backorder.unfulfillable', at, { lines: [{ id: 'L1', quantity }] })

/** The same life, with other facts in what was said of the cancellation. */
const saying = (played: Simulated, change: (word: Spoken) => Spoken[]): Simulated => ({
  ...played,
  spoken: played.spoken.flatMap((word) =>
    word.wanted.kind === 'order_cancelled' ? change(word) : [word],
  ),
})
const withFacts = (word: Spoken, facts: object): Spoken => ({
  ...word,
  wanted: { ...word.wanted, facts: { ...noFacts(), ...word.wanted.facts, ...facts } },
})
const whys = (played: Simulated) => wrongSums(played).map(({ why }) => why)

describe('what was told to be cancelled', () => {
  it.each([
    ['a line that was lowered', [lowers(2)]],
    ['lowered, and cancelled by name in the same moment', [lowers(2), cancels(1)]],
    ['lowered, and cancelled by name the next day', [lowers(2), cancels(1, LATER)]],
    ['lowered to nothing', [lowers(1), lowers(0, LATER)]],
    ['cancelled in part, and in part not to be had', [cancels(1), isMissing(1, LATER)]],
    ['lowered, and the rest not to be had in the same moment', [lowers(2), isMissing(1)]],
    ['not to be had in part, and then taken off', [isMissing(2), lowers(0, LATER)]],
    ['cancelled in part, and then taken off', [cancels(1), lowers(0, LATER)]],
  ] as const)('adds up to what is gone: %s', (_, events) => {
    const played = play([...events])

    expect(played.spoken.some(({ wanted }) => wanted.facts.cancelled.length > 0)).toBe(true)
    expect(whys(played)).toEqual([])
  })

  it('is found where a text tells again what a text has told, under a key of its own', () => {
    const twice = saying(play([lowers(2)]), (word) => {
      const text = { ...word, wanted: { ...word.wanted, channel: 'sms' as const } }
      return [word, text, { ...text, at: LATER }]
    })

    expect(whys(twice)).toEqual(['line L1: 2 told by sms to be cancelled, and 1 are'])
  })

  it('is found where its count is of what is ordered now', () => {
    const wrong = saying(play([lowers(1)]), (word) => [
      withFacts(word, { cancelled: [{ lineId: 'L1', quantity: 2 }] }),
    ])

    expect(whys(wrong)).toEqual(['line L1: 2 of 1 cancelled'])
  })

  it('is found where it reads as all of a line of which some is to come', () => {
    const wrong = saying(play([lowers(2)]), (word) => [
      withFacts(word, { cancelled: [{ lineId: 'L1', quantity: 2 }] }),
    ])

    expect(whys(wrong)).toContain('line L1: 2 of 2 cancelled')
  })

  it('is found where one moment has a second word of another cause', () => {
    const twice = saying(play([lowers(2)]), (word) => [
      word,
      { ...word, wanted: { ...word.wanted, kind: 'delay_expired', key: 'delay_expired:evt' } },
    ])

    expect(whys(twice)).toContain('the second of its kind in one moment')
  })

  it('is found where one moment has two words of it, and where a unit is told twice', () => {
    const twice = saying(play([lowers(2)]), (word) => [
      word,
      { ...word, wanted: { ...word.wanted, key: `${word.wanted.key}:again` } },
    ])

    expect(whys(twice)).toEqual([
      'the second of its kind in one moment',
      'line L1: 2 told to be cancelled, and 1 are',
      '39.80 told to come back, and 19.90 does',
      'line L1: 2 told by email to be cancelled, and 1 are',
    ])
  })

  it('is found where a unit, or its money, is told by nothing', () => {
    const played = play([lowers(2), cancels(1, LATER)])
    const [first] = played.spoken.filter(({ wanted }) => wanted.kind === 'order_cancelled')
    const silent = saying(played, (word) => (word === first ? [] : [word]))
    const unpriced = saying(played, (word) => [withFacts(word, { refund: null })])

    expect(whys(silent)).toEqual([
      'line L1: 1 told to be cancelled, and 2 are',
      '19.90 told to come back, and 39.80 does',
    ])
    expect(whys(unpriced)).toEqual(['nothing told to come back, and 39.80 does'])
  })
})
