import { describe, expect, it } from 'vitest'
import type { OrderState, ShipmentStatus } from '../../src/domain/order.ts'
import { summarize } from '../../src/render/summary.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'

const say = (order: OrderState, locale = 'en-US') =>
  summarize(order, { locale, now: '2026-03-10T14:00:00.000Z', zone: 'America/New_York' }).replace(
    /\s/g,
    ' ',
  )

/** A package of one line each. */
const packages = (...statuses: ShipmentStatus[]) => {
  const id = (at: number) => `l${at}`
  return {
    lines: statuses.map((_, at) => aLine({ id: id(at), title: `Part ${at}`, shipped: 1 })),
    shipments: statuses.map((status, at) =>
      aShipment(status, {
        shipmentId: id(at),
        statusAt: '2026-03-10T12:00:00.000Z',
        lines: [{ id: id(at), quantity: 1 }],
      }),
    ),
  }
}

describe('summarize: what does not come', () => {
  it('is not among what follows, whether of four packages or of twelve', () => {
    const four = packages('lost', 'out_for_delivery', 'available_for_pickup', 'return_to_sender')
    expect(say(anOrder(four))).toBe(
      '1 of 4 items is out for delivery today; 1 is ready for you to pick up; 2 are lost or on the way back to us.',
    )
    const twelve = packages(
      ...(['lost', 'return_to_sender', 'out_for_delivery', 'available_for_pickup'] as const),
      ...Array.from({ length: 6 }, () => 'in_transit' as const),
      ...(['delayed', 'exception'] as const),
    )
    expect(say(anOrder(twelve))).toMatch(/; 8 more follow; 2 are lost or on the way back to us\.$/)
  })

  it.each(['de', 'es', 'fr'])('says so in %s', (locale) => {
    const order = anOrder(
      packages('lost', 'out_for_delivery', 'available_for_pickup', 'return_to_sender'),
    )
    expect(say(order, locale)).toMatch(/verloren|perdieron|perdus/)
  })

  it('stays said where only one of two that were lost was sent again', () => {
    const { lines, shipments } = packages('lost', 'lost')
    const again = aShipment('in_transit', {
      shipmentId: 'again',
      lines: [{ id: 'l0', quantity: 1 }],
    })

    expect(say(anOrder({ lines, shipments: [...shipments, again] }))).toBe(
      '1 of 2 items was lost on the way; 1 is on its way.',
    )
  })
})

describe('summarize: many parts', () => {
  it('keeps the one date that there is', () => {
    const { lines, shipments } = packages('in_transit')
    const order = anOrder({
      lines: [
        ...lines,
        aLine({ id: 'b' }),
        aLine({ id: 'c', backorder: aBackorder(null) }),
        aLine({ id: 'd', backorder: aBackorder('2026-05-04') }),
      ],
      shipments,
    })

    expect(say(order)).toBe('1 of 4 items is on its way; 1 ships by Mon, May 4; 2 more follow.')
  })

  it('does not call "the rest" what came, where another line was cancelled', () => {
    const { lines, shipments } = packages('delivered', 'delivered')
    const order = anOrder({
      lines: [...lines.slice(0, 1), aLine({ id: 'x', cancelled: 1 })],
      shipments: shipments.slice(0, 1),
    })

    expect(say(order)).toBe('What was not cancelled was delivered on Tuesday, March 10.')
  })

  it.each([
    ['en', 'What was not cancelled was delivered, the last package on Tuesday, March 10.'],
    [
      'de',
      'Alles, was nicht storniert ist, ist zugestellt, das letzte Paket am Dienstag, 10. März.',
    ],
    ['es', 'Lo que no se canceló está entregado; el último paquete llegó el martes 10 de marzo.'],
    ['fr', 'Nous avons livré les articles non annulés, le dernier colis le mardi 10 mars.'],
  ])('nor "everything" what came in two packages, in %s', (locale, sentence) => {
    const { lines, shipments } = packages('delivered', 'delivered')
    const order = anOrder({ lines: [...lines, aLine({ id: 'x', cancelled: 1 })], shipments })

    expect(say(order, locale)).toBe(sentence)
    expect(say(anOrder({ lines, shipments }), locale)).not.toBe(sentence)
  })

  it('does not call an order cancelled of which a gift card is left', () => {
    const card = aLine({ id: 'g', title: 'Gift card', requiresShipping: false })

    expect(say(anOrder({ lines: [card] }))).toBe('Nothing in your order needs shipping.')
    expect(say(anOrder({ lines: [card, aLine({ cancelled: 1 })] }))).not.toContain('is cancelled')
  })
})
