import { describe, expect, it } from 'vitest'
import { wantBackorderUnfulfillable } from '../../../src/domain/cadence/backorder-unfulfillable.ts'
import { wantOrderCancelled } from '../../../src/domain/cadence/order-cancelled.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  ownEvent,
  placed,
  sendNow,
} from '../../support/events.ts'

const AT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T15:00:00.000Z'
const want = (events: Recorded[], now = AT) =>
  wantBackorderUnfulfillable(fold(events), contextAt(now))
const wantCancelled = (events: Recorded[], now = AT) =>
  wantOrderCancelled(fold(events), contextAt(now))
const three = placed([backordered('L1', null, { quantity: 3 })])
const never = (quantity = 3, at = AT, receivedAt = at) =>
  anEvent(
    'backorder.unfulfillable',
    at,
    { lines: [{ id: 'L1', quantity }], reason: 'Discontinued' },
    { id: 'evt_never', receivedAt },
  )
const wished = (quantity: number, total: number, at = AT) =>
  ownEvent(
    'cancellation.made',
    at,
    { by: 'shopper', lines: [{ id: 'L1', quantity, total }], reason: null },
    'own_c',
  )

describe('backorder_unfulfillable', () => {
  it('goes at once, with what, why and the day of the refund, in place of order_cancelled', () => {
    expect(want([three, never()])).toMatchObject([
      {
        kind: 'backorder_unfulfillable',
        key: 'backorder_unfulfillable:evt_never',
        dueAt: AT,
        facts: {
          lines: ['L1'],
          cancelled: [{ lineId: 'L1', quantity: 3 }],
          reason: 'Discontinued',
          refund: { amount: { amount: '59.70', currency: 'USD' }, dueOn: '2026-03-12' },
          told: { cancelled: { L1: 3 } },
        },
      },
    ])
    expect(wantCancelled([three, never()])).toEqual([])
  })

  it('goes at once also in the hour that the clocks leave out', () => {
    const at = '2026-03-08T07:00:00.000Z'

    expect(want([three, never(3, at)], at)[0]?.dueAt).toBe(at)
  })

  it('is late after an outage, and the refund is not later for it', () => {
    expect(want([three, never()], '2026-03-10T15:00:00.000Z')).toMatchObject([
      { dueAt: '2026-03-10T15:00:00.000Z', facts: { refund: { dueOn: '2026-03-12' } } },
    ])
  })

  it('says nothing of a refund where nothing was paid', () => {
    const unpaid = placed([backordered('L1', null)], { payment_status: 'pending' })

    expect(want([unpaid, never(1)])[0]?.facts.refund).toBeNull()
  })

  it('leaves all of a line to order_cancelled, where both are still to be told', () => {
    const events = [three, wished(1, 1), never(2, LATER)]

    expect(want(events, LATER)).toEqual([])
    expect(wantCancelled(events, LATER)).toMatchObject([
      { facts: { cancelled: [{ quantity: 3 }], refund: { amount: { amount: '59.70' } } } },
    ])
    expect(wantCancelled(sendNow(events, 'order_cancelled', LATER), LATER)).toMatchObject([
      { key: 'order_cancelled:evt_never' },
    ])
  })

  it('tells its own part of a line, where the other was told', () => {
    const first = sendNow([three, wished(1, 1)], 'order_cancelled', AT)

    expect(want([...first, never(2, LATER)], LATER)).toMatchObject([
      { facts: { cancelled: [{ quantity: 2 }], told: { cancelled: { L1: 3 } } } },
    ])
  })

  it('says nothing anew when the shop cancels the same in its own system', () => {
    const echo = anEvent('order.cancelled', LATER, { lines: [{ id: 'L1', quantity: 3 }] })
    const said = sendNow([three, never()], 'backorder_unfulfillable', AT)

    expect(wantCancelled([...said, echo], LATER)).toEqual([])
    expect(want([...said, echo], LATER).map(({ key }) => key)).toEqual([
      'backorder_unfulfillable:evt_never',
    ])
  })

  it('is not wanted of what has shipped after all before it was said', () => {
    const ships = anEvent('shipment.created', LATER, {
      shipment_id: 'S1',
      shipped_at: LATER,
      lines: [{ id: 'L1', quantity: 3 }],
    })

    expect(want([three, never(), ships], LATER)).toEqual([])
    expect(wantCancelled([three, wished(3, 3), ships], LATER)).toEqual([])
  })

  it('is none where nothing is, and none for an import', () => {
    expect(want([three])).toEqual([])
    expect(want([three, wished(3, 3)])).toEqual([])
    expect(want([three, never(3, AT, '2026-03-06T15:00:01Z')])).toEqual([])
  })
})
