import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { backorderState } from '../../src/domain/backorder-state.ts'
import { allocatedQuantity, orderStatus, waitingQuantity } from '../../src/domain/order.ts'
import { shownOrderPromise } from '../../src/domain/said-date.ts'
import {
  anEvent,
  backordered,
  EXPECTED,
  fold,
  lineData,
  lineOf,
  PLACED_AT,
  PROMISED,
  placed,
  said,
} from '../support/events.ts'

const promiseOf = (order: ReturnType<typeof fold>) =>
  shownOrderPromise(order, { split: 'ship_available', today: '2026-03-02' })
const LATER = '2026-03-03T15:00:00Z'
const AFTER = '2026-03-04T15:00:00Z'
const created = (id: string, expected_at: string | null, quantity = 1, at = LATER) =>
  anEvent('backorder.created', at, { lines: [{ id, quantity, kind: 'standard', expected_at }] })
const moved = (id: string, expected_at: string | null, at = LATER) =>
  anEvent('backorder.eta_changed', at, { lines: [{ id, expected_at }], reason: 'Held at customs' })
const allocated = (id: string, quantity = 1, at = LATER, receivedAt = at) =>
  anEvent('backorder.allocated', at, { lines: [{ id, quantity }] }, { receivedAt })
const backorderOf = (order: ReturnType<typeof fold>, id = 'L1') => {
  const { backorder } = lineOf(order, id)
  if (!backorder) throw new Error(`line ${id} is on no backorder`)
  return backorder
}

describe('backorder.created', () => {
  it('puts a line on backorder, with its promise', () => {
    const order = fold([placed([lineData('L1', { quantity: 3 })]), created('L1', EXPECTED, 2)])

    expect(waitingQuantity(lineOf(order, 'L1'))).toBe(2)
    expect(backorderOf(order).promise).toMatchObject({ earliest: EXPECTED, shipsBy: PROMISED })
    expect(backorderState(lineOf(order, 'L1'))).toBe('waiting')
  })

  it('has no date where none is known', () => {
    const order = fold([placed([lineData('L1')]), created('L1', null)])

    expect(backorderOf(order)).toMatchObject({ expectedAt: null, promise: null })
    expect(promiseOf(order)).toBeNull()
  })

  it('for lines partly known takes those, and shows the others until they come', () => {
    const before = [
      placed([lineData('L1')]),
      anEvent('backorder.created', LATER, {
        lines: [
          { id: 'L1', quantity: 1, kind: 'standard', expected_at: null },
          { id: 'L2', quantity: 1, kind: 'standard', expected_at: null },
        ],
      }),
    ]
    expect(waitingQuantity(lineOf(fold(before), 'L1'))).toBe(1)
    expect(fold(before).pending).toEqual([
      expect.objectContaining({ lines: ['L2'], why: 'the order has no line L2' }),
    ])

    const order = fold([...before, anEvent('order.updated', AFTER, { lines: [lineData('L2')] })])
    expect(order.pending).toEqual([])
    expect(waitingQuantity(lineOf(order, 'L2'))).toBe(1)
  })

  it('of more than was ordered is an anomaly until the order is raised', () => {
    const before = [placed([lineData('L1')]), created('L1', null, 3)]
    expect(anomaliesOf(fold(before)).map(({ code }) => code)).toEqual([
      'backordered_more_than_ordered',
    ])
    expect(waitingQuantity(lineOf(fold(before), 'L1'))).toBe(1)

    const raised = anEvent('order.updated', AFTER, { lines: [{ id: 'L1', quantity: 3 }] })
    expect(anomaliesOf(fold([...before, raised]))).toEqual([])
  })
})

describe('backorder.eta_changed', () => {
  it('before its backorder waits for it', () => {
    const before = [placed([lineData('L1')]), moved('L1', '2026-04-01')]
    expect(anomaliesOf(fold(before)).map(({ message }) => message)).toEqual([
      'backorder.eta_changed waits: line L1 is on no backorder',
    ])

    const order = fold([...before, created('L1', EXPECTED, 1, AFTER)])
    expect(order.pending).toEqual([])
    expect(backorderOf(order).expectedAt).toBe('2026-04-01')
  })

  it('past the buffer makes a new promise, with why and when we heard', () => {
    const order = fold([placed([backordered('L1')]), moved('L1', '2026-03-20')])

    expect(backorderOf(order)).toMatchObject({
      expectedAt: '2026-03-20',
      reason: 'Held at customs',
    })
    expect(backorderOf(order).history.map(({ shipsBy, heardAt }) => [shipsBy, heardAt])).toEqual([
      [PROMISED, '2026-03-02T15:00:00.000Z'],
      ['2026-03-27', '2026-03-03T15:00:00.000Z'],
    ])
  })

  it('inside the buffer is absorbed: the promise stays, the expectation does not', () => {
    const order = fold([placed([backordered('L1')]), moved('L1', '2026-03-14')])

    expect(backorderOf(order)).toMatchObject({ expectedAt: '2026-03-14' })
    expect(backorderOf(order).promise).toMatchObject({ shipsBy: PROMISED, earliest: '2026-03-14' })
    expect(backorderOf(order).history).toHaveLength(1)
  })

  it('inside the buffer and shortly before the day makes no good news of a slip', () => {
    const far = placed([backordered('L1', '2026-04-06')]) // 35 days: 14 of buffer
    const order = fold([far, moved('L1', '2026-04-07', '2026-04-03T15:00:00Z')])

    expect(backorderOf(order).promise?.shipsBy).toBe('2026-04-20')
  })

  it('is measured against the date told, also after dates that nobody was told', () => {
    const events = [
      placed([backordered('L1', '2026-04-06')]),
      said('2026-03-02T15:01:00Z', 'backorder_confirmed', {
        dates: { L1: '2026-04-20' },
        statements: { L1: 'evt_placed' },
      }),
      moved('L1', '2026-05-30', '2026-04-03T15:00:00Z'),
      moved('L1', null, '2026-04-03T15:02:00Z'),
      moved('L1', '2026-04-08', '2026-04-03T15:04:00Z'),
    ]

    expect(backorderOf(fold(events)).promise?.shipsBy).toBe('2026-04-20')
  })

  it('with the same day in another spelling is no news', () => {
    const order = fold([
      placed([backordered('L1')]),
      moved('L1', '2026-03-12T16:00:00-04:00', '2026-03-11T15:00:00Z'),
    ])

    expect(backorderOf(order).promise?.shipsBy).toBe(PROMISED)
    expect(backorderOf(order).statedBy).toBe('evt_placed')
  })

  it('that comes late is measured against what was told meanwhile', () => {
    const told = said('2026-03-04T15:00:00Z', 'backorder_confirmed', {
      dates: { L1: PROMISED },
      statements: { L1: 'evt_placed' },
    })
    const late = anEvent(
      'backorder.eta_changed',
      '2026-03-03T15:00:00Z',
      { lines: [{ id: 'L1', expected_at: '2026-03-14' }] },
      { receivedAt: '2026-03-05T15:00:00Z' },
    )
    const order = fold([placed([backordered('L1')]), told, late])

    expect(backorderOf(order).promise?.shipsBy).toBe(PROMISED)
  })
})

describe('backorder.allocated', () => {
  const told = () =>
    said(PLACED_AT, 'backorder_confirmed', {
      dates: { L1: PROMISED },
      statements: { L1: 'evt_placed' },
    })

  it('keeps the promise that was told', () => {
    const order = fold([placed([backordered('L1')]), told(), allocated('L1')])

    expect(backorderOf(order).promise?.shipsBy).toBe(PROMISED)
    expect(backorderState(lineOf(order, 'L1'))).toBe('allocated')
    expect(allocatedQuantity(lineOf(order, 'L1'))).toBe(1)
  })

  it('before anybody was told of a wait makes no delay of a hoped-for day, but of a release', () => {
    const orderOf = (kind: 'standard' | 'preorder') =>
      fold([
        placed([lineData('L1', { backorder: { quantity: 1, kind, expected_at: '2026-06-01' } })]),
        allocated('L1'),
      ])

    expect(backorderOf(orderOf('standard')).promise).toMatchObject({
      shipsBy: '2026-03-06',
      basis: { rule: 'allocation' },
    })
    expect(backorderOf(orderOf('preorder')).promise?.shipsBy).toBe('2026-06-15')
  })

  it('without a date promises the third working day after it', () => {
    const friday = '2026-03-06T15:00:00Z'
    const order = fold([placed([backordered('L1', null)]), allocated('L1', 1, friday)])

    expect(backorderOf(order).promise).toMatchObject({
      shipsBy: '2026-03-11',
      basis: { rule: 'allocation' },
    })
    expect(promiseOf(order)?.shipsBy).toBe('2026-03-11')
  })

  it('of a part invents no date for the part that waits', () => {
    const two = placed([backordered('L1', null, { quantity: 2 })])
    const order = fold([two, allocated('L1', 1)])

    expect(waitingQuantity(lineOf(order, 'L1'))).toBe(1)
    expect(backorderOf(order).promise).toBeNull()
    expect(promiseOf(fold([two, allocated('L1', 1), allocated('L1', 1, AFTER)]))).not.toBeNull()
  })

  it('of a part has its date when the rest is cancelled', () => {
    const order = fold([
      placed([backordered('L1', null, { quantity: 2 })]),
      allocated('L1', 1),
      anEvent('order.cancelled', AFTER, { lines: [{ id: 'L1', quantity: 1 }] }),
    ])

    expect(backorderOf(order).promise?.shipsBy).toBe('2026-03-06')
  })

  it('keeps its date though the merchant withdraws the one of the supply', () => {
    const order = fold([
      placed([backordered('L1')]),
      told(),
      allocated('L1'),
      moved('L1', null, AFTER),
    ])

    expect(backorderOf(order).promise?.shipsBy).toBe(PROMISED)
  })

  it('keeps its date though we had said "no date" before we heard of it', () => {
    const order = fold([
      placed([backordered('L1', null)]),
      said(AFTER, 'backorder_confirmed', { dates: { L1: null }, statements: { L1: 'evt_placed' } }),
      allocated('L1', 1, LATER, '2026-03-05T15:00:00Z'),
    ])

    expect(backorderOf(order).promise?.shipsBy).toBe('2026-03-06')
  })

  it('of more than waits is an anomaly', () => {
    const order = fold([placed([backordered('L1')]), allocated('L1', 2)])

    expect(anomaliesOf(order).map(({ code }) => code)).toEqual(['allocated_more_than_backordered'])
    expect(allocatedQuantity(lineOf(order, 'L1'))).toBe(1)
  })
})

describe('stock for a part, whose date is withdrawn before its reader hears', () => {
  const three = placed([backordered('L1', EXPECTED, { quantity: 3 })])
  const told = said('2026-03-02T15:00:30Z', 'backorder_confirmed', { dates: { L1: PROMISED } })
  const before = [three, told, allocated('L1', 2), moved('L1', null, AFTER)]
  const rest = (at: string) => [
    anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity: 1 }] }),
    anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: 1 }] }),
  ]

  it.each([0, 1])('keeps the date told once nothing waits (%i)', (way) => {
    const order = fold([...before, rest('2026-03-04T15:01:00Z')[way] as never])

    expect(waitingQuantity(lineOf(order, 'L1'))).toBe(0)
    expect(backorderOf(order).promise).toMatchObject({
      shipsBy: PROMISED,
      earliest: EXPECTED,
      basis: { rule: 'default' },
    })
  })

  it('and where the reader heard that there is none for the rest: what is here was not meant', () => {
    const heard = said('2026-03-04T15:00:30Z', 'eta_slipped', { dates: { L1: null } })
    const order = fold([...before, heard, rest('2026-03-04T15:01:00Z')[0] as never])

    expect(backorderOf(order).promise?.shipsBy).toBe(PROMISED)
  })

  it('takes the handling time where that day is over', () => {
    const heard = said('2026-03-04T15:00:30Z', 'eta_slipped', { dates: { L1: null } })
    const order = fold([...before, heard, rest('2026-04-04T15:01:00Z')[0] as never])

    expect(backorderOf(order).promise).toMatchObject({ basis: { rule: 'allocation' } })
  })
})

describe('backorder.allocated after a slip that nobody was told', () => {
  it('keeps the promise that was told', () => {
    const order = fold([
      placed([backordered('L1')]),
      said('2026-03-02T15:01:00Z', 'backorder_confirmed', { dates: { L1: PROMISED } }),
      moved('L1', '2026-05-01'),
      allocated('L1', 1, AFTER),
    ])

    expect(backorderOf(order).promise?.shipsBy).toBe(PROMISED)
  })
})

describe('backorder.unfulfillable', () => {
  it('of several lines is one act, or its notices would bear one key twice', () => {
    const order = fold([
      placed([backordered('L1'), backordered('L2')]),
      anEvent('backorder.unfulfillable', LATER, {
        lines: [
          { id: 'L1', quantity: 1 },
          { id: 'L2', quantity: 1 },
        ],
      }),
    ])

    expect(order.cancellations.map(({ lines }) => lines.map(({ id }) => id))).toEqual([
      ['L1', 'L2'],
    ])
  })

  it('cancels what cannot be had, by the merchant', () => {
    const order = fold([
      placed([backordered('L1'), lineData('L2')]),
      anEvent('backorder.unfulfillable', LATER, {
        lines: [{ id: 'L1', quantity: 1 }],
        reason: 'Discontinued',
      }),
    ])

    expect(backorderState(lineOf(order, 'L1'))).toBe('unfulfillable')
    expect(lineOf(order, 'L1').cancelled).toBe(1)
    expect(order.cancellations).toEqual([
      expect.objectContaining({
        by: 'merchant',
        reason: 'Discontinued',
        lines: [{ id: 'L1', quantity: 1 }],
      }),
    ])
    expect(orderStatus(order)).toBe('open')
  })

  it('is told from what was in stock beside it, and shipped', () => {
    const order = fold([
      placed([
        lineData('L1', {
          quantity: 2,
          backorder: { quantity: 1, kind: 'standard', expected_at: null },
        }),
      ]),
      anEvent('shipment.created', LATER, {
        shipment_id: 'S1',
        shipped_at: LATER,
        lines: [{ id: 'L1', quantity: 1 }],
      }),
      anEvent('order.cancelled', LATER, { lines: [{ id: 'L1', quantity: 1 }] }),
    ])

    expect(backorderState(lineOf(order, 'L1'))).toBe('cancelled')
  })

  it('is not counted twice where the shop then cancels it in its own system too', () => {
    const order = fold([
      placed([lineData('L1', { quantity: 3 })]),
      created('L1', null),
      anEvent('backorder.unfulfillable', LATER, { lines: [{ id: 'L1', quantity: 1 }] }),
      anEvent('order.cancelled', AFTER, { lines: [{ id: 'L1', quantity: 1 }] }),
    ])

    expect(lineOf(order, 'L1').cancelled).toBe(1)
    expect(order.cancellations).toHaveLength(1)
  })
})

describe('the promise of an order', () => {
  it('is the latest of the lines that wait; lines in stock do not count', () => {
    const order = fold([
      placed([backordered('L1'), backordered('L2', '2026-03-20'), lineData('L3')]),
    ])

    expect(promiseOf(order)?.shipsBy).toBe(backorderOf(order, 'L2').promise?.shipsBy)
  })

  it('is none where one of them has no date, or nothing is backordered', () => {
    expect(promiseOf(fold([placed([backordered('L1'), backordered('L2', null)])]))).toBeNull()
    expect(promiseOf(fold([placed([lineData('L1')])]))).toBeNull()
  })
})
