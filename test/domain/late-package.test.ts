import { describe, expect, it } from 'vitest'
import { wantRefundDue } from '../../src/domain/cadence/merchant/refund-due.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, contextAt, fold, ownEvent, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

const priced = (id: string, quantity: number, amount: string) =>
  backordered(id, undefined, { quantity, unit_price: { amount, currency: 'USD' } })
const order = placed([priced('a', 3, '10.00'), priced('b', 2, '7.00')])
const EARLY = '2026-03-03T14:30:00.000Z'
const FIRST = '2026-03-03T15:00:00.000Z'
const BETWEEN = '2026-03-03T15:30:00.000Z'
const SECOND = '2026-03-03T16:00:00.000Z'
const HEARD = '2026-03-03T18:00:00.000Z'
const VOID = '2026-03-03T20:00:00.000Z'
const UNTIL = '2026-03-03T23:00:00.000Z'

type Quantities = Record<string, number>
const linesOf = (of: Quantities) => Object.entries(of).map(([id, quantity]) => ({ id, quantity }))
const byShop = (at: string, of?: Quantities) =>
  anEvent('order.cancelled', at, of ? { lines: linesOf(of) } : {})
/** `before`: what had been cancelled of each line till then. */
const byShopper = (at: string, of: Quantities, before: Quantities = {}) =>
  ownEvent('cancellation.made', at, {
    by: 'shopper',
    lines: linesOf(of).map((one) => ({ ...one, total: one.quantity + (before[one.id] ?? 0) })),
    reason: null,
  })
const left = (at: string, of: Quantities, receivedAt = HEARD) =>
  anEvent(
    'shipment.created',
    at,
    { shipment_id: 'S1', shipped_at: at, lines: linesOf(of) },
    { receivedAt },
  )
const voided = anEvent('shipment.voided', VOID, { shipment_id: 'S1' })

/** What was told to be cancelled, or to have left after all, and the one sum that comes back. */
const sumsOf = (events: readonly Recorded[]) =>
  play([order, ...events], UNTIL).spoken.flatMap(({ kind, wanted: { facts } }) =>
    facts.cancelled.length > 0
      ? [
          [
            kind,
            ...facts.cancelled.map((one) => one.quantity),
            facts.refund?.amount?.amount ?? null,
          ],
        ]
      : [],
  )

describe('a package that left before a cancellation and is heard of after it', () => {
  it.each([
    ['of a shopper', byShopper(FIRST, { a: 3, b: 2 })],
    ['of the shop, by name', byShop(FIRST, { a: 3, b: 2 })],
  ])('is told like one that left after it: %s', (_, act) => {
    for (const at of [EARLY, BETWEEN, HEARD])
      expect(sumsOf([act, left(at, { a: 2 }), voided])).toEqual([
        ['order_cancelled', 3, 2, '44.00'],
        ['cancellation_declined', 2, '24.00'],
        ['order_cancelled', 3, 2, '44.00'],
      ])
  })

  it('takes from the sum of the whole order what it holds, where the shop cancelled that', () => {
    for (const at of [EARLY, BETWEEN, HEARD])
      expect(sumsOf([byShop(FIRST), left(at, { a: 2 })])).toEqual([
        ['order_cancelled', 3, 2, '44.00'],
        ['cancellation_declined', 2, '24.00'],
      ])
  })

  it.each([
    ['of a shopper', byShopper(SECOND, { a: 1 }, { a: 2 })],
    ['of the shop', byShop(SECOND, { a: 1 })],
  ])('is of the act that it left nothing of, and of none before: %s', (_, last) => {
    for (const at of [EARLY, BETWEEN, HEARD])
      expect(sumsOf([byShop(FIRST, { a: 2, b: 1 }), last, left(at, { a: 1 }), voided])).toEqual([
        ['order_cancelled', 2, 1, '27.00'],
        ['order_cancelled', 1, '10.00'],
        ['cancellation_declined', 1, null],
        ['order_cancelled', 1, '10.00'],
      ])
  })

  it('is of all the acts, also of one that nobody wished', () => {
    const missing = anEvent('backorder.unfulfillable', FIRST, { lines: [{ id: 'a', quantity: 1 }] })
    const rest = byShopper(SECOND, { a: 2 }, { a: 1 })
    for (const at of [EARLY, HEARD])
      expect(sumsOf([missing, rest, left(at, { a: 3 })]).at(-1)).toEqual([
        'cancellation_declined',
        3,
        null,
      ])
  })

  it('makes the whole refund due to the merchant again once it is taken back', () => {
    const act = byShopper(FIRST, { a: 3, b: 2 })
    for (const at of [EARLY, BETWEEN]) {
      const known = fold([order, act, left(at, { a: 2 }), voided])

      expect(wantRefundDue(known, contextAt(VOID))).toMatchObject([
        {
          facts: {
            lines: [{ quantity: 3 }, { quantity: 2 }],
            refund: { amount: { amount: '44.00' } },
          },
        },
      ])
    }
  })
})

describe('two packages that are taken back one after the other', () => {
  it('are each a word of what is cancelled again', () => {
    const second = anEvent('shipment.created', BETWEEN, {
      shipment_id: 'S2',
      shipped_at: BETWEEN,
      lines: [{ id: 'a', quantity: 1 }],
    })
    const back = anEvent('shipment.voided', '2026-03-03T19:00:00.000Z', { shipment_id: 'S2' })
    const events = [byShopper(FIRST, { a: 3, b: 2 }), second, left(HEARD, { a: 2 }), back, voided]

    expect(sumsOf(events).filter(([kind]) => kind === 'order_cancelled')).toEqual([
      ['order_cancelled', 3, 2, '44.00'],
      ['order_cancelled', 1, 2, '24.00'],
      ['order_cancelled', 3, 2, '44.00'],
    ])
  })
})

describe('what a package held when it was cancelled by name', () => {
  it('is cancelled by that act once the package is taken back, and told as the whole of it', () => {
    const known = left(EARLY, { a: 2 }, EARLY)

    expect(sumsOf([known, byShop(FIRST, { a: 3, b: 2 }), voided])).toEqual([
      ['order_cancelled', 1, 2, '24.00'],
      ['order_cancelled', 3, 2, '44.00'],
    ])
  })
})

describe('a package that takes a part of what nobody was told yet', () => {
  it('leaves the sum to the word beside it, which tells more than of its lines', () => {
    const together = [byShopper(FIRST, { a: 3, b: 2 }), left(EARLY, { a: 2 }, FIRST)]

    expect(sumsOf(together).sort()).toEqual([
      ['cancellation_declined', 2, null],
      ['order_cancelled', 1, 2, '24.00'],
    ])
    expect(sumsOf([byShopper(FIRST, { a: 3 }), left(EARLY, { a: 2 }, FIRST)])).toEqual([
      ['cancellation_declined', 2, '10.00'],
    ])
  })
})

describe('a cancellation of the shop’s of before ours, heard of after it', () => {
  const cancelledOf = (events: readonly Recorded[]) => fold([order, ...events]).lines[0]?.cancelled
  const ours = byShopper(SECOND, { a: 1 })
  const theirs = anEvent(
    'order.cancelled',
    FIRST,
    { lines: [{ id: 'a', quantity: 1 }] },
    { receivedAt: HEARD },
  )

  it('is no echo of ours, and one of after it is', () => {
    expect(cancelledOf([ours, theirs])).toBe(2)
    expect(cancelledOf([ours, theirs, byShop(HEARD, { a: 1 })])).toBe(2)
    expect(sumsOf([ours, theirs])).toEqual([
      ['order_cancelled', 1, '10.00'],
      ['order_cancelled', 1, '10.00'],
    ])
  })

  it('is one where only its clock is a little behind', () => {
    const behind = { ...theirs, occurred_at: '2026-03-03T15:59:00.000Z' } as Recorded

    expect(cancelledOf([ours, behind])).toBe(1)
  })
})
