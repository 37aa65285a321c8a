import { describe, expect, it } from 'vitest'
import { foldOrder } from '../../../src/domain/apply-event.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  placed,
  RULES,
} from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'

const ARRIVED = '2026-03-20T15:00:00.000Z'
const NOW = '2026-03-20T15:00:00.000Z'
const late = { receivedAt: ARRIVED }
const kinds = (events: Recorded[]) =>
  wantedNotices(fold(events), contextAt(NOW)).map(({ kind }) => kind)

const old = (receivedAt: string): Recorded[] => [
  placed([lineData('L1'), backordered('L2'), backordered('L3', null), lineData('L4')], {
    receivedAt,
  }),
  anEvent(
    'backorder.created',
    '2026-03-03T15:00:00Z',
    { lines: [{ id: 'L4', quantity: 1, kind: 'standard', expected_at: null }] },
    { receivedAt },
  ),
  anEvent(
    'backorder.eta_changed',
    '2026-03-04T15:00:00Z',
    { lines: [{ id: 'L2', expected_at: '2026-05-01' }] },
    { receivedAt },
  ),
  anEvent(
    'backorder.allocated',
    '2026-03-05T15:00:00Z',
    { lines: [{ id: 'L3', quantity: 1 }] },
    { receivedAt },
  ),
  anEvent(
    'shipment.created',
    '2026-03-06T15:00:00Z',
    { shipment_id: 'S1', shipped_at: '2026-03-06T15:00:00Z', lines: [{ id: 'L1', quantity: 1 }] },
    { receivedAt },
  ),
  anEvent(
    'order.cancelled',
    '2026-03-07T15:00:00Z',
    { lines: [{ id: 'L4', quantity: 1 }] },
    { receivedAt },
  ),
]

describe('an order that is imported', () => {
  it('causes no notice of what is long past, and one first word on how it waits', () => {
    expect(kinds(old(ARRIVED)).filter((kind) => kind !== 'backorder_choice')).toEqual([
      'backorder_update',
    ])
  })

  it('spreads the first words of many over the day after', () => {
    const due = ['1', '2', 'abc', 'ord_77'].map((orderId) => {
      const order = foldOrder(orderId, [placed([backordered('L1')], late)], RULES)
      return wantedNotices(order, contextAt(NOW)).map(({ dueAt }) => dueAt)[0] ?? ''
    })
    expect(new Set(due).size).toBe(4)
    for (const at of due) {
      expect(at >= ARRIVED && at < '2026-03-21T15:00:00.000Z').toBe(true)
    }
  })

  it('is silent where nothing of it waits', () => {
    const ships = anEvent(
      'shipment.created',
      '2026-03-06T15:00:00Z',
      { shipment_id: 'S1', shipped_at: '2026-03-06T15:00:00Z', lines: [{ id: 'L1', quantity: 1 }] },
      late,
    )

    expect(kinds([placed([lineData('L1')], late), ships])).toEqual([])
  })

  it('hears one first word of what is in stock and should have shipped', () => {
    expect(kinds([placed([lineData('L1')], late)])).toEqual(['order_update'])
  })

  it('would cause them if it had come in time', () => {
    const inTime = old(ARRIVED).map((event) => ({ ...event, receivedAt: event.occurred_at }))

    expect(kinds(inTime)).toEqual(
      expect.arrayContaining(['backorder_confirmed', 'partially_shipped', 'order_cancelled']),
    )
  })

  it('is told what happens to it from now on', () => {
    const ships = anEvent(
      'shipment.created',
      '2026-03-20T14:00:00Z',
      { shipment_id: 'S2', shipped_at: '2026-03-20T14:00:00Z', lines: [{ id: 'L3', quantity: 1 }] },
      late,
    )
    const cancels = anEvent(
      'order.cancelled',
      '2026-03-20T14:30:00Z',
      { lines: [{ id: 'L2', quantity: 1 }] },
      late,
    )

    expect(kinds([...old(ARRIVED), ships, cancels])).toEqual(['shipped', 'order_cancelled'])
  })
})
