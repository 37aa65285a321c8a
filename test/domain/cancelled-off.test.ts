import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { openQuantity, waitingQuantity } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { wholeCancelled } from '../../src/domain/removed-units.ts'
import {
  anEvent,
  backordered,
  fold,
  lineData,
  lineOf,
  ownEvent,
  placed,
} from '../support/events.ts'
import { play } from './story-driver.ts'

const [DAY3, DAY4, DAY5, DAY6] = [3, 4, 5, 6].map((day) => `2026-03-0${day}T15:00:00.000Z`) as [
  string,
  string,
  string,
  string,
]
const END = '2026-03-07T00:00:00.000Z'
const ordered = (quantity: number) =>
  placed([backordered('L1', '2026-03-12', { quantity }), lineData('L2')], {
    payment_status: 'paid',
  })
const sets = (quantity: number, at: string, receivedAt = at) =>
  anEvent('order.updated', at, { lines: [{ id: 'L1', quantity }] } as never, {
    id: `evt_set_${quantity}_${at}`,
    receivedAt,
  })
const ours = (quantity: number, at: string, total = quantity) =>
  ownEvent(
    'cancellation.made',
    at,
    { by: 'shopper', lines: [{ id: 'L1', quantity, total }], reason: null },
    `own_${at}`,
  )
const theirs = (quantity: number, at: string) =>
  anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity }] }, { id: `evt_${at}` })
const ships = (quantity: number, at: string) =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'L1', quantity }],
  })

/** What is open of the line, and all that is cancelled of it by name. */
const standing = (events: Recorded[]) => {
  const order = fold(events)
  return [openQuantity(lineOf(order, 'L1')), wholeCancelled(order, 'L1')]
}
/** What each word told as cancelled of the line, and its sum. */
const told = (events: Recorded[]) =>
  play(events, END)
    .spoken.filter(({ kind }) => kind === 'order_cancelled')
    .map(({ wanted: { facts } }) => [
      facts.cancelled.find(({ lineId }) => lineId === 'L1')?.quantity,
      facts.refund?.amount?.amount,
    ])

describe('a cancellation of ours that comes back as a lowered quantity', () => {
  it('takes nothing more, and is no news', () => {
    const events = [ordered(3), ours(1, DAY3), sets(2, DAY4)]

    expect(standing(events)).toEqual([2, 1])
    expect(lineOf(fold(events), 'L1')).toMatchObject({ quantity: 2, cancelled: 0 })
    expect(waitingQuantity(lineOf(fold(events), 'L1'))).toBe(2)
    expect(told(events)).toEqual([[1, '19.90']])
  })

  it('is followed by what is lowered beyond it', () => {
    const events = [ordered(3), ours(1, DAY3), sets(1, DAY4)]

    expect(standing(events)).toEqual([1, 1])
    expect(told(events)).toEqual([
      [1, '19.90'],
      [1, '19.90'],
    ])
  })

  it('is one as well in the hour in which the shop confirmed it by its name', () => {
    const confirmed = [ordered(3), ours(1, DAY3), theirs(1, '2026-03-03T15:04:00.000Z')]
    const events = [...confirmed, sets(2, '2026-03-03T15:05:00.000Z')]

    expect(standing(events)).toEqual([2, 1])
    expect(told(events)).toEqual([[1, '19.90']])
    expect(standing([...events, theirs(1, DAY6)])).toEqual([1, 2])
  })

  it('is none days after that: it takes one more', () => {
    const events = [ordered(3), ours(1, DAY3), theirs(1, DAY4), sets(2, DAY5)]

    expect(standing(events)).toEqual([1, 1])
    expect(told(events)).toHaveLength(2)
  })

  it('loses to a package that leaves with it all the same, and is told so, and so is its void', () => {
    const events = [ordered(3), ours(1, DAY3), sets(2, DAY4), ships(3, DAY5)]
    const spoken = (more: Recorded[]) =>
      play([...events, ...more], END).spoken.filter(({ kind }) => /cancel/.test(kind))

    expect(
      spoken([]).map(({ kind, wanted }) => [kind, wanted.facts.cancelled[0]?.quantity]),
    ).toEqual([
      ['order_cancelled', 1],
      ['cancellation_declined', 1],
    ])
    const back = anEvent('shipment.voided', DAY6, { shipment_id: 'S1' })
    expect(spoken([back]).at(-1)?.wanted.facts).toMatchObject({
      cancelled: [{ lineId: 'L1', quantity: 1 }],
      refund: { amount: { amount: '19.90' } },
    })
  })

  it('comes back by its name as well, and is no news then either', () => {
    const events = [ordered(3), ours(2, DAY3), sets(1, DAY4), theirs(2, DAY5)]

    expect(standing(events)).toEqual([1, 2])
    expect(anomaliesOf(fold(events))).toEqual([])
    expect(told(events)).toEqual([[2, '39.80']])
    expect(standing([...events, theirs(1, DAY6)])).toEqual([0, 3])
  })

  it('leaves what is cancelled after it to be told', () => {
    const events = [ordered(3), ours(1, DAY3), sets(2, DAY4), ours(1, DAY5)]

    expect(standing(events)).toEqual([1, 2])
    expect(told(events)).toEqual([
      [1, '19.90'],
      [1, '19.90'],
    ])
  })

  it('leaves what is in stock as it is', () => {
    const backorder = { quantity: 2, kind: 'standard' as const, expected_at: '2026-03-12' }
    const mixed = placed([backordered('L1', null, { quantity: 4, backorder })])
    const line = lineOf(fold([mixed, ours(3, DAY3), sets(1, DAY4)]), 'L1')

    expect([openQuantity(line), waitingQuantity(line)]).toEqual([1, 0])
  })
})

describe('what is cancelled and goes from the order', () => {
  it('is not asked for again where the line is put back', () => {
    expect(standing([ordered(3), ours(3, DAY3), sets(0, DAY4), sets(2, DAY5)])).toEqual([2, 1])
    expect(standing([ordered(3), theirs(3, DAY3), sets(0, DAY4), sets(2, DAY5)])).toEqual([2, 1])
  })

  it.each([0, 1])('is told once where one had shipped, lowered to %i and raised', (low) => {
    const before = [ordered(3), ships(1, DAY3), ours(2, DAY4)]
    const events = [...before, sets(low, DAY5), sets(2, DAY6)]

    expect(standing(events)).toEqual([1, 1])
    expect(told(events)).toEqual([[2, '39.80']])
  })
})

describe('an update of before a cancellation that comes after it', () => {
  const LATE = '2026-03-05T16:00:00.000Z'

  it('tells no unit that the cancellation told', () => {
    const all = anEvent('order.cancelled', DAY4, {}, { id: 'evt_all' })
    for (const act of [ours(4, DAY4), theirs(4, DAY4), all]) {
      const events = [ordered(4), act, sets(2, DAY3, LATE)]

      expect([act.type, ...told(events).map(([units]) => units)]).toEqual([act.type, 4])
      expect(standing(events)).toEqual([0, 4])
    }
  })

  it('tells what it took beyond that', () => {
    expect(told([ordered(4), ours(1, DAY4), sets(2, DAY3, LATE)])).toEqual([
      [1, '19.90'],
      [2, '39.80'],
    ])
    expect(told([ordered(4), ours(3, DAY4), sets(2, DAY3, LATE)])).toEqual([
      [3, '59.70'],
      [1, '19.90'],
    ])
  })

  it('leaves what another act then cancels as that counted it', () => {
    const events = [ordered(4), ours(3, DAY4), ours(1, DAY5, 4), sets(2, DAY3, LATE)]

    expect(standing(events)).toEqual([0, 4])
    expect(lineOf(fold(events), 'L1').cancelAsked.ours).toBe(2)
    expect(anomaliesOf(fold(events))).toEqual([])
    expect(told(events)).toEqual([
      [3, '59.70'],
      [1, '19.90'],
    ])
  })

  it('asks for no more of a line that is raised then', () => {
    expect(standing([ordered(4), ours(4, DAY4), sets(2, DAY3, LATE), sets(4, DAY6)])).toEqual([
      2, 2,
    ])
  })
})

describe('a request that the shop carries out by itself', () => {
  const asked = ownEvent(
    'cancellation.requested',
    DAY3,
    { by: 'shopper', lines: [{ id: 'L1', quantity: 1, total: 1 }], reason: null },
    'own_ask',
  )
  const request = (events: Recorded[]) => fold([ordered(3), asked, ...events]).cancellationRequest

  it.each([
    ['by a lowered quantity', sets(2, DAY4)],
    ['by its name', theirs(1, DAY4)],
  ])('is answered %s: a yes to it would cancel one more', (_, event) => {
    expect(request([])?.lines).toHaveLength(1)
    expect(request([event])).toBeNull()
  })

  it('is answered in part where less of it went', () => {
    const two = ownEvent(
      'cancellation.requested',
      DAY3,
      { by: 'shopper', lines: [{ id: 'L1', quantity: 2, total: 2 }], reason: null },
      'own_two',
    )

    expect(fold([ordered(3), two, sets(2, DAY4)]).cancellationRequest?.lines).toEqual([
      { id: 'L1', quantity: 1, total: 1 },
    ])
  })
})
