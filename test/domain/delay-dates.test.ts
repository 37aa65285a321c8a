import { describe, expect, it } from 'vitest'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { anEvent, backordered, contextAt, placed } from '../support/events.ts'
import {
  agreed,
  expiredOn,
  FAR,
  FTC,
  GONE,
  heard,
  moved,
  ORDERED,
  offerIdOf,
  offersOf,
  SLIP,
  tell,
} from './delay-story.ts'

describe('an offer of a date that is not known, or went by', () => {
  const shownFor = (shown_ships_by: string, expected_at: string | null) =>
    placed([
      backordered('L1', expected_at, {
        backorder: { quantity: 1, kind: 'standard', expected_at, shown_ships_by },
      }),
    ])

  it.each([
    ['far', '2026-03-25', '04-17T14:00'],
    ['near', '2026-03-12', '04-04T14:00'],
  ])(
    'takes the place of the apology for a promise that was told, be T near or far: %s',
    (_, T, reminded) => {
      // A promise for the 9th, missed on the morning of the 10th: to go on waiting is something to do.
      expect(heard(tell([shownFor(T, '2026-03-05')])).slice(0, 2)).toEqual([
        '03-10T13:00 delay_option',
        `${reminded} delay_option_reminder`,
      ])
    },
  )

  it('is one word of all lines whose promise went by that day, whatever T each has', () => {
    const both = placed(
      (['2026-03-18', '2026-03-30'] as const).map((shown_ships_by, at) => {
        const dated = { quantity: 1, kind: 'standard', expected_at: '2026-03-12' } as const
        return backordered(`L${at + 1}`, null, { backorder: { ...dated, shown_ships_by } })
      }),
    )
    const story = tell([both], {}, '2026-03-20T00:00:00.000Z')

    expect(heard(story)).toEqual(['03-17T13:00 delay_option'])
    expect(offersOf(story.order).map(({ until }) => until)).toEqual(['2026-04-17', '2026-04-29'])
    expect(story.spoken.at(-1)?.wanted.facts.dates).toMatchObject([
      { lineId: 'L1', old: '2026-03-16', new: null },
      { lineId: 'L2', old: '2026-03-16', new: null },
    ])
  })

  it('is renewed with the date that is known then, by the same deadline', () => {
    const known = moved('2026-03-25T15:00:00Z', '2026-05-20')
    const story = tell([shownFor('2026-03-20', null), known])
    expect(offersOf(story.order)).toEqual([
      { revisedOn: null, silence: 'cancel', until: '2026-04-19' },
      { revisedOn: '2026-06-03', silence: 'cancel', until: '2026-04-19' },
    ])
    expect(story.spoken.map(({ kind }) => kind)).not.toContain('eta_improved')
    const reminders = story.spoken.filter(({ kind }) => kind === 'delay_option_reminder')
    expect(reminders.map(({ wanted }) => wanted.facts.offers[0]?.revisedOn)).toEqual([
      '2026-06-03',
      '2026-06-03',
    ])
    expect(expiredOn(story.order)).toBe('2026-04-19')

    const yes = agreed('2026-03-26T15:00:00Z', offerIdOf(story.order))
    const kept = tell([shownFor('2026-03-20', null), known, yes])
    expect(delayClocks(kept.order, contextAt('2026-05-01', FTC))[0]?.state).toEqual({
      name: 'agreed',
      on: '2026-06-03',
      by: 'answer',
    })
  })

  it('is said again, with its way out, where the date that it gave moves earlier', () => {
    const story = tell([ORDERED, FAR, moved('2026-03-20T15:00:00Z', '2026-04-10')])
    const better = story.spoken.find(({ kind }) => kind === 'eta_improved')
    expect(better?.wanted.facts.offers).toMatchObject([
      { revisedOn: '2026-04-20', silence: 'cancel', until: '2026-04-15' },
    ])
    expect(offersOf(story.order)).toHaveLength(1)
  })

  it('names the date that was told last, and not the first of all', () => {
    const story = tell([ORDERED, SLIP, moved('2026-03-20T15:00:00Z', '2026-04-02')])
    const whys = story.spoken.filter(({ kind }) => kind === 'delay_option')
    expect(whys.map(({ wanted }) => wanted.why.slice(0, 50))).toEqual(
      [
        'Item L1: it will not ship by 2026-03-16; now 2026-0',
        'Item L1: it will not ship by 2026-03-30; now 2026-0',
      ].map((why) => why.slice(0, 50)),
    )
  })

  it('of what is here, where the day that was offered goes by, is one word with the next day', () => {
    const dated = moved('2026-03-20T15:00:00Z', '2026-03-26') // a promise for 30 March
    const comes = anEvent('backorder.allocated', '2026-03-27T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const story = tell([ORDERED, GONE, dated, comes], {}, '2026-04-02T00:00:00.000Z')

    expect(heard(story).slice(-1)).toEqual(['03-31T13:00 delay_option'])
    expect(offersOf(story.order).at(-1)).toEqual({
      revisedOn: '2026-04-03',
      silence: 'cancel',
      until: '2026-04-15',
    })
  })

  it('is said once for the lines that share it', () => {
    const both = placed([backordered('L1'), backordered('L2'), backordered('L3')])
    const late = (id: string, at: string) => moved('2026-03-09T15:00:00Z', at, id)
    const { spoken } = tell([
      both,
      late('L1', '2026-04-20'),
      late('L2', '2026-04-20'),
      late('L3', '2026-04-21'),
    ])
    const why = spoken.find(({ kind }) => kind === 'delay_option')?.wanted.why
    expect(why).toBe(
      'Item L1, Item L2: it will not ship by 2026-03-16; now 2026-05-04. Cancelled at the end of 2026-04-15 unless agreed to (16 CFR 435.2(b)). Item L3: it will not ship by 2026-03-16; now 2026-05-05. Cancelled at the end of 2026-04-15 unless agreed to (16 CFR 435.2(b)).',
    )
  })

  it('of a line that is allocated has a date always: the handling time once more', () => {
    const lines = [{ id: 'L1', quantity: 1 }]
    const here = anEvent('backorder.allocated', '2026-03-04T15:00:00Z', { lines })
    const story = tell([shownFor('2026-03-25', '2026-03-05'), here])
    expect(offersOf(story.order)).toEqual([
      { revisedOn: '2026-03-30', silence: 'consent', until: '2026-03-30' },
    ])
  })
})

describe('why a date is asked about that comes before the day on which silence cancels', () => {
  it('is that there was none, and not that it is late against that day', () => {
    const dated = moved('2026-03-12T15:00:00Z', '2026-03-30')
    const { spoken } = tell([ORDERED, GONE, dated])
    const why = spoken.filter(({ kind }) => kind === 'delay_option')[1]?.wanted.why

    expect(why).toContain('no date could be given before; now 2026-04-07')
    expect(why).not.toContain('2026-04-15;')
  })
})
