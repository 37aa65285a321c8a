import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wantedMerchantNotices } from '../../src/domain/cadence/merchant/index.ts'
import { expiringClocks } from '../../src/domain/delay-expiry.ts'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { openQuantity } from '../../src/domain/order.ts'
import { anEvent, backordered, contextAt, lineData, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { expiredOn, FTC, moved, offersOf, tell } from './delay-story.ts'
import { inShort, play } from './story-driver.ts'

const AT = '2026-03-17T15:00:00Z'
const leaves = (at: string, quantity = 1) =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'L1', quantity }],
  })
const voided = (at = AT) => anEvent('shipment.voided', at, { shipment_id: 'S1' })
const allocated = (at: string, quantity = 1) =>
  anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity }] })
/** Far off, so that no date goes by in these stories. */
const two = (quantity = 2) => placed([backordered('L1', '2026-05-20', { quantity })])

const since = (story: ReturnType<typeof play>, at = AT) =>
  story.spoken
    .map(({ wanted }, index) => ({ line: inShort(story)[index] ?? '', wanted }))
    .filter(({ line }) => line > at)
    .map(({ line, wanted: { facts } }) => ({ line, turned: facts.turned ?? null }))

const until = '2026-03-20T00:00:00.000Z'

describe('a package with a part of a line that is taken back', () => {
  it('is told once where its units wait again, whatever was said of the others meanwhile', () => {
    for (const events of [[leaves('2026-03-03T15:00:00Z')], [leaves('2026-03-16T15:00:00Z')]]) {
      const story = play([two(), ...events, voided()], until)

      expect(since(story)).toEqual([
        {
          line: '2026-03-17T15:10 backorder_confirmed',
          turned: { lines: ['L1'], from: 'shipped', units: { L1: 1 } },
        },
      ])
    }
  })

  it('says of what is prepared again that it is, and nothing of what waited all along', () => {
    for (const left of ['2026-03-17T10:00:00Z', '2026-03-06T15:00:00Z']) {
      const story = play([two(), allocated('2026-03-05T15:00:00Z'), leaves(left), voided()], until)

      expect(since(story)).toEqual([
        {
          line: '2026-03-17T15:10 order_update',
          turned: { lines: ['L1'], from: 'shipped' },
        },
      ])
    }
  })

  it('counts those that wait, where others of the package are prepared again', () => {
    const part = [allocated('2026-03-05T15:00:00Z'), leaves('2026-03-06T15:00:00Z', 2)]
    const story = play([two(3), ...part, voided()], until)

    expect(since(story)).toEqual([
      {
        line: '2026-03-17T15:10 backorder_confirmed',
        turned: { lines: ['L1'], from: 'shipped', units: { L1: 1 } },
      },
    ])
  })
})

describe('the clock of a line of which a package was taken back', () => {
  const shown = (expected: string | null) => placed([backordered('L1', expected, { quantity: 2 })])
  const OFFERED = moved('2026-03-04T15:00:00Z', '2026-05-11')
  const reminders = (story: ReturnType<typeof tell>) =>
    story.spoken.filter(({ kind }) => kind === 'delay_option_reminder').map(({ at }) => at)

  it('ends as its offer in time said, with what was voided since', () => {
    const whole = tell([shown('2026-03-12'), OFFERED])
    for (const left of ['2026-03-03T15:00:00Z', '2026-04-06T15:00:00Z']) {
      const back = voided('2026-04-07T15:00:00Z')
      const story = tell([shown('2026-03-12'), OFFERED, leaves(left), back])

      expect(offersOf(story.order)[0]).toMatchObject({ silence: 'cancel', until: '2026-04-15' })
      expect(reminders(story)).toEqual(reminders(whole))
      expect(expiredOn(story.order)).toBe('2026-04-15')
      expect(story.order.lines[0]).toMatchObject({ shipped: 0, cancelled: 2 })
    }
  })

  it('says to the merchant that it ends by itself, where nothing is late', () => {
    const left = leaves('2026-03-10T15:00:00Z', 2)
    const back = voided('2026-03-11T15:00:00Z')
    const { order } = tell([shown('2026-03-12'), left, back], {}, '2026-03-14')
    const context = contextAt('2026-03-14T16:00:00Z', FTC)

    expect(expiringClocks(order, context)).toMatchObject([{ held: null }])
    expect(
      wantedMerchantNotices(order, context)
        .filter(({ kind }) => kind === 'delay.expiring')
        .map(({ facts }) => facts.by),
    ).toEqual(['tidings'])
  })

  it('keeps its T, where all the rest had come: how long the packing takes is no date of what waits', () => {
    const rest = [leaves('2026-03-05T15:00:00Z', 1), allocated('2026-03-05T18:00:00Z')]
    const events = [shown(null), ...rest, voided()]
    const { order, spoken } = tell(events, {}, '2026-03-24T15:00:00.000Z')
    const word = spoken.find(({ wanted }) => wanted.facts.turned)?.wanted.facts

    expect(word?.told).toMatchObject({ dates: { L1: null }, came: { L1: '2026-03-25' } })
    expect(delayClocks(order, contextAt('2026-03-24T15:00:00Z', FTC))).toMatchObject([
      { quantity: 2, originalOn: '2026-04-01', basis: 'thirty_days' },
    ])
  })

  it('is put before the merchant once nobody could be asked in time any more', () => {
    const left = leaves('2026-03-10T15:00:00Z', 2)
    const held = (at: string) => {
      const { order } = tell([shown('2026-03-12'), left, voided(at)], {}, '2026-03-17')
      return expiringClocks(order, contextAt('2026-03-17T03:00:00Z', FTC)).map((one) => one.held)
    }
    expect(held('2026-03-15T15:00:00Z')).toEqual([null])
    expect(held('2026-03-16T22:00:00Z')).toEqual(['late'])
  })
})

describe('whatever a line of several went through', () => {
  const on = (day: number, hour = 15) =>
    `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`
  const life = fc
    .record({
      ordered: fc.integer({ min: 1, max: 4 }),
      inStock: fc.integer({ min: 0, max: 3 }),
      come: fc.integer({ min: 0, max: 4 }),
      left: fc.integer({ min: 1, max: 4 }),
      day: fc.integer({ min: 4, max: 12 }),
      later: fc.integer({ min: 0, max: 2 }),
      date: fc.constantFrom(null, '2026-04-20', '2026-05-20'),
      moves: fc.constantFrom(undefined, null, '2026-06-20'),
      rule: fc.constantFrom('notify' as const, 'ftc' as const),
      beside: fc.constantFrom('nothing' as const, 'comes' as const, 'leaves' as const),
    })
    .filter(({ ordered, inStock, left }) => inStock < ordered && left <= ordered)

  const soon = '2026-03-17T15:04:00Z'
  const besides = {
    nothing: [],
    comes: [anEvent('backorder.allocated', soon, { lines: [{ id: 'Lamp', quantity: 1 }] })],
    leaves: [
      anEvent('shipment.created', soon, {
        shipment_id: 'S2',
        shipped_at: soon,
        lines: [{ id: 'Lamp', quantity: 1 }],
      }),
    ],
  }

  it('that its package did not leave is told once, as soon as the cap of the hour lets it', () => {
    fc.assert(
      fc.property(
        life,
        ({ ordered, inStock, come, left, day, later, date, moves, rule, beside }) => {
          const backorder = { quantity: ordered - inStock, kind: 'standard' as const }
          const line = lineData('L1', {
            quantity: ordered,
            backorder: { ...backorder, expected_at: date },
          })
          const events = [
            placed([line, backordered('Lamp', '2026-05-20')]),
            ...(come > 0 ? [allocated(on(3), Math.min(come, ordered - inStock))] : []),
            leaves(on(day), left),
            ...(later > 0 ? [allocated(on(day, 18), later)] : []),
            ...(moves === undefined ? [] : [moved(on(day + 1), moves)]),
            voided(AT),
            ...besides[beside],
          ]
          const story = play(events, '2026-03-27T00:00:00.000Z', {
            policy: { delay_options: rule === 'ftc' ? null : rule },
          })
          const words = story.spoken.filter(
            ({ at, wanted: { facts } }) =>
              at >= '2026-03-17T15:00' &&
              (facts.turned?.from === 'shipped' || facts.told.takenBack !== undefined),
          )

          expect(story.order.lines.map(openQuantity)[0]).toBe(ordered)
          expect(words.map(({ at }) => at < '2026-03-17T17:11')).toEqual([true])
        },
      ),
      runs(60),
    )
  })
})
