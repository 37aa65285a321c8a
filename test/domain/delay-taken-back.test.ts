import { describe, expect, it } from 'vitest'
import { decideDelayAnswer, openOffers } from '../../src/domain/delay-answer.ts'
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

const BACK = moved('2026-03-10T15:00:00Z', '2026-03-12') // again a promise for 16 March, T itself
const wordOf = (story: ReturnType<typeof tell>, kind: string) =>
  story.spoken.find((one) => one.kind === kind)?.wanted.facts

describe('a delay that was taken back before it was answered', () => {
  it.each([
    ['later', FAR],
    ['undated', GONE],
  ])(
    'asks nothing while its date holds (%s), and again by the same deadline once that went by',
    (_, slip) => {
      const story = tell([ORDERED, slip, BACK])

      expect(wordOf(story, 'eta_improved')).toMatchObject({
        dates: [{ lineId: 'L1', new: '2026-03-16' }],
        offers: [],
      })
      expect(heard(story)).toEqual([
        '03-09T15:10 delay_option',
        '03-17T13:00 delay_option',
        '04-08T14:00 delay_option_reminder',
        '04-13T14:00 delay_option_reminder',
        '04-16T04:00 delay_expired',
      ])
      expect(offersOf(story.order).map(({ until }) => until)).toEqual(['2026-04-15', '2026-04-15'])
    },
  )

  it('draws the day to answer by in for no stock that comes', () => {
    const comes = anEvent('backorder.allocated', '2026-03-10T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const story = tell([ORDERED, GONE, comes])

    expect(offersOf(story.order).every(({ until }) => until === '2026-04-15')).toBe(true)
    expect(expiredOn(story.order)).toBe('2026-04-15')
    // The apology that tells of a day past T says what silence means, as the page of that hour does.
    const past = story.spoken
      .filter(({ kind }) => kind === 'promise_missed')
      .map(({ wanted: { facts } }) => [facts.told.dates.L1, facts.offers.map(({ until }) => until)])
    expect(past.slice(0, 2)).toEqual([
      ['2026-03-18', ['2026-04-15']],
      ['2026-03-27', ['2026-04-15']],
    ])
  })

  it('is not agreed to by a link of the old mail: its date holds no more', () => {
    const { order } = tell([ORDERED, FAR, BACK], {}, '2026-03-11T15:00:00.000Z')
    const context = contextAt('2026-03-11T15:00:00.000Z', FTC)

    expect(openOffers(order, context)).toEqual([])
    expect(delayClocks(order, context)[0]?.state).toEqual({ name: 'unasked', on: '2026-04-15' })
    const keep = { answer: 'keep' as const, offer: null, lines: null }
    expect(() => decideDelayAnswer(order, keep, context)).toThrow('no longer stands')
  })

  it('ends as the date that was agreed to, where it is again inside that', () => {
    const yes = agreed('2026-03-10T15:00:00Z', offerIdOf(tell([ORDERED, FAR]).order))
    const later = moved('2026-04-20T15:00:00Z', '2026-05-20')
    const back = moved('2026-04-21T15:00:00Z', '2026-04-30')
    const story = tell([ORDERED, FAR, yes, later, back], {})
    const reminders = story.spoken.filter(({ kind }) => kind === 'delay_option_reminder')

    expect(reminders).toEqual([])
    expect(expiredOn(story.order)).toBe('2026-05-04')
    const end = story.spoken.find(({ kind }) => kind === 'delay_expired')
    expect(end?.wanted.why).toContain('the date that was agreed to')
  })

  it('is put anew where it slips again, measured against the date that was told since', () => {
    const story = tell([
      ORDERED,
      FAR,
      moved('2026-03-20T15:00:00Z', '2026-03-24'),
      moved('2026-03-25T15:00:00Z', '2026-04-20'),
    ])

    expect(heard(story).slice(0, 2)).toEqual([
      '03-09T15:10 delay_option',
      '03-25T15:10 delay_option',
    ])
    expect(offersOf(story.order).at(-1)).toEqual({
      revisedOn: '2026-05-01',
      silence: 'cancel',
      until: '2026-04-15',
    })
  })

  it('is no delay where the date that is back moves inside T', () => {
    const shown = { quantity: 1, kind: 'standard', expected_at: null } as const
    const order = placed([
      backordered('L1', null, { backorder: { ...shown, shown_ships_by: '2026-04-01' } }),
    ])
    const back = moved('2026-03-11T15:00:00Z', '2026-03-20')
    const story = tell([order, FAR, back, moved('2026-03-12T15:00:00Z', '2026-03-25')])

    expect(heard(story).slice(0, 2)).toEqual([
      '03-09T15:10 delay_option',
      '03-12T15:10 eta_slipped',
    ])
  })

  it('says in each reminder the date that is then true, also where it moved after the first', () => {
    const dates = (at: string, to: string | null) =>
      tell([ORDERED, FAR, moved(at, to)])
        .spoken.filter(({ kind }) => kind === 'delay_option_reminder')
        .map(({ wanted }) => wanted.facts.offers.map(({ revisedOn }) => revisedOn))

    expect(dates('2026-04-09T15:00:00Z', '2026-05-20')).toEqual([['2026-05-04'], ['2026-06-03']])
    expect(dates('2026-04-09T15:00:00Z', null)).toEqual([['2026-05-04'], [null]])
    expect(dates('2026-04-09T15:00:00Z', '2026-04-10')).toEqual([['2026-05-04'], ['2026-04-13']])
  })

  it('leaves a date that silence agreed to as it was', () => {
    const story = tell([ORDERED, SLIP, moved('2026-03-12T15:00:00Z', '2026-03-12')])
    expect(wordOf(story, 'eta_improved')?.offers).toEqual([])
    expect(expiredOn(story.order)).toBe('2026-03-30')
  })
})
