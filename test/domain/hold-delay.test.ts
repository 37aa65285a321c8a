import { describe, expect, it } from 'vitest'

import { anEvent, backordered, lineData, ownEvent, placed } from '../support/events.ts'
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
  play([ORDER, ...events], '2026-04-20T00:00:00.000Z', { policy: { delay_options: 'ftc' } })
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

describe('what is in stock, and was chosen to wait for the rest', () => {
  const stocked = placed(
    [backordered('Widget', '2026-03-12', { shown_ships_by: T } as never), lineData('Vase')],
    {
      split: 'ask',
    },
  )
  const without = (at: string) =>
    anEvent('order.cancelled', at, { lines: [{ id: 'Widget', quantity: 1 }] })
  const lifeOf = (freed: string) => {
    const late = slips(SLIPS, '2026-04-20')
    const events = [stocked, late, chosen('2026-03-05T17:00:00Z', 'hold'), without(freed)]
    const story = play(events, '2026-05-25T00:00:00.000Z', { policy: { delay_options: 'ftc' } })
    return {
      offers: story.order.said
        .flatMap(({ told }) => told.offers ?? [])
        .filter(({ lineId }) => lineId === 'Vase'),
      words: story.spoken
        .filter(({ at, kind }) => at > freed && kind.startsWith('delay_'))
        .map(({ at, kind }) => `${at.slice(5, 16)} ${kind}`),
    }
  }

  it('is asked about near its own T, 1 April, where it was free in time to be packed by it', () => {
    const { offers, words } = lifeOf('2026-03-20T15:00:00Z')

    expect(offers).toMatchObject([{ revisedOn: null, silence: 'cancel', until: '2026-05-01' }])
    expect(words).toEqual([
      '03-29T14:00 delay_option',
      '04-24T14:00 delay_option_reminder',
      '04-29T14:00 delay_option_reminder',
      '05-02T04:00 delay_expired',
    ])
  })

  it('is asked about before the day that was chosen, and reminded of it, where it was free later', () => {
    const { offers, words } = lifeOf('2026-04-10T15:00:00Z')

    expect(offers).toMatchObject([{ revisedOn: null, silence: 'cancel', until: '2026-05-04' }])
    expect(words).toEqual([
      '04-26T14:00 delay_option',
      '05-02T14:00 delay_option_reminder',
      '05-05T04:00 delay_expired',
    ])
  })
})

describe('what is left of a line, kept for one that still waits', () => {
  it('is in the offer of that one, and is asked about by none of its own', () => {
    const mixed = placed(
      [
        backordered('Widget', '2026-03-24'),
        lineData('Lamp', {
          quantity: 2,
          backorder: { quantity: 1, kind: 'standard', expected_at: null },
        }),
        lineData('Vase'),
      ],
      { split: 'hold' },
    )
    const without = anEvent('order.cancelled', '2026-03-02T15:00:00Z', {
      lines: [{ id: 'Lamp', quantity: 1 }],
    })
    const story = play([mixed, without], '2026-04-02T00:00:00.000Z', {
      policy: { delay_options: 'ftc' },
    })

    expect(offered(story)).toEqual(['Widget 2026-04-02', 'Lamp 2026-04-02', 'Vase 2026-04-02'])
  })
})
