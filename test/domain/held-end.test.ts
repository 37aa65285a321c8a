import { describe, expect, it } from 'vitest'

import { decideDelayAnswer, openOffers } from '../../src/domain/delay-answer.ts'
import { delayClocks } from '../../src/domain/delay-option.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { anEvent, backordered, contextAt, placed } from '../support/events.ts'
import { agreed, FAR, moved, ORDERED, offerIdOf, SLIP, tell } from './delay-story.ts'
import { play as playUntil } from './story-driver.ts'

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
    const whys = story.spoken.filter(({ kind }) => kind.startsWith('delay_option'))
    expect(whys.map(({ wanted }) => wanted.why)).toEqual([
      'Item L1: it will not ship by 2026-03-16; now 2026-05-04. The merchant says at the end of 2026-04-15 what silence ends (16 CFR 435.2(b)).',
      'Item L1: an answer is due by the end of 2026-04-15, when the merchant says what silence ends.',
      'Item L1: an answer is due by the end of 2026-04-15, when the merchant says what silence ends.',
    ])

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

  it('is not spoken of where it was agreed to wait, while that day lies ahead', () => {
    const policy = { expiry: 'confirm' as const }
    const offer = offerIdOf(tell([ORDERED, FAR], { policy }).order)
    const until = '2026-05-04T23:00:00.000Z'
    const story = tell([ORDERED, FAR, agreed('2026-03-10T15:00:00Z', offer)], { policy }, until)

    expect(wordsAfter(story, '2026-04-16').filter((one) => one !== null)).toEqual([])
  })

  it('is answered to the date told since, which is not asked about again', () => {
    const later = moved('2026-04-21T15:00:00Z', '2026-05-20')
    const until = '2026-04-21T20:00:00.000Z'
    const slipped = play(CONFIRM, [ORDERED, FAR, later], until)
    const word = slipped.spoken.findLast(({ kind }) => kind === 'eta_slipped')
    expect(word?.wanted.facts.endHeld).toEqual({ on: '2026-04-15', lines: ['L1'], canKeep: true })
    const told = word?.wanted.facts.dates[0]?.new
    expect(told).toBe('2026-06-01')
    expect(boundAt(slipped, until)).toEqual([told])

    const keep = agreed('2026-04-21T16:00:00Z', offerIdOf(slipped.order))
    const kept = play(CONFIRM, [ORDERED, FAR, later, keep], '2026-05-10T00:00:00.000Z')
    expect(stateAt(kept, '2026-04-22T00:00:00.000Z')).toEqual([
      { name: 'agreed', on: told, by: 'answer' },
    ])
    expect(kept.spoken.filter(({ kind }) => kind === 'delay_option')).toHaveLength(1)
  })

  it('is answered as it was offered while its day lies ahead, and to no date once that is told', () => {
    const open = play(CONFIRM, [ORDERED, FAR], '2026-04-10T00:00:00.000Z')
    expect(boundAt(open, '2026-04-10T00:00:00.000Z')).toEqual(['2026-05-04'])
    const gone = moved('2026-04-21T15:00:00Z', null)
    const withdrawn = play(CONFIRM, [ORDERED, FAR, gone], '2026-04-22T00:00:00.000Z')
    expect(boundAt(withdrawn, '2026-04-22T00:00:00.000Z')).toEqual([null])
  })
})

describe('a date that silence agreed to, and that is over', () => {
  const until = '2026-04-02T00:00:00.000Z'

  it('is said to wait for the merchant by the word of the missed promise, and can be kept', () => {
    const story = play(CONFIRM, [ORDERED, SLIP], until)
    const word = story.spoken.findLast(({ kind }) => kind === 'promise_missed')
    const end = { on: '2026-03-30', lines: ['L1'], canKeep: true, isUnsaid: true }
    expect(word?.wanted.facts.endHeld).toEqual(end)
    expect(boundAt(story, until)).toEqual([null])

    const keep = agreed('2026-04-01T15:00:00Z', offerIdOf(story.order))
    const kept = play(CONFIRM, [ORDERED, SLIP, keep], until)
    expect(stateAt(kept, until)).toEqual([{ name: 'open_ended', on: null }])
  })

  it('goes on being said by each word after it, while the merchant has not confirmed', () => {
    const story = play(CONFIRM, [ORDERED, SLIP], '2026-04-22T00:00:00.000Z')
    const later = story.spoken.filter(
      ({ at, kind }) => at > '2026-04-02' && kind !== 'promise_missed',
    )

    expect(later.length).toBeGreaterThan(1)
    for (const { wanted } of later)
      expect(wanted.facts.endHeld).toMatchObject({ on: '2026-03-30', isUnsaid: true })
  })

  it('is over for good where nothing is held', () => {
    const policy = { expiry: 'auto' as const }
    const { order } = play(policy, [ORDERED, SLIP], '2026-03-30T12:00:00.000Z')
    const context = contextAt('2026-04-01T12:00:00Z', { ...policy, delay_options: 'ftc' })
    const answer = { answer: 'keep', offer: null, lines: null } as const
    expect(() => decideDelayAnswer(order, answer, context)).toThrow('no longer stands')
  })
})

const CONFIRM = { expiry: 'confirm' as const }

const play = (policy: Partial<Policy>, events: Parameters<typeof tell>[0], until: string) =>
  playUntil(events, until, { policy: { delay_options: 'ftc', ...policy } })

const ruled = (now: string) => contextAt(now, { ...CONFIRM, delay_options: 'ftc' })
const boundAt = ({ order }: ReturnType<typeof tell>, now: string) =>
  openOffers(order, ruled(now)).map(({ offer }) => offer.revisedOn)
const stateAt = ({ order }: ReturnType<typeof tell>, now: string) =>
  delayClocks(order, ruled(now)).map(({ state }) => state)

describe('a date that was told or agreed to, and that is over', () => {
  const gone = '2026-05-06T00:00:00.000Z'
  const offer = offerIdOf(play(CONFIRM, [ORDERED, FAR], '2026-03-10T00:00:00.000Z').order)
  const yes = agreed('2026-03-10T15:00:00Z', offer)
  const wordOf = ({ spoken }: ReturnType<typeof tell>) =>
    spoken.findLast(({ kind }) => kind === 'promise_missed')?.wanted.facts.endHeld

  it('waits for the merchant where an answer had agreed to it, and can be kept once more', () => {
    const story = play(CONFIRM, [ORDERED, FAR, yes], gone)
    const end = { on: '2026-05-04', lines: ['L1'], canKeep: true, isUnsaid: true }
    expect(wordOf(story)).toEqual(end)
    expect(boundAt(story, gone)).toEqual([null])

    const again = agreed('2026-05-05T15:00:00Z', offer)
    const kept = play(CONFIRM, [ORDERED, FAR, yes, again], gone)
    expect(stateAt(kept, gone)).toEqual([{ name: 'open_ended', on: null }])
    expect(boundAt(kept, gone)).toEqual([])
  })

  it('waits for the merchant where nothing was offered by then, and can be kept', () => {
    const allocated = anEvent('backorder.allocated', '2026-03-06T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const until = '2026-04-08T00:00:00.000Z'
    for (const stock of [[], [allocated]]) {
      const story = play(CONFIRM, [ORDERED, ...stock], until)
      const end = { on: '2026-03-16', lines: ['L1'], canKeep: true, isUnsaid: true }
      expect(wordOf(story)).toEqual(end)
      const later = story.spoken.filter(({ at }) => at > '2026-03-18')
      expect(later.length).toBeGreaterThan(1)
      for (const { kind, wanted } of later)
        expect([kind, wanted.facts.endHeld]).toEqual([kind, end])
      expect(openOffers(story.order, ruled(until))).toHaveLength(1)

      const asked = story.order.said.find(({ told }) => told.held)?.messageId ?? ''
      const keep = agreed('2026-03-20T15:00:00Z', asked)
      const kept = play(CONFIRM, [ORDERED, ...stock, keep], '2026-03-20T16:00:00.000Z')
      expect(stateAt(kept, '2026-03-20T16:00:00.000Z')[0]?.name).not.toBe('asked')
      expect(openOffers(kept.order, ruled('2026-03-20T16:00:00.000Z'))).toEqual([])
    }
  })

  it('is said of an end that our own outage made late as well, and of no import', () => {
    const slip = moved('2026-03-16T15:00:00Z', '2026-03-24')
    const down = { from: '2026-03-16T15:05:00.000Z', to: '2026-03-17T12:00:00.000Z' }
    const policy = { delay_options: 'ftc' as const, ...CONFIRM }
    const until = '2026-03-31T00:00:00.000Z'
    const late = playUntil([ORDERED, slip], until, { policy, down })
    const after = late.spoken.filter(({ at }) => at > '2026-03-17')
    expect(after.length).toBeGreaterThan(1)
    for (const { kind, wanted } of after)
      expect([kind, wanted.facts.endHeld?.canKeep]).toEqual([kind, true])

    const imported = placed([backordered('L1')], {
      at: '2026-01-05T15:00:00Z',
      receivedAt: '2026-03-10T15:00:00Z',
    })
    const { spoken } = playUntil([imported], until, { policy })
    expect(spoken.filter(({ wanted }) => wanted.facts.endHeld)).toEqual([])
  })
})
