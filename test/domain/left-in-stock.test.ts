import { describe, expect, it } from 'vitest'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { anEvent, contextAt, lineData, lineOf, placed } from '../support/events.ts'
import { FTC, heard, tell } from './delay-story.ts'

/** Three ordered on 2 March, of which two wait and are asked about; nobody answers. */
const ordered = (shown_ships_by?: string, quantity = 3) =>
  placed([
    lineData('L1', {
      quantity,
      backorder: {
        quantity: 2,
        kind: 'standard',
        expected_at: '2026-03-12',
        ...(shown_ships_by && { shown_ships_by }),
      },
    }),
  ])
const gone = anEvent('backorder.eta_changed', '2026-03-10T15:00:00Z', {
  lines: [{ id: 'L1', expected_at: null }],
})
const raised = anEvent('order.updated', '2026-03-04T15:00:00Z', {
  lines: [{ id: 'L1', quantity: 3 }],
})
const came = anEvent('backorder.allocated', '2026-04-10T15:00:00Z', {
  lines: [{ id: 'L1', quantity: 1 }],
})
const cancelled = (at: string) =>
  anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity: 2 }] })

describe('a line of which some units wait and others are here', () => {
  it.each([
    { name: 'shown', events: [ordered('2026-03-20'), gone], T: '2026-03-20', end: '04-20T04:00' },
    { name: 'not shown', events: [ordered(), gone], T: '2026-03-16', end: '04-16T04:00' },
    {
      name: 'some added by an update',
      events: [ordered('2026-03-20', 2), raised, gone],
      T: '2026-03-20',
      end: '04-20T04:00',
    },
    {
      name: 'some come since the offer',
      events: [ordered('2026-03-20'), gone, came],
      T: '2026-03-20',
      end: '04-20T04:00',
    },
  ])('is one clock, with one T and one end: $name', ({ events, T, end }) => {
    const story = tell(events)
    const now = '2026-04-11T12:00:00.000Z'

    expect(delayClocks(tell(events, {}, now).order, contextAt(now, FTC))).toMatchObject([
      { originalOn: T, quantity: 3 },
    ])
    expect(heard(story).filter((one) => one >= end)).toEqual([`${end} delay_expired`])
    expect(lineOf(story.order, 'L1').cancelled).toBe(3)
    expect(story.order.expiries).toHaveLength(1)
  })

  /** What was asked about is over: what is left is asked about by the same day, in time to be reminded. */
  it('is asked about what was in stock before that day, where the rest is cancelled before T', () => {
    const story = tell([ordered('2026-03-20'), gone, cancelled('2026-03-11T15:00:00Z')])

    expect(heard(story)).toEqual([
      '03-10T15:10 delay_option',
      '03-11T15:00 order_cancelled',
      '04-11T14:00 delay_option',
      '04-17T14:00 delay_option_reminder',
      '04-20T04:00 delay_expired',
    ])
  })

  it('ends on the day that was named, where the rest is cancelled after T', () => {
    const story = tell([ordered('2026-03-20'), gone, cancelled('2026-04-11T15:00:00Z')])

    expect(heard(story).filter((one) => one > '04-11')).toEqual([
      '04-11T15:00 order_cancelled',
      '04-12T14:00 delay_option_reminder',
      '04-17T14:00 delay_option_reminder',
      '04-20T04:00 delay_expired',
    ])
  })
})
