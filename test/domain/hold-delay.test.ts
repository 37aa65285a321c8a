import { describe, expect, it } from 'vitest'

import { anEvent, backordered, ownEvent, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

/** Shown before payment: the Widget of 16 March, and a Lamp of 20 May. */
const T = '2026-03-16'
const ORDER = placed(
  [
    backordered('Widget', '2026-03-10', { shown_ships_by: T }),
    backordered('Lamp', '2026-04-10', { shown_ships_by: '2026-05-20' }),
  ],
  { split: 'ask' },
)
const slips = (at: string, expected_at = '2026-05-20') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'Widget', expected_at }] })
const chosen = (at: string, split: 'hold' | 'ship_available') =>
  ownEvent('split.chosen', at, { by: 'shopper', split })
const SLIPS = '2026-03-05T15:00:00Z'
const AT_ONCE = '2026-03-05T15:05:00Z'

const life = (...events: Parameters<typeof play>[0]) =>
  play([ORDER, ...events], '2026-04-30T00:00:00.000Z', { policy: { delay_options: 'ftc' } })
const offered = ({ spoken }: ReturnType<typeof play>) =>
  spoken.flatMap(({ wanted }) =>
    (wanted.facts.told.offers ?? []).map(({ lineId, revisedOn }) => `${lineId} ${revisedOn}`),
  )
const ends = ({ order }: ReturnType<typeof play>) =>
  order.expiries.map(({ deadlines }) => deadlines)

describe('all in one package, and a delay that is the shop’s own', () => {
  it('is offered where the line’s own date had moved past T before the choice', () => {
    const story = life(slips(SLIPS), chosen(AT_ONCE, 'hold'))

    expect(offered(story)).toEqual(['Widget 2026-06-03'])
    expect(ends(story)).toEqual([{ Widget: '2026-04-15' }])
  })

  it('is offered still where the choice is taken back an hour later', () => {
    const story = life(
      slips(SLIPS),
      chosen(AT_ONCE, 'hold'),
      chosen('2026-03-05T16:05:00Z', 'ship_available'),
    )

    expect(offered(story)).toEqual(['Widget 2026-06-03'])
    expect(ends(story)).toEqual([{ Widget: '2026-04-15' }])
  })

  it('is offered where it moved while all was held, once she takes that back before T', () => {
    const story = life(
      chosen('2026-03-04T15:00:00Z', 'hold'),
      slips(SLIPS, '2026-04-08'),
      chosen('2026-03-06T15:00:00Z', 'ship_available'),
    )

    expect(offered(story)).toEqual(['Widget 2026-04-22'])
  })

  it('is none while the line moves below the day that she chose, nor once it is back', () => {
    expect(
      offered(life(chosen('2026-03-04T15:00:00Z', 'hold'), slips(SLIPS, '2026-04-08'))),
    ).toEqual([])
    const back = slips('2026-03-05T15:03:00Z', '2026-03-10')
    expect(offered(life(slips(SLIPS), back, chosen(AT_ONCE, 'hold')))).toEqual([])
  })
})
