import { describe, expect, it } from 'vitest'
import { clockFor, delayClocks } from '../../src/domain/delay-option.ts'
import { toldDate } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { anEvent, backordered, contextAt, lineData, ownEvent, placed } from '../support/events.ts'
import { inShort, play } from './story-driver.ts'

/** A Widget of 16 March by itself and a Lamp of 13 April, which ship together. */
const WIDGET = '2026-03-16'
const LAMP = '2026-04-13'
const order = (
  split: 'hold' | 'ask' | 'ship_available' | undefined = 'hold',
  [widget, lamp]: [string | null, string | null] = ['2026-03-12', '2026-04-01'],
  shown: Record<string, string> = {},
) => {
  const lineOf = (id: string, expected_at: string | null) =>
    backordered(id, expected_at, shown[id] ? { shown_ships_by: shown[id] } : {})
  const lines = [lineOf('Widget', widget), lineOf('Lamp', lamp)]
  return placed(lines, split ? { split } : {})
}
const moves = (at: string, dates: Record<string, string | null>) =>
  anEvent('backorder.eta_changed', at, {
    lines: Object.entries(dates).map(([id, expected_at]) => ({ id, expected_at })),
  })
const allocated = (at: string, id: string) =>
  anEvent('backorder.allocated', at, { lines: [{ id, quantity: 1 }] })
const chosen = (at: string, split: 'hold' | 'ship_available') =>
  ownEvent('split.chosen', at, { by: 'shopper', split })
const life = (
  events: Recorded[],
  until = '2026-04-13T12:00:00.000Z',
  policy: Partial<Policy> = {},
) => play(events, until, { policy })
const datesTold = ({ spoken }: ReturnType<typeof play>) =>
  spoken.map(({ wanted }) => wanted.facts.told.dates)
const moved = ({ spoken }: ReturnType<typeof play>) =>
  spoken.flatMap(({ at, kind, wanted: { facts } }) =>
    facts.dates.length > 0 ? [{ at: at.slice(0, 16), kind, dates: facts.dates }] : [],
  )

describe('an order whose lines are held for each other', () => {
  it('is told one date, and that one alone can be missed', () => {
    const story = life([order()], '2026-04-15T00:00:00.000Z')

    for (const dates of datesTold(story).slice(0, -1)) {
      expect(dates).toEqual({ Widget: LAMP, Lamp: LAMP })
    }
    expect(moved(story)).toEqual([
      {
        at: '2026-04-14T13:00',
        kind: 'promise_missed',
        dates: [
          { lineId: 'Widget', old: LAMP, new: null },
          { lineId: 'Lamp', old: LAMP, new: null },
        ],
      },
    ])
  })

  it('has none where the day of what waits went by untold, whatever the packing of the other takes', () => {
    const comes = allocated('2026-03-20T15:00:00Z', 'Widget')
    const story = life([order('hold', [null, '2026-03-05']), comes], '2026-04-05T00:00:00.000Z')

    expect(story.spoken.map(({ kind }) => kind)).toContain('restocked')
    expect(story.spoken.map(({ kind }) => kind)).not.toContain('promise_missed')
    for (const dates of datesTold(story)) expect(Object.values(dates)).not.toContain('2026-03-25')
    expect(datesTold(story).every((dates) => (dates.Lamp ?? null) === null)).toBe(true)
  })

  it('hears nothing of a date that moves before the one that holds', () => {
    const story = life([order(), moves('2026-03-10T15:00:00Z', { Widget: '2026-03-20' })])

    expect(moved(story)).toEqual([])
    expect(story.order.lines[0]?.backorder?.promise?.shipsBy).toBe('2026-03-24')
  })

  it('has no date where one of them has none, and none is "before" when the other moves', () => {
    const story = life([
      order('hold', [null, '2026-03-12']),
      moves('2026-03-03T15:00:00Z', { Lamp: '2026-04-01' }),
    ])

    expect(moved(story)).toEqual([])
    expect(datesTold(story)[0]).toEqual({ Widget: null, Lamp: null })
    expect(datesTold(story).at(-1)).toEqual({ Widget: null, Lamp: null })
  })

  it('is told the first date once, for all of them', () => {
    const story = life([
      order('hold', [null, '2026-04-01']),
      moves('2026-03-03T15:00:00Z', { Widget: '2026-03-12' }),
    ])

    expect(moved(story)).toEqual([
      {
        at: '2026-03-03T15:10',
        kind: 'eta_improved',
        dates: [
          { lineId: 'Widget', old: null, new: LAMP },
          { lineId: 'Lamp', old: null, new: LAMP },
        ],
      },
    ])
  })

  it('is told of the last one’s slip for what is here already as well', () => {
    const story = life([
      order(),
      allocated('2026-03-10T15:00:00Z', 'Widget'),
      moves('2026-03-20T15:00:00Z', { Lamp: '2026-05-01' }),
    ])

    const late = '2026-05-15'
    expect(moved(story)).toMatchObject([
      {
        at: '2026-03-20T15:10',
        kind: 'eta_slipped',
        dates: [
          { lineId: 'Widget', old: LAMP, new: late },
          { lineId: 'Lamp', old: LAMP, new: late },
        ],
      },
    ])
  })

  it('measures what the merchant says next against its own promise, not against the group’s', () => {
    const story = life([order(), moves('2026-03-10T15:00:00Z', { Widget: '2026-03-14' })])

    expect(story.order.lines[0]?.backorder?.promise?.shipsBy).toBe(WIDGET)
  })
})

describe('a choice that changes the date told', () => {
  it('is a slip, told once', () => {
    const story = life([order('ask'), chosen('2026-03-03T15:00:00Z', 'hold')])

    expect(datesTold(story)[0]).toEqual({ Widget: WIDGET, Lamp: LAMP })
    expect(moved(story)).toEqual([
      {
        at: '2026-03-03T15:10',
        kind: 'eta_slipped',
        dates: [{ lineId: 'Widget', old: WIDGET, new: LAMP }],
      },
    ])
  })

  it('is an improvement, where it is taken back', () => {
    const story = life(
      [
        order('ask'),
        chosen('2026-03-03T15:00:00Z', 'hold'),
        chosen('2026-03-05T15:00:00Z', 'ship_available'),
      ],
      '2026-03-16T20:00:00.000Z',
    )

    expect(moved(story).at(-1)).toEqual({
      at: '2026-03-05T15:10',
      kind: 'eta_improved',
      dates: [{ lineId: 'Widget', old: LAMP, new: WIDGET }],
    })
  })

  it('says nothing where it was taken back before a word went', () => {
    const story = life(
      [
        order('ask'),
        chosen('2026-03-03T15:00:00Z', 'hold'),
        chosen('2026-03-03T15:05:00Z', 'ship_available'),
      ],
      '2026-03-16T20:00:00.000Z',
    )

    expect(moved(story)).toEqual([])
  })
})

describe('the clock of a delay under hold', () => {
  const ftc = { delay_options: 'ftc' as const }

  it('runs to the date that was told, and cancels nothing before it', () => {
    const story = life([order()], '2026-03-31T12:00:00.000Z', ftc)

    expect(story.order.cancellations).toEqual([])
    expect(story.spoken[0]?.wanted.facts.told.offers?.map(({ lineId }) => lineId)).toEqual([
      'Widget',
      'Lamp',
    ])
  })

  it('offers the delay that holding a line back causes past the day that was shown', () => {
    const story = life(
      [order('hold', undefined, { Widget: WIDGET, Lamp: LAMP })],
      '2026-03-10T00:00:00.000Z',
      ftc,
    )

    expect(story.spoken[0]?.wanted.facts.told.offers).toEqual([
      {
        lineId: 'Widget',
        originalOn: WIDGET,
        revisedOn: LAMP,
        silence: 'consent',
        until: LAMP,
      },
    ])
  })
})

describe('a line in stock that is kept for the rest', () => {
  const ftc = { delay_options: 'ftc' as const }
  const APRIL_6 = '2026-04-06'
  const both = (split: 'hold' | 'ask') =>
    placed([lineData('Vase'), backordered('Lamp', '2026-03-25')], { split })
  const offered = ({ spoken }: ReturnType<typeof play>) =>
    spoken.flatMap(({ at, wanted }) =>
      (wanted.facts.told.offers ?? [])
        .filter(({ lineId }) => lineId === 'Vase')
        .map(({ revisedOn }) => `${at.slice(5, 10)} ${revisedOn}`),
    )
  const dateOf = (story: ReturnType<typeof play>, now: string) =>
    clockFor(delayClocks(story.order, contextAt(now, ftc)), 'Vase')?.date

  it('is offered nothing where she chose to have all together: the wait is her own', () => {
    const chose = [both('ask'), chosen('2026-03-02T17:00:00Z', 'hold')]
    expect(offered(life(chose, '2026-03-30T00:00:00.000Z', ftc))).toEqual([])
    // Nor is it cancelled on the day that it had without that.
    expect(life(chose, '2026-04-05T00:00:00.000Z', ftc).order.cancellations).toEqual([])

    // Taken back at once, it has its own T again, the 1st, and is asked about before it.
    const back = [...chose, chosen('2026-03-03T17:00:00Z', 'ship_available')]
    expect(offered(life(back, '2026-03-30T00:00:00.000Z', ftc))).toEqual(['03-29 null'])
    const late = [...chose, chosen('2026-04-02T17:00:00Z', 'ship_available')]
    expect(life(late, '2026-04-03T17:00:00.000Z', ftc).order.cancellations).toEqual([])
  })

  it('is offered the delay that comes on top of what she chose', () => {
    const slip = moves('2026-03-10T15:00:00Z', { Lamp: '2026-04-08' })
    const story = life(
      [both('ask'), chosen('2026-03-02T17:00:00Z', 'hold'), slip],
      '2026-03-20T00:00:00.000Z',
      ftc,
    )
    expect(offered(story)).toEqual(['03-10 2026-04-20'])
  })

  it.each([
    ['she cancels the rest', () => cancelledAlone('Lamp')],
    ['the merchant cancels it', () => anEvent('order.cancelled', FREED, lampAlone)],
    ['the merchant takes it off', () => anEvent('order.updated', FREED, { lines: [noLamp] })],
    ['it cannot be had', () => anEvent('backorder.unfulfillable', FREED, lampAlone)],
    ['it ships alone', () => shipsAlone('Lamp')],
  ])('is freed with its handling time where %s, and asked nothing', (_, freeing) => {
    const story = life([both('hold'), freeing()], '2026-03-20T00:00:00.000Z', ftc)

    expect(offered(story)).toEqual([`03-02 ${APRIL_6}`])
    expect(dateOf(story, '2026-03-04T12:00:00Z')).toBe('2026-03-06')
    expect(dateOf(story, '2026-03-20T12:00:00Z')).toBe(APRIL_6)
  })

  it('is freed by a policy as well, and keeps the day that was told', () => {
    const policyAt = (now: string): Partial<Policy> =>
      now < FREED ? { split: 'hold' } : { split: 'ship_available' }
    const order = placed([lineData('Vase'), backordered('Lamp', '2026-03-25')])
    const story = play([order], '2026-03-20T00:00:00.000Z', { policy: ftc, policyAt })

    expect(offered(story)).toEqual([`03-02 ${APRIL_6}`])
    expect(dateOf(story, '2026-03-20T12:00:00Z')).toBe(APRIL_6)
  })

  it('is asked about three days before that day, with a date, where it has not shipped', () => {
    const story = life([both('hold'), cancelledAlone('Lamp')], '2026-04-07T12:00:00.000Z', ftc)

    expect(offered(story)).toEqual([`03-02 ${APRIL_6}`, '04-03 2026-04-09'])
  })
})

const FREED = '2026-03-03T15:00:00Z'
const lampAlone = { lines: [{ id: 'Lamp', quantity: 1 }] }
const noLamp = { id: 'Lamp', quantity: 0 }
const cancelledAlone = (id: string) =>
  ownEvent('cancellation.made', FREED, {
    by: 'shopper',
    lines: [{ id, quantity: 1, total: 1 }],
    reason: null,
  })
const shipsAlone = (id: string) =>
  anEvent('shipment.created', FREED, {
    shipment_id: 'S1',
    shipped_at: FREED,
    lines: [{ id, quantity: 1 }],
  })

describe('what ships together is offered one date', () => {
  const ftc = { delay_options: 'ftc' as const }
  const SHOWN = { Widget: '2026-04-20', Lamp: '2026-04-17' }
  const both = order('hold', ['2026-03-12', '2026-03-12'], SHOWN)
  const offered = (events: Recorded[]) =>
    life(events, '2026-04-18T00:00:00.000Z', ftc)
      .spoken.flatMap(({ wanted }) => wanted.facts.told.offers ?? [])
      .map(({ lineId, revisedOn }) => [lineId, revisedOn])

  it('and none while one of it still waits without a date, though the rest is here', () => {
    expect(offered([both, allocated('2026-03-13T15:00:00Z', 'Widget')])).toEqual([
      ['Widget', null],
      ['Lamp', null],
    ])
  })

  it('counted from the last day that it may ship by, once all of it is here', () => {
    const here = ['Widget', 'Lamp'].map((id) => allocated('2026-03-16T15:00:00Z', id))
    const dates = new Set(offered([both, ...here]).map(([, revisedOn]) => revisedOn))

    expect([...dates]).toEqual(['2026-04-23'])
  })
})

describe('a date for what is here already', () => {
  const bare = placed([backordered('Widget', null)])
  const HANDLED = '2026-03-09'

  it('is told when it slips, the same day', () => {
    const story = life(
      [
        bare,
        allocated('2026-03-04T16:00:00Z', 'Widget'),
        moves('2026-03-04T18:00:00Z', { Widget: '2026-04-01' }),
      ],
      '2026-03-10T00:00:00.000Z',
    )

    expect(inShort(story)).toContain('2026-03-04T18:10 eta_slipped')
    expect(moved(story)).toMatchObject([{ dates: [{ lineId: 'Widget', old: HANDLED }] }])
  })

  it('is told when it comes earlier', () => {
    const story = life(
      [
        placed([backordered('Widget', '2026-04-01')]),
        allocated('2026-03-05T16:00:00Z', 'Widget'),
        moves('2026-03-05T18:00:00Z', { Widget: '2026-03-20' }),
      ],
      '2026-03-10T00:00:00.000Z',
    )

    expect(moved(story)).toMatchObject([
      { at: '2026-03-05T18:10', kind: 'eta_improved', dates: [{ lineId: 'Widget', old: LAMP }] },
    ])
  })

  it('is said by the word of its allocation alone, where that gave it', () => {
    const story = life([bare, allocated('2026-03-04T16:00:00Z', 'Widget')], '2026-03-09T12:00:00Z')

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-04T15:00 backorder_checkin',
      '2026-03-04T16:00 restocked',
    ])
    expect(datesTold(story).at(-1)).toEqual({ Widget: HANDLED })
  })
})

describe('a line that is here, and was held for one that is gone', () => {
  /** Allocated before the confirmation went, as its shop dates it, and heard of after. */
  const early = anEvent(
    'backorder.allocated',
    '2026-03-02T15:00:00Z',
    { lines: [{ id: 'Widget', quantity: 1 }] },
    { receivedAt: '2026-03-02T15:00:30Z' },
  )
  const at = '2026-03-10T15:00:00Z'
  const packed = allocated('2026-03-09T15:00:00Z', 'Widget')
  const gone = anEvent('backorder.unfulfillable', at, { lines: [{ id: 'Lamp', quantity: 1 }] })
  const left = anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'Lamp', quantity: 1 }],
  })
  const all = anEvent('order.cancelled', at, { lines: [{ id: 'Lamp', quantity: 1 }] })

  it.each([
    ['unfulfillable', gone],
    ['shipped', left],
    ['cancelled', all],
  ])('is told the date that it has now, beside the one of the others (%s)', (_, end) => {
    for (const [events, day] of [
      [[order(), early], WIDGET],
      [
        [order('hold', [null, '2026-04-01']), packed, moves(at, { Lamp: '2026-04-01' })],
        '2026-03-12',
      ],
    ] as const) {
      const story = life([...events, end], '2026-03-11T00:00:00.000Z')
      const word = story.spoken.findLast(({ wanted }) => wanted.facts.dates.length > 0)

      expect(word?.wanted.facts.dates).toEqual([{ lineId: 'Widget', old: LAMP, new: day }])
      expect(toldDate(story.order, 'Widget')).toBe(day)
    }
  })
})
