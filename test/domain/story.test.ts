import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { anEvent, backordered, EXPECTED, lineData, ownEvent, placed } from '../support/events.ts'
import { inShort, play } from './story-driver.ts'

const customer = {
  name: 'Jon Snow',
  email: 'jon.snow@example.com',
  phone: '+12125550123',
  sms_consent: true,
}
const silent = { ...customer, sms_consent: false }
const ships = (id: string, at: string, lines: string[], receivedAt = at) =>
  anEvent(
    'shipment.created',
    at,
    { shipment_id: id, shipped_at: at, lines: lines.map((line) => ({ id: line, quantity: 1 })) },
    { receivedAt },
  )
const slips = (at: string, expected_at: string | null, receivedAt = at) =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] }, { receivedAt })
const allocated = (at: string) =>
  anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: 1 }] })
const heard = (events: Recorded[], until = '2026-05-01T00:00:00.000Z') =>
  inShort(play(events, until))
const withdrawn = ({ stored }: ReturnType<typeof play>, kind: string) =>
  stored.filter((message) => message.kind === kind && message.status === 'withdrawn')

describe('the story of a backorder', () => {
  it('that slips, comes and ships', () => {
    const events = [
      placed([backordered('L1')], { customer: silent }),
      slips('2026-03-09T14:00:00Z', '2026-04-01'),
      allocated('2026-03-30T13:00:00Z'),
      ships('S1', '2026-03-31T18:00:00Z', ['L1']),
      anEvent('shipment.updated', '2026-04-02T16:00:00Z', {
        shipment_id: 'S1',
        status: 'delivered',
      }),
    ]

    expect(heard(events)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-04T15:00 backorder_checkin',
      '2026-03-09T14:10 eta_slipped',
      '2026-03-16T14:00 backorder_update', // ten o'clock, seven days on
      '2026-03-23T14:00 backorder_update',
      '2026-03-30T13:00 restocked',
      '2026-03-31T18:00 shipped',
      '2026-04-02T16:00 delivered',
    ])
  })

  it('told by text too, where that was agreed to, between eight and nine', () => {
    const events = [
      placed([backordered('L1')], { customer }),
      slips('2026-03-06T03:00:00Z', '2026-04-01'), // 22:00 in New York
      ships('S1', '2026-03-08T11:30:00Z', ['L1']), // 07:30, on the day the clocks change
    ]

    expect(heard(events)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-04T15:00 backorder_checkin',
      '2026-03-06T03:10 eta_slipped',
      '2026-03-06T13:00 eta_slipped (sms)',
      '2026-03-08T11:30 shipped',
      '2026-03-08T12:00 shipped (sms)',
    ])
  })

  it('whose text of the evening is outdated in the morning', () => {
    const events = [
      placed([backordered('L1')], { customer }),
      slips('2026-03-06T03:00:00Z', '2026-04-01'),
      slips('2026-03-06T09:00:00Z', '2026-05-01'),
    ]
    const story = play(events, '2026-03-07T00:00:00.000Z')

    expect(inShort(story).slice(2)).toEqual([
      '2026-03-06T03:10 eta_slipped',
      '2026-03-06T09:10 eta_slipped',
      '2026-03-06T13:00 eta_slipped (sms)',
    ])
    expect(story.spoken.at(-1)?.wanted.facts.dates).toEqual([
      // As who reads texts knows it: of the day between no text went.
      { lineId: 'L1', old: '2026-03-16', new: '2026-05-15' },
    ])
    expect(withdrawn(story, 'eta_slipped')).toEqual([])
  })

  it('whose date is withdrawn and given anew in one night has one text of both', () => {
    const events = [
      placed([backordered('L1')], { customer }),
      anEvent('backorder.eta_changed', '2026-03-06T03:00:00Z', {
        lines: [{ id: 'L1', expected_at: null }],
      }),
      slips('2026-03-06T09:00:00Z', '2026-05-01'),
    ]
    const story = play(events, '2026-03-07T00:00:00.000Z')

    expect(inShort(story).slice(2)).toEqual([
      '2026-03-06T03:10 eta_slipped',
      '2026-03-06T09:10 eta_improved',
      '2026-03-06T13:00 eta_slipped (sms)',
    ])
    expect(story.spoken.at(-1)?.wanted.facts.dates).toEqual([
      { lineId: 'L1', old: '2026-03-16', new: '2026-05-15' },
    ])
  })

  it('whose date slips on the day before it is asked about is told so, and asked on its day', () => {
    const events = [
      placed([backordered('L1', '2026-04-20')], { customer: silent }),
      slips('2026-03-31T15:00:00Z', '2026-05-20'),
    ]
    const story = play(events, '2026-04-02T00:00:00.000Z', {
      policy: { ...defaultPolicy(), delay_options: 'notify' },
    })

    expect(inShort(story).slice(-2)).toEqual([
      '2026-03-31T15:10 eta_slipped',
      '2026-04-01T14:00 backorder_choice',
    ])
  })

  it('that wavers says each hour what holds, and no word twice', () => {
    const wavering = [0, 20, 40, 60, 80, 100].map((minute) =>
      slips(
        new Date(Date.parse('2026-03-05T15:00:00Z') + minute * 60_000).toISOString(),
        addDays('2026-04-10', minute),
      ),
    )
    const events = [placed([backordered('L1')], { customer: silent }), ...wavering]

    expect(heard(events, '2026-03-06T15:00:00.000Z').slice(2)).toEqual([
      '2026-03-05T15:10 eta_slipped',
      '2026-03-05T16:10 eta_slipped',
      '2026-03-05T17:10 eta_slipped',
    ])
  })

  // By the rule alone the second would be promised four days earlier: that much less time is left.
  it.each([EXPECTED, '2026-04-01'])(
    'whose date slips and returns within ten minutes is not worth a word (%s)',
    (expected) => {
      const events = [
        placed([backordered('L1', expected)], { customer: silent }),
        slips('2026-03-07T15:00:00Z', '2026-05-01'),
        slips('2026-03-07T15:08:00Z', expected),
      ]

      expect(heard(events, '2026-03-11T00:00:00.000Z')).toEqual([
        '2026-03-02T15:00 backorder_confirmed',
        '2026-03-04T15:00 backorder_checkin',
      ])
    },
  )

  it('with a date told shortly before the check-in defers that by an hour', () => {
    const events = [
      placed([backordered('L1')], { customer: silent }),
      slips('2026-03-04T14:20:00Z', '2026-04-01'),
    ]

    expect(heard(events, '2026-03-11T00:00:00.000Z').slice(1)).toEqual([
      '2026-03-04T14:30 eta_slipped',
      '2026-03-04T15:30 backorder_checkin',
    ])
  })
})

describe('the story of packages', () => {
  it('a part ships, the rest follows', () => {
    const events = [
      placed([lineData('L2'), backordered('L1')], { customer: silent }),
      ships('S1', '2026-03-03T15:00:00Z', ['L2']),
      allocated('2026-03-10T13:00:00Z'),
      ships('S2', '2026-03-11T15:00:00Z', ['L1']),
    ]

    expect(heard(events)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-03T15:00 partially_shipped',
      '2026-03-04T15:00 backorder_checkin',
      '2026-03-10T13:00 restocked',
      '2026-03-11T15:00 shipped',
    ])
  })

  it('from stock: two words', () => {
    const events = [
      placed([lineData('L1')], { customer: silent }),
      ships('S1', '2026-03-03T15:00:00Z', ['L1']),
    ]

    expect(heard(events)).toEqual(['2026-03-02T15:00 order_confirmed', '2026-03-03T15:00 shipped'])
  })
})

describe('the story of a cancellation', () => {
  const byShopper = (at: string) =>
    ownEvent('cancellation.made', at, {
      by: 'shopper',
      lines: [{ id: 'L1', quantity: 1, total: 1 }],
      reason: null,
    })

  it('by the shopper, echoed by the shop, is told once and ends the rest', () => {
    const events = [
      placed([backordered('L1')], { customer: silent }),
      slips('2026-03-03T15:00:00Z', '2026-05-01'),
      byShopper('2026-03-03T15:05:00Z'),
      anEvent('order.cancelled', '2026-03-03T15:06:00Z', { lines: [{ id: 'L1', quantity: 1 }] }),
      anEvent('order.cancelled', '2026-03-03T15:07:00Z', {}),
    ]
    const story = play(events, '2026-05-01T00:00:00.000Z')

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-03T15:05 order_cancelled',
    ])
    for (const kind of ['backorder_checkin', 'eta_slipped']) {
      expect(withdrawn(story, kind).map(({ why }) => why)).toEqual(['The order was cancelled.'])
    }
  })

  it('that a package crossed: the package wins, and is told', () => {
    const events = [
      placed([backordered('L1')], { customer: silent }),
      byShopper('2026-03-03T15:05:00Z'),
      ships('S1', '2026-03-03T15:00:00Z', ['L1'], '2026-03-03T17:00:00.000Z'),
    ]

    expect(heard(events)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-03T15:05 order_cancelled',
      '2026-03-03T17:00 shipped',
      '2026-03-03T17:00 cancellation_declined',
    ])
  })
})

describe('the story of a feed in disorder', () => {
  const inOrder = () => [
    placed([backordered('L1'), lineData('L2')], { customer: silent }),
    slips('2026-03-02T15:00:10Z', '2026-04-01'),
    ships('S1', '2026-03-02T15:00:20Z', ['L2']),
  ]

  it('tells the last state once, whatever came first', () => {
    const arrivals = [
      '2026-03-02T15:03:00.000Z',
      '2026-03-02T15:02:00.000Z',
      '2026-03-02T15:01:00.000Z',
    ]
    const events = inOrder().map((event, at) => ({ ...event, receivedAt: arrivals[at] ?? '' }))
    const story = play(events, '2026-03-03T00:00:00.000Z')

    expect(inShort(story)).toEqual([
      '2026-03-02T15:03 backorder_confirmed',
      '2026-03-02T15:03 partially_shipped',
    ])
    expect(story.spoken[0]?.wanted.facts.told.dates).toEqual({ L1: '2026-04-13' })
    expect(story.order.pending).toEqual([])
  })

  it('an old slip that comes after a newer date was told says nothing', () => {
    const events = [
      placed([backordered('L1')], { customer: silent }),
      slips('2026-03-06T15:00:00Z', '2026-04-01'),
      slips('2026-03-05T15:00:00Z', '2026-05-01', '2026-03-07T15:00:00.000Z'),
    ]

    expect(heard(events, '2026-03-13T00:00:00.000Z').slice(2)).toEqual([
      '2026-03-06T15:10 eta_slipped',
    ])
  })

  it('an import hears one first word within a day, then what happens', () => {
    const receivedAt = '2026-03-20T15:00:00.000Z'
    const imported = inOrder().map((event) => ({ ...event, receivedAt }))
    const events = [...imported, ships('S2', '2026-03-24T15:00:00Z', ['L1'])]

    expect(heard(events)).toEqual([
      expect.stringMatching(/^2026-03-2[01]T.* backorder_update$/),
      '2026-03-24T15:00 shipped',
    ])
  })
})

describe('the story of an outage', () => {
  it('ends with the last state alone', () => {
    const events = [
      placed([backordered('L1')], { customer: silent }),
      slips('2026-03-05T15:00:00Z', '2026-04-01'),
      slips('2026-03-06T15:00:00Z', '2026-05-01'),
    ]
    const down = { from: '2026-03-03T00:00:00.000Z', to: '2026-03-09T12:00:00.000Z' }
    const story = play(events, '2026-03-16T00:00:00.000Z', { down })

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-09T12:00 eta_slipped',
      '2026-03-15T14:00 backorder_update', // the last ten o'clock within seven days
    ])
    expect(story.spoken[1]?.wanted.facts.dates).toMatchObject([{ new: '2026-05-15' }])
  })
})
