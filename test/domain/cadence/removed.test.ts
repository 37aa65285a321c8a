import { describe, expect, it } from 'vitest'
import { wantOrderCancelled } from '../../../src/domain/cadence/order-cancelled.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  placed,
  said,
} from '../../support/events.ts'
import { inShort, play } from '../story-driver.ts'

const AT = '2026-03-03T15:00:00.000Z'
const order = placed([backordered('L1'), lineData('L2', { quantity: 3 })], {
  payment_status: 'paid',
})
const confirmed = said(PLACED_AT, 'backorder_confirmed', { dates: { L1: '2026-03-16' } })
const sets = (lines: Record<string, unknown>[], at = AT, receivedAt = at) =>
  anEvent('order.updated', at, { lines } as never, { id: 'evt_edit', receivedAt })
const want = (events: Recorded[]) => wantOrderCancelled(fold(events), contextAt(AT))

describe('a line that was taken off the order', () => {
  it('is told at once as cancelled, with what comes back and by when', () => {
    expect(want([order, confirmed, sets([{ id: 'L1', quantity: 0 }])])).toMatchObject([
      {
        kind: 'order_cancelled',
        key: 'order_cancelled:evt_edit',
        dueAt: AT,
        facts: {
          lines: ['L1'],
          cancelled: [{ lineId: 'L1', quantity: 1 }],
          refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2026-03-12' },
        },
      },
    ])
  })

  it('and so is a part of it', () => {
    expect(want([order, confirmed, sets([{ id: 'L2', quantity: 1 }])])).toMatchObject([
      { facts: { cancelled: [{ lineId: 'L2', quantity: 2 }] } },
    ])
  })

  it('is told once, and nothing more is heard of its date', () => {
    const story = play([order, sets([{ id: 'L1', quantity: 0 }])], '2026-03-05T00:00:00.000Z')

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-03T15:00 order_cancelled',
    ])
  })

  it('without a sum where something else took its place', () => {
    const swapped = sets([{ id: 'L1', quantity: 0 }, lineData('L9')])

    expect(want([order, confirmed, swapped])).toMatchObject([{ facts: { refund: null } }])
  })

  it('is no news where it was put back before a word went', () => {
    const back = anEvent('order.updated', AT, { lines: [{ id: 'L1', quantity: 1 }] } as never, {
      id: 'evt_edit_2',
    })

    expect(want([order, confirmed, sets([{ id: 'L1', quantity: 0 }]), back])).toEqual([])
  })

  it('is no news to who had heard of nothing yet, nor where it is an import', () => {
    const gone = [{ id: 'L1', quantity: 0 }]

    expect(want([order, sets(gone)])).toEqual([])
    expect(want([order, confirmed, sets(gone, AT, '2026-03-08T15:00:00.000Z')])).toEqual([])
  })

  it('is no news weeks later, when an order of before is folded anew', () => {
    const events = [order, confirmed, sets([{ id: 'L1', quantity: 0 }])]
    const wantAt = (now: string) => wantOrderCancelled(fold(events), contextAt(now)).length

    expect([wantAt('2026-03-17T15:00:00.000Z'), wantAt('2026-03-17T15:00:01.000Z')]).toEqual([1, 0])
  })

  it('is no news where it has left, or its reader chose something else', () => {
    const left = anEvent('shipment.created', PLACED_AT, {
      shipment_id: 'S1',
      shipped_at: PLACED_AT,
      lines: [{ id: 'L1', quantity: 1 }],
    })
    expect(want([order, confirmed, left, sets([{ id: 'L1', quantity: 0 }])])).toEqual([])
    const offer = anEvent(
      'substitute.offered',
      PLACED_AT,
      { line_id: 'L1', options: [{ sku: 'NEW', title: 'Item NEW' }] },
      { id: 'evt_offer' },
    )
    const choice = { by: 'shopper', offer: 'evt_offer', line_id: 'L1', sku: 'NEW' } as const
    const chosen = [offer, ownEvent('substitute.chosen', PLACED_AT, choice)]
    const swapped = sets([{ id: 'L1', quantity: 0 }, lineData('L9')])
    expect(want([order, confirmed, ...chosen, swapped])).toEqual([])
  })
})
