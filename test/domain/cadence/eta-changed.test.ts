import { describe, expect, it } from 'vitest'
import { wantEtaChanged } from '../../../src/domain/cadence/eta-changed.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  EXPECTED,
  fold,
  PLACED_AT,
  PROMISED,
  placed,
  sendNow,
} from '../../support/events.ts'

const DAY = '2026-03-03T15'
const at = (minute: number) => new Date(Date.parse(`${DAY}:00:00Z`) + minute * 60_000).toISOString()
const want = (events: Recorded[], now = at(0)) => wantEtaChanged(fold(events), contextAt(now))
const moves = (
  when: string,
  dates: Record<string, string | null>,
  { receivedAt = when, reason = null as string | null } = {},
) =>
  anEvent(
    'backorder.eta_changed',
    when,
    { lines: Object.entries(dates).map(([id, expected_at]) => ({ id, expected_at })), reason },
    { receivedAt },
  )
const told = (lines = [backordered('L1')]) =>
  sendNow([placed(lines)], 'backorder_confirmed', PLACED_AT, { messageId: 'msg_1' })

describe('eta_slipped', () => {
  it('goes ten minutes after the change, with the old date, the new one and why', () => {
    const slip = moves(at(0), { L1: '2026-04-01' }, { reason: 'Held at customs' })

    expect(want([...told(), slip])).toMatchObject([
      {
        kind: 'eta_slipped',
        key: 'eta_slipped:msg_1',
        dueAt: at(10),
        facts: {
          lines: ['L1'],
          dates: [{ lineId: 'L1', old: PROMISED, new: '2026-04-13' }],
          reason: 'Held at customs',
          told: { dates: { L1: '2026-04-13' } },
        },
      },
    ])
  })

  it('waits ten minutes after the last change, with the last state', () => {
    const events = [
      ...told(),
      moves(at(0), { L1: '2026-04-01' }),
      moves(at(8), { L1: '2026-05-01' }),
    ]

    expect(want(events)).toMatchObject([
      { dueAt: at(18), facts: { dates: [{ new: '2026-05-15' }] } },
    ])
  })

  it('waits an hour after the first change at most', () => {
    const restless = Array.from({ length: 9 }, (_, n) =>
      moves(at(n * 8), { L1: `2026-05-0${n + 1}` }),
    )

    expect(want([...told(), ...restless])[0]?.dueAt).toBe(at(60))
  })

  it('counts anew when a change was taken back and another comes days later', () => {
    const again = '2026-03-06T15:00:00Z'
    const events = [
      ...told(),
      moves(at(0), { L1: '2026-04-01' }),
      moves(at(5), { L1: EXPECTED }),
      moves(again, { L1: '2026-04-01' }),
    ]

    expect(want(events, again)[0]?.dueAt).toBe('2026-03-06T15:10:00.000Z')
  })

  it('counts from when we heard of it', () => {
    const late = moves(at(0), { L1: '2026-04-01' }, { receivedAt: at(300) })

    expect(want([...told(), late], at(300))[0]?.dueAt).toBe(at(310))
  })

  it('counts minutes over a change of the clocks', () => {
    const change = '2026-03-08T06:55:00Z' // 01:55 in New York; five minutes later it is 03:00

    expect(want([...told(), moves(change, { L1: '2026-04-01' })], change)[0]?.dueAt).toBe(
      '2026-03-08T07:05:00.000Z',
    )
  })

  it('is overdue after an outage, with the last state alone', () => {
    const events = [
      ...told(),
      moves(at(0), { L1: '2026-04-01' }),
      moves('2026-03-05T15:00:00Z', { L1: '2026-05-01' }),
    ]
    const wanted = want(events, '2026-03-06T15:00:00Z')

    expect(wanted).toMatchObject([{ dueAt: at(60), facts: { dates: [{ new: '2026-05-15' }] } }])
  })

  it('tells that a date is withdrawn', () => {
    expect(want([...told(), moves(at(0), { L1: null })])).toMatchObject([
      { kind: 'eta_slipped', facts: { dates: [{ old: PROMISED, new: null }] } },
    ])
  })

  it('tells of all lines that moved, a slip among them makes it one', () => {
    const both = told([backordered('L1'), backordered('L2', '2026-04-01')])
    const wanted = want([...both, moves(at(0), { L1: '2026-05-01', L2: '2026-03-10' })])

    expect(wanted).toMatchObject([{ kind: 'eta_slipped', facts: { lines: ['L1', 'L2'] } }])
  })

  it('says why of each line by its name, and once of those that moved alike', () => {
    const ids = ['L1', 'L2', 'L3']
    const many = told(ids.map((id) => backordered(id)))
    const [alike] = want([...many, moves(at(0), { L1: '2026-04-01', L2: '2026-04-01' })])
    const [apart] = want([...many, moves(at(0), { L1: '2026-04-01', L3: null })])

    expect(alike?.why).toBe(`Item L1, Item L2: told ${PROMISED}, now 2026-04-13.`)
    expect(apart?.why).toBe(
      `Item L1: told ${PROMISED}, now 2026-04-13; Item L3: told ${PROMISED}, now no date.`,
    )
  })

  it('of one line is not taken for said because another’s was', () => {
    const both = told([backordered('L1'), backordered('L2')])
    const first = sendNow([...both, moves(at(0), { L1: '2026-05-01' })], 'eta_slipped', at(10), {
      messageId: 'msg_2',
    })

    expect(want([...first, moves(at(120), { L2: '2026-05-01' })])).toMatchObject([
      { key: 'eta_slipped:msg_2', dueAt: at(130), facts: { lines: ['L2'] } },
    ])
  })

  it('is measured against the date that was told, step by step', () => {
    const first = sendNow([...told(), moves(at(0), { L1: '2026-04-01' })], 'eta_slipped', at(10), {
      messageId: 'msg_2',
    })
    const second = want([...first, moves(at(60), { L1: '2026-05-01' })])

    expect(second).toMatchObject([
      { key: 'eta_slipped:msg_2', dueAt: at(70), facts: { dates: [{ old: '2026-04-13' }] } },
    ])
  })

  it.each([
    ['nothing moved', []],
    ['the slip is inside the buffer', [moves(at(0), { L1: '2026-03-14' })]],
    [
      'it moved and moved back',
      [moves(at(0), { L1: '2026-05-01' }), moves(at(5), { L1: EXPECTED })],
    ],
    [
      'the line is cancelled',
      [moves(at(0), { L1: '2026-05-01' }), anEvent('order.cancelled', at(1), {})],
    ],
  ])('is not wanted where %s', (_, events) => {
    expect(want([...told(), ...events], at(60))).toEqual([])
  })

  it('is not wanted before any date was told', () => {
    expect(want([placed([backordered('L1')]), moves(at(0), { L1: '2026-05-01' })])).toEqual([])
  })

  it('is none for a change that is an import', () => {
    const old = moves(at(0), { L1: '2026-05-01' }, { receivedAt: '2026-03-06T15:00:01Z' })

    expect(want([...told(), old], '2026-03-06T15:00:01Z')).toEqual([])
  })
})

describe('eta_improved', () => {
  it('tells a date that is earlier by two days or more', () => {
    expect(want([...told(), moves(at(0), { L1: '2026-03-09' })])).toMatchObject([
      {
        kind: 'eta_improved',
        key: 'eta_improved:msg_1',
        facts: { dates: [{ new: '2026-03-12' }] },
      },
    ])
  })

  it('says nothing of a day', () => {
    const fourteenth = told([backordered('L1', '2026-03-10')]) // the promise is 16 March too
    expect(want([...fourteenth, moves(at(0), { L1: '2026-03-11' })])).toEqual([])
  })

  it('tells the first date where none was told', () => {
    const events = [...told([backordered('L1', null)]), moves(at(0), { L1: EXPECTED })]

    expect(want(events)).toMatchObject([
      { kind: 'eta_improved', facts: { dates: [{ old: null, new: '2026-03-16' }] } },
    ])
  })
})

describe('a date that was told by mail while its text waits', () => {
  const mailed = sendNow([...told(), moves(at(0), { L1: '2026-04-01' })], 'eta_slipped', at(10), {
    messageId: 'msg_2',
  })

  it('is wanted with the same key while it holds', () => {
    expect(want(mailed, at(300))).toMatchObject([
      { key: 'eta_slipped:msg_1', facts: { dates: [{ old: PROMISED, new: '2026-04-13' }] } },
    ])
  })

  it('gives way to another change', () => {
    expect(want([...mailed, moves(at(200), { L1: '2026-05-01' })]).map(({ key }) => key)).toEqual([
      'eta_slipped:msg_2',
    ])
  })

  it('is wanted no more when its line is cancelled, though another waits', () => {
    const both = told([backordered('L1'), backordered('L2')])
    const events = sendNow([...both, moves(at(0), { L1: '2026-04-01' })], 'eta_slipped', at(10))
    const cancelled = anEvent('order.cancelled', at(20), { lines: [{ id: 'L1', quantity: 1 }] })

    expect(want([...events, cancelled])).toEqual([])
  })
})
