import { describe, expect, it } from 'vitest'
import { wantOrderConfirmed } from '../../../src/domain/cadence/order-confirmed.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  placed,
  said,
  sendNow,
} from '../../support/events.ts'

const want = (events: Recorded[], now = PLACED_AT) =>
  wantOrderConfirmed(fold(events), contextAt(now))
const inStock = placed([lineData('L1', { quantity: 2 })])
const ships = (quantity: number) =>
  anEvent('shipment.created', '2026-03-03T15:00:00Z', {
    shipment_id: 'S1',
    shipped_at: '2026-03-03T15:00:00Z',
    lines: [{ id: 'L1', quantity }],
  })

describe('order_confirmed', () => {
  it('goes at once where nothing is backordered', () => {
    expect(want([inStock])).toMatchObject([
      { kind: 'order_confirmed', key: 'order_confirmed', dueAt: PLACED_AT },
    ])
  })

  it('goes at once also in the hour that the clocks leave out', () => {
    const at = '2026-03-08T07:00:00.000Z'

    expect(want([placed([lineData('L1')], { at })], at)[0]?.dueAt).toBe(at)
  })

  it('is for a purchase with nothing to send too', () => {
    expect(want([placed([lineData('L1', { requires_shipping: false })])])).toHaveLength(1)
  })

  it('is late and not lost after an outage', () => {
    const now = '2026-03-05T09:00:00.000Z'

    expect(want([inStock], now)[0]?.dueAt).toBe(now)
  })

  it('is wanted no more once something shipped', () => {
    expect(want([inStock, ships(1)])).toEqual([])
    expect(want([inStock, ships(2)])).toEqual([])
  })

  it('is not wanted for an order that is cancelled, or waits for stock', () => {
    const cancelled = anEvent('order.cancelled', '2026-03-02T16:00:00Z', {})

    expect(want([inStock, cancelled])).toEqual([])
    expect(want([placed([lineData('L1'), backordered('L2')])])).toEqual([])
  })

  it('is not said after the backorder was confirmed, when its stock has come', () => {
    const events = [
      ...sendNow([placed([backordered('L1')])], 'backorder_confirmed', PLACED_AT),
      anEvent('backorder.allocated', '2026-03-03T15:00:00Z', {
        lines: [{ id: 'L1', quantity: 1 }],
      }),
    ]

    expect(want(events)).toEqual([])
  })

  it('is said instead of the backorder where the stock came before anything went out', () => {
    const events = [
      placed([backordered('L1')]),
      anEvent('backorder.allocated', '2026-03-02T15:01:00Z', {
        lines: [{ id: 'L1', quantity: 1 }],
      }),
    ]

    expect(want(events)).toHaveLength(1)
  })

  it('is none for an import', () => {
    const imported = placed([lineData('L1')], { receivedAt: '2026-03-05T15:00:01Z' })

    expect(want([imported], '2026-03-05T15:00:01.000Z')).toEqual([])
  })

  it('is none before the order is known', () => {
    expect(want([said(PLACED_AT, 'free_message')])).toEqual([])
  })
})
