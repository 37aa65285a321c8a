import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { FTC, offersOf } from './delay-story.ts'
import { inShort, play } from './story-driver.ts'

/** A Cup in stock and a Lamp shown for 20 March, of a shop that goes by the rule of the FTC. */
const lamp = backordered('Lamp', '2026-03-12')
const order = placed([
  lineData('Cup'),
  {
    ...lamp,
    backorder: { ...lamp.backorder, shown_ships_by: '2026-03-20' } as typeof lamp.backorder,
  },
])
const AT = '2026-03-02T16:00:00Z'
const slips = (at = AT, expected_at: string | null = '2026-06-20') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'Lamp', expected_at }] })
const leaves = (at = AT) =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'Cup', quantity: 1 }],
  })
type Over = Parameters<typeof play>[2]
const since = (events: Recorded[], over: Over = {}) => {
  const story = play([order, ...events], '2026-03-03T00:00:00.000Z', {
    ...over,
    policy: { ...FTC, ...over?.policy },
  })
  return { ...story, after: inShort(story).filter((one) => one >= '2026-03-02T16') }
}
const LATE = [{ revisedOn: '2026-07-06', silence: 'cancel', until: '2026-04-19' }]

describe('a delay that becomes known as a package leaves is offered once', () => {
  it('by the word of the package, which then is the offer', () => {
    const story = since([slips(), leaves()])

    expect(story.after).toEqual(['2026-03-02T16:00 partially_shipped'])
    expect(story.spoken.at(-1)?.wanted.facts).toMatchObject({
      dates: [{ lineId: 'Lamp', old: expect.any(String), new: '2026-07-06' }],
      offers: [{ lineId: 'Lamp', until: '2026-04-19' }],
      told: { dates: { Lamp: '2026-07-06' } },
    })
    expect(offersOf(story.order)).toEqual(LATE)
  })

  it('where both were overdue as well', () => {
    const down = { from: '2026-03-02T15:30:00.000Z', to: '2026-03-02T18:00:00.000Z' }
    const story = since([slips(), leaves('2026-03-02T16:30:00Z')], { down })

    expect(story.after).toEqual(['2026-03-02T18:00 partially_shipped'])
    expect(offersOf(story.order)).toEqual(LATE)
  })

  it('and by a word of its own where the package waits for its scan, or is not told of', () => {
    const scan = since([slips(), leaves()], { policy: { shipped_on: 'first_scan' } })
    expect(scan.after).toEqual(['2026-03-02T16:10 delay_option'])

    const off = since([slips(), leaves()], { policy: { kinds_off: ['partially_shipped'] } })
    expect(off.after).toEqual(['2026-03-02T16:10 delay_option'])
    expect(offersOf(off.order)).toEqual(LATE)
  })

  it('and anew where it moves again', () => {
    const story = since([slips(), leaves(), slips('2026-03-02T17:00:00Z', '2026-08-20')])

    expect(story.after).toEqual([
      '2026-03-02T16:00 partially_shipped',
      '2026-03-02T17:10 delay_option',
    ])
  })
})

describe('a delay that becomes known as stock comes for another line', () => {
  const two = placed([
    backordered('Cup', '2026-03-12'),
    {
      ...lamp,
      backorder: { ...lamp.backorder, shown_ships_by: '2026-03-20' } as typeof lamp.backorder,
    },
  ])
  const comes = (at: string, id: string) =>
    anEvent('backorder.allocated', at, { lines: [{ id, quantity: 1 }] })
  const told = (events: Recorded[]) => {
    const story = play([two, ...events], '2026-03-03T00:00:00.000Z', { policy: FTC })
    return { ...story, after: inShort(story).filter((one) => one >= '2026-03-02T16') }
  }

  it('is offered by the word that it came, once', () => {
    const story = told([slips(), comes(AT, 'Cup')])

    expect(story.after).toEqual(['2026-03-02T16:00 restocked'])
    expect(offersOf(story.order)).toEqual(LATE)
  })

  it('with silence as consent where the date is near enough', () => {
    const story = told([slips(AT, '2026-03-24'), comes(AT, 'Cup')])

    expect(story.after).toEqual(['2026-03-02T16:00 restocked'])
    expect(offersOf(story.order)).toMatchObject([{ silence: 'consent' }])
  })
})
