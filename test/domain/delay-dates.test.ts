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

  it('waits till T is near where a hoped-for date was missed before it', () => {
    // A promise for the 9th, missed on the morning of the 10th; T is the 25th.
    expect(heard(tell([shownFor('2026-03-25', '2026-03-05')])).slice(0, 2)).toEqual([
      '03-10T13:00 promise_missed',
      '03-22T14:00 delay_option',
    ])
  })

  it('takes the place of the apology where T is within three days of it', () => {
    expect(heard(tell([shownFor('2026-03-12', '2026-03-05')])).slice(0, 2)).toEqual([
      '03-10T13:00 delay_option',
      '04-04T14:00 delay_option_reminder',
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
