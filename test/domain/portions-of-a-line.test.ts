import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { toldDate } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  lineOf,
  ownEvent,
  placed,
} from '../support/events.ts'
import { FTC } from './delay-story.ts'
import { play } from './story-driver.ts'

const END = '2026-05-20T00:00:00.000Z'
const three = (expected_at: string | null = '2026-03-12') =>
  placed([backordered('L1', expected_at, { quantity: 3 })])
const came = (quantity = 1, at = '2026-03-04T15:00:00Z') =>
  anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity }] })
const slipped = (expected_at: string, at = '2026-03-09T15:00:00Z') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] })
const cancelled = (quantity: number, at = '2026-03-10T15:00:00Z') =>
  anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity }] })
const ships = (quantity: number, at = '2026-03-10T18:00:00Z') =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'L1', quantity }],
  })
const tell = (events: Recorded[], until = END) => play(events, until, { policy: FTC })
const wordOf = (events: Recorded[], kind: string) =>
  tell(events).spoken.find((one) => one.kind === kind)?.wanted.facts

describe('a line of which some wait and some are here', () => {
  const FAR = [three(), came(), slipped('2026-05-20')]

  /** What had come and has not left by then is late as the others are: one clock for a line. */
  it('ends for all that has not left by its day, and for nothing that has', () => {
    expect(lineOf(tell(FAR).order, 'L1').cancelled).toBe(3)

    const { order } = tell([...FAR, ships(1)])
    expect(order.expiries).toHaveLength(1)
    expect(order.cancellations).toMatchObject([{ lines: [{ id: 'L1', quantity: 2 }] }])
  })

  it('is a clock of all three, whether or not they are kept for one another', () => {
    for (const split of ['ship_available', 'hold'] as const) {
      const context = contextAt('2026-03-10T15:00:00.000Z', { ...FTC, split })
      expect(delayClocks(fold(FAR), context)).toMatchObject([{ quantity: 3 }])
    }
  })

  it('has the date that was told of what came once the others are cancelled, and it is no news', () => {
    const { order, spoken } = tell([...FAR, cancelled(2)], '2026-03-12T00:00:00Z')

    expect(toldDate(order, 'L1')).toBe('2026-03-16')
    expect(lineOf(order, 'L1').backorder?.promise?.shipsBy).toBe('2026-03-16')
    expect(spoken.at(-1)).toMatchObject({
      kind: 'order_cancelled',
      wanted: { facts: { dates: [], told: { cancelled: { L1: 2 } } } },
    })
  })

  it('was told no date: what came ships after the handling time, and no other clock begins by that', () => {
    expect(wordOf([three(null), came()], 'restocked')?.told).toMatchObject({
      dates: { L1: null },
      came: { L1: '2026-03-09' },
    })
    const until = '2026-03-20T00:00:00.000Z'
    const { order } = tell([three(null), came(), cancelled(2, '2026-03-05T15:00:00Z')], until)
    expect(delayClocks(order, contextAt(until, FTC))).toMatchObject([
      { originalOn: '2026-04-01', basis: 'thirty_days' },
    ])
  })

  it('keeps the date that was told as it came, where that of the rest was withdrawn before it was cancelled', () => {
    const withdrawn = anEvent('backorder.eta_changed', '2026-03-09T15:00:00Z', {
      lines: [{ id: 'L1', expected_at: null }],
    })
    const events = [three(), came(2), withdrawn, cancelled(1)]
    const told = tell(events, '2026-03-17T00:00:00.000Z')
    const first = told.spoken[0]?.wanted.facts.told.dates.L1
    const days = told.spoken
      .filter(({ at }) => at > '2026-03-10')
      .flatMap(({ wanted }) => Object.values(wanted.facts.told.dates))

    expect(first).not.toBeNull()
    expect(days.filter((day) => day !== first)).toEqual([])
    expect(toldDate(told.order, 'L1')).toBe(first)
    expect(told.spoken.map(({ kind }) => kind)).not.toContain('eta_slipped')
  })

  it('has one word for one press, by which a part is cancelled and the rest is asked of the merchant', () => {
    const at = '2026-03-05T15:00:00.000Z'
    const told = tell([
      three(),
      came(1),
      ownEvent('cancellation.made', at, {
        by: 'shopper',
        lines: [{ id: 'L1', quantity: 2, total: 2 }],
        reason: null,
      }),
      ownEvent(
        'cancellation.requested',
        at,
        { by: 'shopper', lines: [{ id: 'L1', quantity: 1, total: 3 }], reason: null },
        'own_asked',
      ),
    ])
    const since = told.spoken.filter((one) => one.at >= at && one.at < '2026-03-06')

    expect(since.map(({ kind }) => kind)).toEqual(['order_cancelled'])
    expect(since[0]?.wanted.facts.cancelAsked?.lines).toEqual(['L1'])
  })

  it('asks nothing of what was in stock once the others are cancelled', () => {
    const two = placed([
      lineData('L1', {
        quantity: 2,
        backorder: { quantity: 1, kind: 'standard', expected_at: '2026-05-01' },
      }),
    ])
    const { spoken } = tell([two, cancelled(1, '2026-03-03T15:00:00Z')], '2026-03-30T00:00:00Z')
    const word = spoken.find(({ kind }) => kind === 'order_cancelled')

    expect(spoken[0]?.wanted.facts.offers).toHaveLength(1)
    expect(word?.wanted.facts.offers).toEqual([])
  })

  it('goes on with its offer where what was cancelled had come', () => {
    const events = [three('2026-04-01'), slipped('2026-05-20'), came(3, '2026-03-10T12:00:00Z')]
    const offers = (more: Recorded[]) => {
      const { order } = tell([...events, ...more], '2026-03-12T00:00:00Z')
      const clocks = delayClocks(order, contextAt('2026-03-12T00:00:00.000Z', FTC))
      return clocks.map((clock) => clock.offers.length)
    }

    expect(offers([])[0]).toBeGreaterThan(0)
    expect(offers([cancelled(1)])).toEqual(offers([]))
  })
})

describe('a package that takes a part of what was cancelled', () => {
  const word = (events: Recorded[]) => wordOf(events, 'cancellation_declined')
  const stock = placed([lineData('L1', { quantity: 3 }), lineData('L2')])

  it('says what stays cancelled, and what comes back for it', () => {
    expect(word([stock, cancelled(3), ships(1)])).toMatchObject({
      cancelled: [{ lineId: 'L1', quantity: 1 }],
      refund: { amount: { amount: '39.80' } },
      told: { cancelled: { L1: 2 } },
    })
    expect(word([stock, cancelled(3), ships(3)])?.refund).toBeNull()
  })

  it('and so does one of which we hear after it, and one of the same moment, in one word', () => {
    const early = { ...ships(2, '2026-03-10T14:00:00Z'), receivedAt: '2026-03-10T18:00:00.000Z' }
    const one = placed([lineData('L1', { quantity: 3 })])
    const kinds = (events: Recorded[]) =>
      tell(events, '2026-03-11T00:00:00Z')
        .spoken.map(({ kind }) => kind)
        .filter((kind) => kind === 'order_cancelled' || kind === 'cancellation_declined')

    const made = ownEvent('cancellation.made', '2026-03-10T15:00:00Z', {
      by: 'shopper',
      lines: [{ id: 'L1', quantity: 3, total: 3 }],
      reason: null,
    })

    for (const act of [made, cancelled(3), anEvent('order.cancelled', made.occurred_at, {})])
      expect(word([one, act, early]), act.type).toMatchObject({
        cancelled: [{ lineId: 'L1', quantity: 2 }],
        refund: { amount: { amount: '19.90' } },
      })
    expect(kinds([stock, cancelled(3), early])).toEqual([
      'order_cancelled',
      'cancellation_declined',
    ])
    expect(kinds([stock, made, ships(2, '2026-03-10T15:00:00Z')])).toEqual([
      'cancellation_declined',
    ])
  })
})

it('is no conflict where a line was taken off after some of it was cancelled', () => {
  const off = anEvent('order.updated', '2026-03-11T15:00:00Z', {
    lines: [{ id: 'L1', quantity: 0 }],
  })

  expect(anomaliesOf(fold([three(), cancelled(1), off]))).toEqual([])
})
