import { describe, expect, it } from 'vitest'
import { delayClocks } from '../../src/domain/delay-option.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { dueDecisions } from '../../src/domain/timed-decision.ts'
import { anEvent, backordered, contextAt, lineOf, placed } from '../support/events.ts'
import { FTC } from './delay-story.ts'
import { play } from './story-driver.ts'

/** All is kept for all, and ships by 4 May: past T (1 April) and 30 days more, which is 1 May. */
const HELD = placed(
  [
    backordered('Widget', '2026-04-20', { quantity: 2 }),
    backordered('Lamp', '2026-04-20', { quantity: 2 }),
    backordered('Rug', '2026-04-20', { quantity: 2 }),
  ],
  { split: 'hold' },
)
const AT = '2026-03-27T17:00:00Z'
const came = (id: string, at: string) =>
  anEvent('backorder.allocated', at, { lines: [{ id, quantity: 1 }] })
const cancelled = (id: string, at = AT, quantity = 1) =>
  anEvent('order.cancelled', at, { lines: [{ id, quantity }] })
const tell = (events: Recorded[], until: string) => play(events, until, { policy: FTC })
const EVENTS = [HELD, came('Lamp', '2026-03-27T14:22:00Z'), came('Rug', AT), cancelled('Lamp')]

describe('a line that is kept for others, of which what waited is cancelled', () => {
  const { order, spoken } = tell(EVENTS, '2026-03-28T00:00:00.000Z')
  const since = spoken.filter(({ at }) => at.startsWith('2026-03-27T17'))

  it('goes on by the offer that was made of it, as what it is kept for does', () => {
    const clocks = delayClocks(order, contextAt('2026-03-28T00:00:00.000Z', FTC))

    expect(clocks.map(({ state }) => state)).toEqual([
      { name: 'asked', on: '2026-05-01' },
      { name: 'asked', on: '2026-05-01' },
      { name: 'asked', on: '2026-05-01' },
    ])
  })

  it('has one end in each word, and the same in all of them', () => {
    expect(since.map(({ kind }) => kind)).toContain('restocked')
    expect(since.map(({ kind }) => kind)).toContain('order_cancelled')
    for (const { wanted } of since) {
      expect(wanted.facts.endsFor ?? []).toEqual([])
      expect(wanted.facts.offers.map(({ lineId, until }) => [lineId, until])).toEqual([
        ['Widget', '2026-05-01'],
        ['Lamp', '2026-05-01'],
        ['Rug', '2026-05-01'],
      ])
      expect(wanted.facts.told.offers ?? []).toEqual([])
    }
  })

  it('ends on the day that was told, and not before', () => {
    const early = tell(EVENTS, '2026-04-30T00:00:00.000Z').order
    const late = tell(EVENTS, '2026-05-03T00:00:00.000Z').order

    expect(early.expiries).toEqual([])
    expect(late.expiries.map(({ deadlines }) => deadlines)).toEqual([
      { Widget: '2026-05-01', Lamp: '2026-05-01', Rug: '2026-05-01' },
    ])
  })

  it('goes on by the same clock when the others are gone: no T begins anew', () => {
    const gone = ['Widget', 'Rug'].map((id) => cancelled(id, '2026-04-20T15:00:00Z', 2))
    const now = '2026-04-21T00:00:00.000Z'
    const { order: left } = tell([...EVENTS, ...gone], now)
    const [clock, ...more] = delayClocks(left, contextAt(now, FTC))

    expect(more).toEqual([])
    expect(clock).toMatchObject({
      lineId: 'Lamp',
      originalOn: '2026-04-01',
      state: { name: 'asked', on: '2026-05-01' },
    })
    expect(dueDecisions(left, contextAt(now, FTC))).toEqual([])
    expect(lineOf(left, 'Lamp').cancelled).toBe(1)
  })
})

it('says no end of a line to which the same word puts another day', () => {
  const two = placed([backordered('Lamp', '2026-03-12', { quantity: 2 }), backordered('Rug', null)])
  const at = '2026-03-13T15:00:00Z'
  const { spoken } = tell(
    [
      two,
      anEvent('backorder.eta_changed', at, { lines: [{ id: 'Lamp', expected_at: '2026-04-20' }] }),
      came('Rug', '2026-03-13T15:01:00Z'),
    ],
    '2026-03-14T00:00:00.000Z',
  )
  const word = spoken.find(({ kind }) => kind === 'restocked')?.wanted.facts

  expect(word?.told.offers?.map(({ lineId }) => lineId)).toContain('Lamp')
  expect(word?.endsFor ?? []).not.toContain('Lamp')
})
