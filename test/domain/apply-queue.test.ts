import { describe, expect, it } from 'vitest'
import {
  allocatedQuantity,
  type Backorder,
  type OrderState,
  waitingQuantity,
} from '../../src/domain/order.ts'
import type { QueueDate } from '../../src/domain/own-event.ts'
import type { LearnedBuffer } from '../../src/domain/promise.ts'
import {
  anEvent,
  backordered,
  EXPECTED,
  fold,
  lineOf,
  ownEvent,
  PLACED_AT,
  PROMISED,
  placed,
  said,
} from '../support/events.ts'

const at = (hour: number) => `2026-03-03T${String(hour).padStart(2, '0')}:00:00.000Z`
const dated = (hour: number, expected_at: string | null, over: Partial<QueueDate> = {}) =>
  ownEvent('queue.dated', at(hour), {
    lines: [
      {
        id: 'L1',
        expected_at,
        supply_id: expected_at && 'PO1',
        supplier: null,
        place_in_queue: 3,
        cause: 'joined',
        buffer: null,
        ...over,
      },
    ],
  })
const given = (hour: number, quantity: number, total: number) =>
  ownEvent('queue.allocated', at(hour), {
    lines: [{ id: 'L1', quantity, total, supply_id: 'PO1' }],
  })
const stated = (hour: number, expected_at: string | null, decided?: LearnedBuffer) => ({
  ...anEvent('backorder.eta_changed', at(hour), { lines: [{ id: 'L1', expected_at }] }),
  ...(decided && { decided: { buffers: { L1: decided } } }),
})
const dateless = placed([backordered('L1', null, { quantity: 4 })])

const backorderOf = (order: OrderState): Backorder => {
  const { backorder } = lineOf(order, 'L1')
  if (!backorder) throw new Error('L1 is on no backorder')
  return backorder
}
const buffer = (days: number | null): LearnedBuffer => ({
  days,
  honestDays: days ?? 90,
  rule: 'learned',
  supplier: 'Ridge',
  samples: 40,
  merchantSamples: 60,
  open: 2,
  confidence: 0.9,
})

describe('the date that the queue gives', () => {
  it('makes a promise from it, and says from what', () => {
    const { promise, history } = backorderOf(fold([dateless, dated(10, '2026-03-20')]))

    expect(promise).toMatchObject({
      shipsBy: '2026-03-27',
      earliest: '2026-03-20',
      basis: { supplyId: 'PO1', placeInQueue: 3, rule: 'default' },
    })
    expect(history.map(({ shipsBy, cause }) => [shipsBy, cause])).toEqual([
      [null, undefined],
      ['2026-03-27', 'joined'],
    ])
  })

  it('is measured against the date last told, as the merchant’s is', () => {
    const told = said(at(11), 'backorder_confirmed', { dates: { L1: '2026-03-27' } })
    const absorbed = dated(12, '2026-03-25', { cause: 'supply_moved' })
    expect(
      backorderOf(fold([dateless, dated(10, '2026-03-20'), told, absorbed])).promise,
    ).toMatchObject({ shipsBy: '2026-03-27', basis: { expectedAt: '2026-03-25' } })
    const slip = dated(12, '2026-04-10', { cause: 'supply_moved' })
    const slipped = backorderOf(fold([dateless, dated(10, '2026-03-20'), told, slip]))
    expect(slipped.promise?.shipsBy).toBe('2026-04-24')
    expect(slipped.history.at(-1)?.cause).toBe('supply_moved')
  })

  it('gives way to one that the merchant states, and holds again when that is taken back', () => {
    const events = [dateless, dated(10, '2026-03-20'), stated(11, '2026-04-01')]
    expect(backorderOf(fold(events))).toMatchObject({
      expectedAt: '2026-04-01',
      byQueue: false,
      promise: { basis: { supplyId: null } },
    })
    const moved = dated(12, '2026-05-04', { cause: 'supply_moved' })
    expect(backorderOf(fold([...events, moved])).expectedAt).toBe('2026-04-01')

    const back = backorderOf(fold([...events, moved, stated(13, null)]))
    expect(back).toMatchObject({ expectedAt: '2026-05-04', byQueue: true })
    expect(back.promise?.basis.supplyId).toBe('PO1')
  })

  it('is the merchant’s own from then on where it states the same day', () => {
    const events = [dateless, dated(10, '2026-03-20'), stated(11, '2026-03-20')]
    const same = backorderOf(fold(events))
    expect(same.promise).toMatchObject({ shipsBy: '2026-03-27', basis: { supplyId: null } })
    expect(backorderOf(fold([...events, dated(12, null)])).promise?.shipsBy).toBe('2026-03-27')
  })

  it('of another supply and the same day is told to nobody, and kept as its basis', () => {
    const again = dated(11, '2026-03-20', { supply_id: 'PO2', place_in_queue: 1 })
    const { promise, history } = backorderOf(fold([dateless, dated(10, '2026-03-20'), again]))
    expect(promise?.basis).toMatchObject({ supplyId: 'PO2', placeInQueue: 1 })
    expect(history).toHaveLength(2)
  })

  it('carries the buffer that past supplies taught on that day', () => {
    const short = dated(10, '2026-03-20', { buffer: buffer(1) })
    expect(backorderOf(fold([dateless, short])).promise).toMatchObject({
      shipsBy: '2026-03-23',
      basis: { rule: 'learned', samples: 40, confidence: 0.9 },
    })
    const none = dated(10, '2026-03-20', { buffer: buffer(null) })
    expect(backorderOf(fold([dateless, none]))).toMatchObject({
      expectedAt: '2026-03-20',
      promise: null,
    })
  })

  it('and that of the merchant’s own statement, which is replayed with it', () => {
    const order = fold([dateless, stated(10, '2026-03-20', buffer(1))])
    expect(backorderOf(order).promise?.shipsBy).toBe('2026-03-23')
  })

  it('waits for a line that we hear of late', () => {
    const late = { ...placed([backordered('L1', null)]), occurred_at: at(20) }
    const order = fold([dated(10, '2026-03-20'), late])
    expect(order.pending).toEqual([])
    expect(backorderOf(order).expectedAt).toBe('2026-03-20')
  })

  it('that nobody states is what it was before there were queues', () => {
    const order = fold([placed([backordered('L1')])])
    expect(backorderOf(order).promise).toMatchObject({
      shipsBy: PROMISED,
      basis: { expectedAt: EXPECTED, supplyId: null, placeInQueue: null },
    })
    expect(backorderOf(order).statedAt).toBe(PLACED_AT)
  })
})

describe('stock that the queue gives', () => {
  const theirs = (hour: number, quantity: number) =>
    anEvent('backorder.allocated', at(hour), { lines: [{ id: 'L1', quantity }] })
  const line = (...events: Parameters<typeof fold>[0]) => lineOf(fold([dateless, ...events]), 'L1')

  it('ends the wait of so many, and comes once where the merchant says it too', () => {
    expect(waitingQuantity(line(given(10, 3, 3)))).toBe(1)
    const both = line(given(10, 3, 3), theirs(11, 3))
    expect([waitingQuantity(both), allocatedQuantity(both)]).toEqual([1, 3])
    expect(both.backorder?.allocation?.at).toBe(at(10))
  })

  it('comes on top of what the merchant gave before', () => {
    const more = line(theirs(9, 2), given(10, 1, 3))
    expect([waitingQuantity(more), allocatedQuantity(more)]).toEqual([1, 3])
  })

  it('is less than what the merchant says in the end: then that counts', () => {
    const all = line(given(10, 1, 1), theirs(11, 4))
    expect([waitingQuantity(all), allocatedQuantity(all)]).toEqual([0, 4])
    expect(all.backorder?.allocation?.at).toBe(at(11))
  })

  it('is waited for again where it was freed for others, and more is ordered', () => {
    const freed = ownEvent('queue.freed', at(12), { lines: [{ id: 'L1', quantity: 1, total: 1 }] })
    const cancelled = anEvent('order.cancelled', at(11), { lines: [{ id: 'L1', quantity: 1 }] })
    const more = anEvent('order.updated', at(13), {
      lines: [
        { id: 'L1', quantity: 6, backorder: { quantity: 6, kind: 'standard', expected_at: null } },
      ],
    })
    const left = line(given(10, 4, 4), cancelled, freed, freed)
    expect([waitingQuantity(left), allocatedQuantity(left)]).toEqual([0, 3])
    const grown = line(given(10, 4, 4), cancelled, freed, more)
    expect([waitingQuantity(grown), allocatedQuantity(grown)]).toEqual([2, 3])
  })

  it('is not waited for again where it was freed because less is ordered', () => {
    const less = anEvent('order.updated', at(11), { lines: [{ id: 'L1', quantity: 3 }] })
    const freed = ownEvent('queue.freed', at(12), { lines: [{ id: 'L1', quantity: 1, total: 1 }] })
    const left = line(given(10, 4, 4), less, freed)
    expect([waitingQuantity(left), allocatedQuantity(left)]).toEqual([0, 3])
  })

  it('moves a date for no reason of the queue', () => {
    const telling = said(at(11), 'backorder_confirmed', { dates: { L1: '2026-03-27' } })
    const all = line(dated(10, '2026-03-20'), telling, dated(12, '2026-05-01'), given(13, 4, 4))
    expect(all.backorder?.history.at(-1)).toMatchObject({ shipsBy: '2026-03-27' })
    expect(all.backorder?.history.at(-1)).not.toHaveProperty('cause')
  })
})

describe('a date that the merchant takes back', () => {
  it('says so in the history of what the queue then gives, with the reason that it was told', () => {
    const withdrawn = anEvent('backorder.eta_changed', at(12), {
      lines: [{ id: 'L1', expected_at: null }],
      reason: 'not sure any more',
    })
    const order = fold([dateless, dated(10, '2026-03-20'), stated(11, '2026-05-01'), withdrawn])
    expect(backorderOf(order).history.at(-1)).toMatchObject({
      expected: '2026-03-20',
      cause: 'date_withdrawn',
      reason: 'not sure any more',
    })
    expect(backorderOf(order).queued?.cause).toBe('joined')
  })
})
