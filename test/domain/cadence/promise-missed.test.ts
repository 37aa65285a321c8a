import { describe, expect, it } from 'vitest'
import { wantPromiseMissed } from '../../../src/domain/cadence/promise-missed.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  lineOf,
  PLACED_AT,
  PROMISED,
  placed,
  sendNow,
} from '../../support/events.ts'
import { play } from '../story-driver.ts'

const MORNING = '2026-03-17T13:00:00.000Z' // 09:00 in New York, the day after the promise
const want = (events: Recorded[], now = PLACED_AT, over = {}) =>
  wantPromiseMissed(fold(events), { ...contextAt(now), ...over })
const told = (lines = [backordered('L1')]) =>
  sendNow([placed(lines)], 'backorder_confirmed', PLACED_AT, { messageId: 'msg_1' })
const slips = (at: string, expected_at: string | null, id = 'L1') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id, expected_at }] })

describe('promise_missed', () => {
  it('is planned from the telling on, for nine the morning after, with no date to give', () => {
    expect(want(told())).toMatchObject([
      {
        kind: 'promise_missed',
        key: 'promise_missed:msg_1',
        dueAt: MORNING,
        earliest: '2026-03-17T04:00:00.000Z',
        facts: {
          lines: ['L1'],
          dates: [{ lineId: 'L1', old: PROMISED, new: null }],
          told: { dates: { L1: null } },
        },
      },
    ])
  })

  it('gives the new date where one is known that lies ahead', () => {
    const events = [...told(), slips('2026-03-16T15:00:00Z', '2026-04-01')]

    expect(want(events, MORNING)[0]?.facts).toMatchObject({
      dates: [{ old: PROMISED, new: '2026-04-08' }],
      told: { dates: { L1: '2026-04-08' } },
    })
  })

  it.each([
    ['the reader’s, who lives west of the shop', { zone: 'America/Los_Angeles' }, '16:00'],
    ['the merchant’s, where that is west', { zone: 'Europe/Berlin' }, '13:00'],
  ])('takes the later day: %s', (_, over, hour) => {
    expect(want(told(), PLACED_AT, over)[0]?.dueAt).toBe(`2026-03-17T${hour}:00.000Z`)
  })

  it('is at nine also on the day on which the clocks change', () => {
    const cairo = { zone: 'Africa/Cairo', merchantZone: 'Africa/Cairo' } // on Friday 24 April
    const thursday = told([backordered('L1', '2026-04-09')])

    expect(want(thursday, PLACED_AT, cairo)).toMatchObject([
      { dueAt: '2026-04-24T06:00:00.000Z', facts: { dates: [{ old: '2026-04-23' }] } },
    ])
  })

  it('is due at once after an outage', () => {
    const now = '2026-03-20T02:00:00.000Z'

    expect(want(told(), now)[0]?.dueAt).toBe(now)
  })

  it('keeps its key though an update repeats the date', () => {
    const checked = sendNow(told(), 'backorder_checkin', '2026-03-04T15:00:00Z')
    const repeated = sendNow(checked, 'backorder_update', '2026-03-11T14:00:00Z', {
      messageId: 'msg_2',
    })

    expect(want(repeated, '2026-03-11T14:00:00Z').map(({ key }) => key)).toEqual([
      'promise_missed:msg_1',
    ])
  })

  it('answers the second of two dates of one message with a key of its own', () => {
    const both = told([backordered('L1'), backordered('L2', '2026-03-20')])
    const first = sendNow(both, 'promise_missed', MORNING, { messageId: 'msg_2' })
    const next = want(first, MORNING).filter(({ facts }) => facts.lines.includes('L2'))

    expect(next.map(({ key }) => key)).toEqual(['promise_missed:msg_1:msg_2'])
  })

  it('stays wanted for the text that waits, and leaves no promise behind', () => {
    const said = sendNow(told(), 'promise_missed', MORNING, { messageId: 'msg_2' })

    expect(want(said, MORNING)).toMatchObject([{ key: 'promise_missed:msg_1', dueAt: MORNING }])
    expect(lineOf(fold(said), 'L1').backorder?.promise).toBeNull()
  })

  it('is wanted of what was taken off its backorder since, and gives it the handling time', () => {
    const off = anEvent('order.updated', '2026-03-03T15:00:00Z', {
      lines: [{ id: 'L1', backorder: null }],
    })

    expect(want([...told(), off])).toMatchObject([
      {
        key: 'promise_missed:msg_1',
        dueAt: MORNING,
        facts: { dates: [{ old: PROMISED, new: '2026-03-20' }] },
      },
    ])
    const { spoken } = play([placed([backordered('L1')]), off], '2026-03-25T00:00:00.000Z')
    expect(
      spoken
        .filter(({ kind }) => kind === 'promise_missed')
        .map(({ at, wanted }) => [at.slice(0, 10), wanted.facts.told.dates.L1]),
    ).toEqual([
      ['2026-03-17', '2026-03-20'],
      ['2026-03-21', '2026-03-30'],
    ])
  })

  it('is not wanted of what comes once the units that had the date are cancelled', () => {
    const line = lineData('L1', {
      quantity: 2,
      backorder: { quantity: 1, kind: 'standard', expected_at: '2026-03-12' },
    })
    const gone = anEvent('order.cancelled', '2026-03-03T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const comes = anEvent('backorder.allocated', '2026-03-18T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 2 }],
    })
    const { spoken, order } = play([placed([line]), gone, comes], '2026-03-20T00:00:00.000Z')

    expect(spoken.map(({ kind }) => kind)).not.toContain('promise_missed')
    expect(lineOf(order, 'L1').backorder?.promise?.shipsBy).toBe('2026-03-23')
  })

  it.each([
    ['nothing was told', [placed([backordered('L1')])]],
    ['no date was told', told([backordered('L1', null)])],
    [
      'it has shipped',
      [
        ...told(),
        anEvent('shipment.created', '2026-03-10T15:00:00Z', {
          shipment_id: 'S1',
          shipped_at: '2026-03-10T15:00:00Z',
          lines: [{ id: 'L1', quantity: 1 }],
        }),
      ],
    ],
    ['it is cancelled', [...told(), anEvent('order.cancelled', '2026-03-10T15:00:00Z', {})]],
    ['it was imported', [placed([backordered('L1')], { receivedAt: '2026-03-20T15:00:00Z' })]],
  ])('is not wanted where %s', (_, events) => {
    expect(want(events, '2026-03-21T15:00:00Z')).toEqual([])
  })
})

describe('promise_missed of what is here already', () => {
  const comes = (id: string) =>
    anEvent('backorder.allocated', '2026-03-05T15:00:00Z', { lines: [{ id, quantity: 1 }] })
  const live = (until: string, over: Parameters<typeof play>[2] = {}, ids = ['L1']) =>
    play([placed(ids.map((id) => backordered(id))), ...ids.map(comes)], until, over)
  const missed = (story: ReturnType<typeof live>) =>
    story.spoken
      .filter(({ kind }) => kind === 'promise_missed')
      .map(({ at, wanted }) => [at.slice(0, 10), wanted.facts.told.dates.L1])

  it('gives it the handling time once more, in its words and in the promise', () => {
    const story = live('2026-03-18T00:00:00.000Z')

    expect(missed(story)).toEqual([['2026-03-17', '2026-03-20']])
    expect(lineOf(story.order, 'L1').backorder?.promise?.shipsBy).toBe('2026-03-20')
  })

  it.each<[string, Partial<Policy>, string]>([
    ['of which none leaves while the shop is shut', { closed_on: ['2026-03-18/2026-03-25'] }, '30'],
    ['of its kind', { by_kind: { standard: { handling_days: 6 } } }, '25'],
    ['of the shop’s own days', { shipping_days: ['tue'] }, '31'], // 24 March, 31 March, 7 April
  ])('in days %s', (_, policy, day) => {
    const longest = { ...policy, ...(policy.shipping_days && { handling_days: 2 }) }

    expect(missed(live('2026-03-18T00:00:00.000Z', { policy: longest }))).toEqual([
      ['2026-03-17', `2026-03-${day}`],
    ])
  })

  it('takes longer each time, and never has no date', () => {
    expect(missed(live('2026-04-03T00:00:00.000Z'))).toEqual([
      ['2026-03-17', '2026-03-20'],
      ['2026-03-21', '2026-03-30'],
      ['2026-03-31', '2026-04-13'],
    ])
  })

  it.each(['hold', 'ship_available'] as const)(
    'is one date for what leaves together (%s)',
    (split) => {
      const story = live('2026-03-18T00:00:00.000Z', { policy: { split } }, ['L1', 'L2'])

      expect(missed(story)).toEqual([['2026-03-17', '2026-03-20']])
      expect(story.order.lines.map(({ backorder }) => backorder?.promise?.shipsBy)).toEqual([
        '2026-03-20',
        '2026-03-20',
      ])
    },
  )

  it('is one day for one parcel, also where one line of it was missed more often', () => {
    const at = '2026-03-02T15:00:00Z'
    const story = play(
      [
        placed([backordered('L1', null)]),
        anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: 1 }] }, { id: 'evt_1' }),
        anEvent('order.updated', at, {
          lines: [{ id: 'L2', title: 'Item L2', quantity: 1 }],
        } as never),
        anEvent('backorder.created', '2026-03-02T15:01:00Z', {
          lines: [{ id: 'L2', quantity: 1, kind: 'standard', expected_at: null }],
        }),
        anEvent('backorder.allocated', at, { lines: [{ id: 'L2', quantity: 1 }] }, { id: 'evt_4' }),
      ],
      '2026-04-10T00:00:00.000Z',
      { policy: { split: 'hold' } },
    )
    const dates = story.spoken
      .filter(({ kind }) => kind === 'promise_missed')
      .map(({ wanted }) => new Set(Object.values(wanted.facts.told.dates)).size)

    expect(dates.length).toBeGreaterThan(1)
    expect(new Set(dates)).toEqual(new Set([1]))
  })

  it('is not what waits for the rest of its line', () => {
    const two = placed([backordered('L1', '2026-03-12', { quantity: 2 })])
    const story = play([two, comes('L1')], '2026-03-18T00:00:00.000Z')

    expect(missed(story)).toEqual([['2026-03-17', null]])
  })
})
