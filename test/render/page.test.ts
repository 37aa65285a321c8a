import { describe, expect, it } from 'vitest'
import type { OrderState } from '../../src/domain/order.ts'
import { type Card, cardsOf } from '../../src/render/page.ts'
import { aBackorder, aDate, aLine, anOrder, aShipment } from '../support/order-state.ts'

const view = { now: '2026-03-10T14:00:00.000Z', zone: 'America/New_York' }
const kinds = (order: OrderState) => cardsOf(order, view).map(nameOf)
const nameOf = (card: Card) =>
  card.kind === 'package'
    ? card.phase
    : card.kind === 'waiting'
      ? `waiting ${card.shipsBy}`
      : card.kind

describe('cardsOf', () => {
  it('orders cards as they arrive: what is there, what comes, what waits, what never will', () => {
    const lines = ['a', 'b', 'c'].map((id) => aLine({ id, shipped: 1 }))
    const inOne = (id: string, status: 'delivered' | 'in_transit' | 'out_for_delivery') =>
      aShipment(status, {
        shipmentId: id,
        expectedDelivery: '2026-03-12',
        lines: [{ id, quantity: 1 }],
      })
    const order = anOrder({
      lines: [
        aLine({ id: 'n', backorder: aBackorder(null) }),
        aLine({ id: 'late', backorder: aBackorder('2026-03-27') }),
        aLine({ id: 'early', backorder: aBackorder('2026-03-13') }),
        aLine({ id: 'gone', cancelled: 1 }),
        aLine({ id: 'stock' }),
        ...lines,
      ],
      shipments: [
        inOne('a', 'in_transit'),
        inOne('b', 'out_for_delivery'),
        inOne('c', 'delivered'),
      ],
    })

    expect(kinds(order)).toEqual([
      'delivered',
      'out_for_delivery',
      'moving',
      'preparing',
      'waiting 2026-03-13',
      'waiting 2026-03-27',
      'waiting null',
      'cancelled',
    ])
  })

  it('shares a card between lines of one date and one history, and only between those', () => {
    const same = ['a', 'b'].map((id) => aLine({ id, backorder: aBackorder('2026-03-20') }))
    const moved = aLine({
      id: 'c',
      backorder: aBackorder('2026-03-20', { history: [aDate('2026-03-13'), aDate('2026-03-20')] }),
    })

    const cards = cardsOf(anOrder({ lines: [...same, moved] }), view)

    expect(cards.map(({ items }) => items.map(({ line }) => line.id))).toEqual([['a', 'b'], ['c']])
  })

  it('counts what has a label as packed, not as being prepared as well', () => {
    const order = anOrder({
      lines: [aLine({ quantity: 3 })],
      shipments: [aShipment('pre_transit', { lines: [{ id: 'line_1', quantity: 2 }] })],
    })

    expect(cardsOf(order, view).map((card) => [nameOf(card), card.items[0]?.quantity])).toEqual([
      ['label', 2],
      ['preparing', 1],
    ])
  })

  it('leaves a voided label out', () => {
    const order = anOrder({ shipments: [aShipment('pre_transit', { voided: true })] })

    expect(kinds(order)).toEqual(['preparing'])
  })

  it('turns a promise that has passed into a missed one', () => {
    const [card] = cardsOf(
      anOrder({ lines: [aLine({ backorder: aBackorder('2026-03-06') })] }),
      view,
    )

    expect(card).toMatchObject({ kind: 'waiting', shipsBy: null, missed: '2026-03-06' })
  })

  it('passes over a line in a package that the order does not know', () => {
    const order = anOrder({
      lines: [],
      shipments: [aShipment('in_transit', { lines: [{ id: 'ghost', quantity: 1 }] })],
    })

    expect(cardsOf(order, view)[0]?.items).toEqual([])
  })
})
