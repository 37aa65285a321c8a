import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { isWaiting, openQuantity, orderStatus } from '../../src/domain/order.ts'
import {
  anEvent,
  arrive,
  backordered,
  fold,
  lineData,
  lineOf,
  nothingYet,
  PLACED_AT,
  PROMISED,
  placed,
  RULES,
  said,
} from '../support/events.ts'

const LATER = '2026-03-03T15:00:00Z'
const AFTER = '2026-03-04T15:00:00Z'
const codes = (order: ReturnType<typeof fold>) => anomaliesOf(order).map(({ code }) => code)

describe('order.placed', () => {
  it('makes the order what it says, open', () => {
    const order = fold([placed([lineData('L1', { quantity: 2, sku: 'A', variant: 'Blue' })])])

    expect(order).toMatchObject({ orderNumber: '1001', currency: 'USD', paymentStatus: 'paid' })
    expect(order.placed).toEqual({
      eventId: 'evt_placed',
      at: PLACED_AT,
      heardAt: PLACED_AT,
      imported: false,
    })
    expect(lineOf(order, 'L1')).toMatchObject({ quantity: 2, sku: 'A', variant: 'Blue' })
    expect(orderStatus(order)).toBe('open')
    expect(order.pending).toEqual([])
  })

  it('has the date that was shown for a line, unless its backorder says another', () => {
    const shown = (line: object) =>
      lineOf(fold([placed([{ ...backordered('L1'), ...line }])]), 'L1').backorder?.shownShipsBy
    const backorder = { quantity: 1, kind: 'standard', expected_at: null }

    expect(shown({ shown_ships_by: '2026-03-20' })).toBe('2026-03-20')
    expect(
      shown({
        shown_ships_by: '2026-03-20',
        backorder: { ...backorder, shown_ships_by: '2026-03-24' },
      }),
    ).toBe('2026-03-24')
    expect(shown({})).toBeNull()
  })

  it('is an import when it comes more than 72 hours after it happened, and not at 72', () => {
    const come = (receivedAt: string) => fold([placed([lineData('L1')], { receivedAt })]).placed

    expect(come('2026-03-05T15:00:00.000Z')?.imported).toBe(false)
    expect(come('2026-03-05T15:00:00.001Z')?.imported).toBe(true)
  })

  it('under a second id is shown, and changes nothing', () => {
    const once = fold([placed([lineData('L1')])])
    const twice = fold([
      placed([lineData('L1')]),
      placed([lineData('L1', { quantity: 9 })], { id: 'evt_again', at: LATER }),
    ])

    expect(twice.lines).toEqual(once.lines)
    expect(anomaliesOf(twice)).toEqual([
      expect.objectContaining({ code: 'waits_for_premise', eventId: 'evt_again' }),
    ])
  })

  it('with nothing to send is delivered by itself', () => {
    const order = fold([placed([lineData('L1', { requires_shipping: false })])])

    expect(isWaiting(order)).toBe(false)
    expect(orderStatus(order)).toBe('delivered')
  })
})

describe('an event before its order', () => {
  const shipment = anEvent(
    'shipment.created',
    LATER,
    { shipment_id: 'S1', shipped_at: LATER, lines: [{ id: 'L1', quantity: 1 }] },
    { id: 'evt_shipped' },
  )

  it('is kept and shown, and the anomaly ends when the order comes', () => {
    const early = arrive(nothingYet(), shipment)
    expect(anomaliesOf(early.order)).toEqual([
      {
        code: 'waits_for_premise',
        eventId: 'evt_shipped',
        message: 'shipment.created waits: the order is not known yet',
      },
    ])

    const { order } = arrive(early, placed([lineData('L1')]))
    expect(anomaliesOf(order)).toEqual([])
    expect(orderStatus(order)).toBe('shipped')
  })

  it('waits also where it happened before it', () => {
    const order = fold([
      anEvent('order.cancelled', '2026-03-02T14:59:00Z', { reason: 'Fraud' }),
      placed([lineData('L1', { quantity: 3 })]),
    ])

    expect(order.pending).toEqual([])
    expect(orderStatus(order)).toBe('cancelled')
    expect(lineOf(order, 'L1').cancelled).toBe(3)
  })
})

describe('order.updated', () => {
  it('changes what it names and keeps the rest', () => {
    const order = fold([
      placed([lineData('L1', { quantity: 2 }), lineData('L2')], { priority: 5 }),
      anEvent('order.updated', LATER, {
        payment_status: 'pending',
        lines: [{ id: 'L1', quantity: 4 }],
      }),
    ])

    expect(order).toMatchObject({ priority: 5, paymentStatus: 'pending', orderNumber: '1001' })
    expect(lineOf(order, 'L1')).toMatchObject({ quantity: 4, title: 'Item L1' })
    expect(lineOf(order, 'L2').quantity).toBe(1)
  })

  it('adds a line, and removes one by quantity 0 with no anomaly left behind', () => {
    const order = fold([
      placed([lineData('L1'), backordered('L2')]),
      anEvent('order.updated', LATER, { lines: [lineData('L3'), { id: 'L2', quantity: 0 }] }),
    ])

    expect(order.lines.map((line) => [line.id, openQuantity(line)])).toEqual([
      ['L1', 1],
      ['L2', 0],
      ['L3', 1],
    ])
    expect(anomaliesOf(order)).toEqual([])
  })

  it('of a line that is not known applies the rest, and that line once it is', () => {
    const before = [
      placed([lineData('L1')]),
      anEvent('order.updated', LATER, {
        lines: [
          { id: 'L1', quantity: 5 },
          { id: 'L9', quantity: 7 },
        ],
      }),
    ]
    expect(lineOf(fold(before), 'L1').quantity).toBe(5)
    expect(fold(before).pending[0]?.lines).toEqual(['L9'])

    const order = fold([
      ...before,
      anEvent('order.updated', AFTER, { lines: [lineData('L9', { quantity: 2 })] }),
    ])
    expect(order.pending).toEqual([])
    expect(lineOf(order, 'L9').quantity).toBe(7)
  })

  it('removing a line that never was is nothing to wait for', () => {
    const order = fold([
      placed([lineData('L1')]),
      anEvent('order.updated', LATER, { lines: [{ id: 'L9', quantity: 0 }] }),
    ])

    expect(order.pending).toEqual([])
  })

  it('that raises the quantity ends the anomaly of a shipment of too many', () => {
    const before = [
      placed([lineData('L1', { quantity: 1 })]),
      anEvent('shipment.created', LATER, {
        shipment_id: 'S1',
        shipped_at: LATER,
        lines: [{ id: 'L1', quantity: 3 }],
      }),
    ]
    expect(codes(fold(before))).toEqual(['shipped_more_than_ordered'])
    expect(lineOf(fold(before), 'L1').shipped).toBe(1)

    const order = fold([
      ...before,
      anEvent('order.updated', AFTER, { lines: [{ id: 'L1', quantity: 3 }] }),
    ])
    expect(codes(order)).toEqual([])
    expect(lineOf(order, 'L1').shipped).toBe(3)
  })

  it('that states the same backorder again makes no history', () => {
    const order = fold([
      placed([backordered('L1')]),
      anEvent('order.updated', '2026-03-09T15:00:00Z', { lines: [backordered('L1')] }),
    ])

    expect(lineOf(order, 'L1').backorder?.promise?.shipsBy).toBe(PROMISED)
    expect(lineOf(order, 'L1').backorder?.history).toHaveLength(1)
  })

  it('with a backorder of null ends it', () => {
    const order = fold([
      placed([backordered('L1')]),
      anEvent('order.updated', LATER, { lines: [{ id: 'L1', backorder: null }] }),
    ])

    expect(lineOf(order, 'L1').backorder).toBeNull()
  })
})

describe('what else is kept of an order', () => {
  it('refunds, with their amount and whether they were an import', () => {
    const amount = { amount: '19.90', currency: 'USD' }
    const order = fold([
      placed([lineData('L1')]),
      anEvent(
        'order.refunded',
        LATER,
        { amount },
        { id: 'evt_r', receivedAt: '2026-03-09T00:00Z' },
      ),
    ])

    expect(order.refunds).toEqual([
      { eventId: 'evt_r', at: '2026-03-03T15:00:00.000Z', amount, imported: true },
    ])
  })

  it('substitutes that are offered', () => {
    const order = fold([
      placed([lineData('L1')]),
      anEvent(
        'substitute.offered',
        LATER,
        { line_id: 'L1', options: [{ sku: 'B', title: 'Other' }] },
        { id: 'evt_s' },
      ),
    ])

    expect(order.substitutes).toEqual([
      {
        eventId: 'evt_s',
        at: '2026-03-03T15:00:00.000Z',
        imported: false,
        chosen: null,
        lineId: 'L1',
        options: [{ sku: 'B', title: 'Other', imageUrl: null, priceDifference: null }],
      },
    ])
  })

  it('nothing of what belongs to a SKU', () => {
    const order = fold([placed([lineData('L1')])])
    const level = anEvent('inventory.level', LATER, { sku: 'A', available: -3 })

    expect(fold([placed([lineData('L1')]), level])).toEqual(order)
  })
})

describe('a word that was said', () => {
  it('is kept whole, in the order in which it went out', () => {
    const order = fold([
      placed([backordered('L1')]),
      said(AFTER, 'backorder_checkin'),
      said('2026-03-02T15:00:00Z', 'backorder_confirmed', { dates: { L1: PROMISED } }),
    ])

    expect(order.said.map(({ kind }) => kind)).toEqual(['backorder_confirmed', 'backorder_checkin'])
    expect(order.said[0]?.told.dates).toEqual({ L1: PROMISED })
  })

  it('holds its date, though the rules changed since and the order is folded anew', () => {
    const events = [
      placed([backordered('L1')]),
      said('2026-03-02T15:01:00Z', 'backorder_confirmed', {
        dates: { L1: PROMISED },
        statements: { L1: 'evt_placed' },
      }),
    ]
    const cautious = { ...RULES, buffer: { ...RULES.buffer, min_days: 20, share: 1, max_days: 60 } }

    const backorder = lineOf(fold(events, cautious), 'L1').backorder
    expect(backorder?.promise?.shipsBy).toBe(PROMISED)
    expect(backorder?.history.map(({ shipsBy }) => shipsBy)).toEqual([PROMISED])
    expect(lineOf(fold(events.slice(0, 1), cautious), 'L1').backorder?.promise?.shipsBy).not.toBe(
      PROMISED,
    )
  })
})
