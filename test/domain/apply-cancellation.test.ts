import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { orderStatus } from '../../src/domain/order.ts'
import {
  anEvent,
  arrive,
  fold,
  lineData,
  lineOf,
  nothingYet,
  ownEvent,
  placed,
} from '../support/events.ts'

const DAY3 = '2026-03-03T15:00:00.000Z'
const DAY4 = '2026-03-04T15:00:00.000Z'
const DAY5 = '2026-03-05T15:00:00.000Z'
const three = placed([lineData('L1', { quantity: 3 }), lineData('L2')])

const shipped = (quantity: number, at: string, receivedAt = at) =>
  anEvent(
    'shipment.created',
    at,
    { shipment_id: 'S1', shipped_at: at, lines: [{ id: 'L1', quantity }] },
    { receivedAt },
  )
const cancelled = (at: string, quantity?: number, id?: string) =>
  anEvent(
    'order.cancelled',
    at,
    { reason: 'Asked by phone', ...(quantity ? { lines: [{ id: 'L1', quantity }] } : {}) },
    id ? { id } : {},
  )
const ours = (at: string, quantity: number, total = quantity, id = 'own_made') =>
  ownEvent(
    'cancellation.made',
    at,
    { by: 'shopper', lines: [{ id: 'L1', quantity, total }], reason: null },
    id,
  )

describe('order.cancelled', () => {
  it('without lines cancels all', () => {
    const order = fold([three, cancelled(DAY3)])

    expect(orderStatus(order)).toBe('cancelled')
    expect(order.cancellations).toEqual([
      expect.objectContaining({
        by: 'merchant',
        reason: 'Asked by phone',
        lines: [
          { id: 'L1', quantity: 3 },
          { id: 'L2', quantity: 1 },
        ],
      }),
    ])
  })

  it('without lines cancels what has not shipped', () => {
    const order = fold([three, shipped(2, DAY3), cancelled(DAY4)])

    expect(lineOf(order, 'L1')).toMatchObject({ shipped: 2, cancelled: 1 })
    expect(orderStatus(order)).toBe('shipped')
    expect(anomaliesOf(order)).toEqual([])
  })

  it('of all that needs a parcel leaves an order of which nothing has shipped', () => {
    const voucher = lineData('L2', { requires_shipping: false })
    const order = fold([placed([lineData('L1'), voucher]), cancelled(DAY3, 1)])

    expect(orderStatus(order)).toBe('delivered')
  })

  it('of some lines twice cancels twice', () => {
    const order = fold([three, cancelled(DAY3, 1), cancelled(DAY4, 1)])

    expect(lineOf(order, 'L1').cancelled).toBe(2)
    expect(order.cancellations).toHaveLength(2)
  })

  it('of everything twice is one cancellation', () => {
    const order = fold([three, cancelled(DAY3), cancelled(DAY4)])

    expect(order.cancellations).toHaveLength(1)
    expect(anomaliesOf(order)).toEqual([])
  })

  it('of more than was ordered cancels what there is, and shows it', () => {
    const order = fold([three, cancelled(DAY3, 9)])

    expect(lineOf(order, 'L1').cancelled).toBe(3)
    expect(anomaliesOf(order).map(({ code }) => code)).toEqual(['cancelled_more_than_ordered'])
  })

  it('of a line that is not known waits for it', () => {
    const before = [
      three,
      anEvent('order.cancelled', DAY3, {
        lines: [
          { id: 'L1', quantity: 1 },
          { id: 'L9', quantity: 1 },
        ],
      }),
    ]
    expect(lineOf(fold(before), 'L1').cancelled).toBe(1)
    expect(fold(before).pending[0]?.lines).toEqual(['L9'])

    const order = fold([
      ...before,
      anEvent('order.updated', DAY4, { lines: [lineData('L9', { quantity: 2 })] }),
    ])
    expect(order.pending).toEqual([])
    expect(lineOf(order, 'L9').cancelled).toBe(1)
    expect(lineOf(order, 'L1').cancelled).toBe(1)
  })
})

describe('a shipment that crosses a cancellation', () => {
  it.each([
    ['comes after it', shipped(2, DAY4)],
    ['comes late, from before it', shipped(2, '2026-03-02T18:00:00.000Z', DAY5)],
  ])('wins where it %s', (_, shipment) => {
    const order = fold([three, cancelled(DAY3), shipment])

    expect(lineOf(order, 'L1')).toMatchObject({ shipped: 2, cancelled: 1 })
    expect(orderStatus(order)).toBe('shipped')
  })

  it('is shown where the goods of a cancelled line left after all', () => {
    const order = fold([three, cancelled(DAY3), shipped(2, DAY4)])

    expect(anomaliesOf(order).map(({ code }) => code)).toEqual(['shipped_after_cancelled'])
  })

  it('leaves the cancellation in force when it is voided', () => {
    const order = fold([
      three,
      cancelled(DAY3),
      shipped(2, DAY4),
      anEvent('shipment.voided', DAY5, { shipment_id: 'S1' }),
    ])

    expect(lineOf(order, 'L1')).toMatchObject({ shipped: 0, cancelled: 3 })
    expect(anomaliesOf(order)).toEqual([])
  })
})

describe('a cancellation of ours', () => {
  it('that comes back as an event changes nothing', () => {
    const once = fold([three, ours(DAY3, 2)])
    const echoed = fold([three, ours(DAY3, 2), cancelled(DAY4, 2)])

    expect(lineOf(echoed, 'L1').cancelled).toBe(2)
    expect(echoed.cancellations).toEqual(once.cancellations)
    expect(echoed.cancellations[0]?.by).toBe('shopper')
    expect(anomaliesOf(echoed)).toEqual([])
  })

  it('of all, coming back without lines, changes nothing', () => {
    const all = ownEvent('cancellation.made', DAY3, {
      by: 'shopper',
      lines: [
        { id: 'L1', quantity: 3, total: 3 },
        { id: 'L2', quantity: 1, total: 1 },
      ],
      reason: null,
    })
    const order = fold([three, all, cancelled(DAY4)])

    expect(orderStatus(order)).toBe('cancelled')
    expect(order.cancellations).toHaveLength(1)
    expect(anomaliesOf(order)).toEqual([])
  })

  it('after one of the merchant adds to it, and its echo does not', () => {
    const order = fold([three, cancelled(DAY3, 1), ours(DAY4, 1, 2), cancelled(DAY5, 1)])

    expect(lineOf(order, 'L1').cancelled).toBe(2)
    expect(order.cancellations.map(({ by }) => by)).toEqual(['merchant', 'shopper'])
  })

  it('followed by more from the merchant cancels the rest', () => {
    const order = fold([three, ours(DAY3, 1), cancelled(DAY4)])

    expect(lineOf(order, 'L1').cancelled).toBe(3)
    expect(order.cancellations.at(-1)).toMatchObject({
      by: 'merchant',
      lines: [
        { id: 'L1', quantity: 2 },
        { id: 'L2', quantity: 1 },
      ],
    })
  })

  it('of a line that an event ahead of our clock had added is not lost', () => {
    const added = anEvent(
      'order.updated',
      DAY5,
      { lines: [lineData('L1', { quantity: 1 })] },
      { receivedAt: DAY3 },
    )
    const base = [placed([lineData('L2')]), added]
    const known = base.reduce((before, event) => arrive(before, event), nothingYet())

    expect(lineOf(arrive(known, ours(DAY4, 1)).order, 'L1').cancelled).toBe(1)
  })
})

describe('a request to cancel', () => {
  const lines = [{ id: 'L1', quantity: 2, total: 2 }]
  const asked = ownEvent(
    'cancellation.requested',
    DAY3,
    { by: 'shopper', lines, reason: 'Too late' },
    'own_asked',
  )
  const answered = (answer: 'accept' | 'decline', over: { lines?: typeof lines } = {}) =>
    ownEvent(
      'cancellation.answered',
      DAY4,
      { answer, lines: over.lines ?? [], reason: 'Packed' },
      'own_answer',
    )

  it('changes nothing until it is answered', () => {
    const order = fold([three, asked])

    expect(order.cancellationRequest).toEqual({
      eventId: 'own_asked',
      at: DAY3,
      by: 'shopper',
      lines,
      reason: 'Too late',
    })
    expect(lineOf(order, 'L1').cancelled).toBe(0)
  })

  it('that is accepted is a cancellation by who asked', () => {
    const order = fold([three, asked, answered('accept', { lines })])

    expect(order.cancellationRequest).toBeNull()
    expect(order.cancellations).toEqual([
      expect.objectContaining({
        by: 'shopper',
        reason: 'Too late',
        lines: [{ id: 'L1', quantity: 2 }],
      }),
    ])
  })

  it('that is declined leaves the order as it is, with the reason', () => {
    const order = fold([three, asked, answered('decline')])

    expect(order.cancellationRequest).toBeNull()
    expect(order.cancellationDeclined).toMatchObject({
      eventId: 'own_answer',
      at: DAY4,
      reason: 'Packed',
    })
    expect(order.cancellations).toEqual([])
  })

  it('that is accepted for a line still to come waits with that line alone', () => {
    const both = [...lines, { id: 'L9', quantity: 1, total: 1 }]
    const before = [three, asked, answered('accept', { lines: both })]
    expect(fold(before).pending[0]?.lines).toEqual(['L9'])

    const order = fold([...before, anEvent('order.updated', DAY5, { lines: [lineData('L9')] })])
    expect(order.pending).toEqual([])
    expect(lineOf(order, 'L9').cancelled).toBe(1)
  })
})
