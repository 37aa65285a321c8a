import { describe, expect, it } from 'vitest'
import type { OrderState } from '../../src/domain/order.ts'
import { type SummaryOptions, summarize } from '../../src/render/summary.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'

const options: SummaryOptions = {
  locale: 'en-US',
  now: '2026-03-10T14:00:00.000Z', // a Tuesday
  zone: 'America/New_York',
}
/** Spaces inside ranges are thin or unbroken ones; they read the same. */
const say = (order: OrderState, over: Partial<SummaryOptions> = {}) =>
  summarize(order, { ...options, ...over }).replace(/\s/g, ' ')
const waiting = (shipsBy: string | null) => aLine({ backorder: aBackorder(shipsBy) })
const inOne = (status: Parameters<typeof aShipment>[0], over = {}) =>
  anOrder({ lines: [aLine({ shipped: 1 })], shipments: [aShipment(status, over)] })

describe('summarize: one thing, one answer', () => {
  it('names the item and the one day by which it ships', () => {
    expect(say(anOrder({ lines: [waiting('2026-03-20')] }))).toBe(
      'Your Widget Pro ships by Friday, March 20.',
    )
  })

  it('is one sentence where there is no date too: how its reader hears of one stands below', () => {
    const order = anOrder({ lines: [waiting(null)] })

    expect(say(order)).toBe('Your Widget Pro ships when restocked.')
  })

  it('never states a passed date as one to come', () => {
    const order = anOrder({ lines: [waiting('2026-03-09')] })

    expect(say(order)).toContain('was to ship by Monday, March 9 and has not')
    expect(say(order)).not.toContain('ships by')
  })

  it("still holds a promise on its own day in the merchant's zone, though it is over in UTC", () => {
    const order = anOrder({ lines: [waiting('2026-03-10')] })
    const lateEvening = { now: '2026-03-11T03:30:00.000Z' } // 23:30 on March 10 in New York

    expect(say(order, lateEvening)).toContain('ships by Tuesday, March 10')
    expect(say(order, { now: '2026-03-11T04:30:00.000Z' })).toContain('was to ship by')
  })

  it('does not call a preorder restocked', () => {
    const backorder = aBackorder(null, { kind: 'preorder' })

    expect(say(anOrder({ lines: [aLine({ backorder })] }))).toContain('has no ship date yet')
  })

  it.each([
    ['in_transit', 'Your Widget Pro is on its way.'],
    ['out_for_delivery', 'Your Widget Pro is out for delivery.'],
    ['available_for_pickup', 'Your Widget Pro is ready for you to pick up.'],
    ['delayed', 'Your Widget Pro is delayed on its way.'],
    ['exception', 'Your Widget Pro is held up on its way.'],
    ['return_to_sender', 'Your Widget Pro is on its way back to us.'],
    ['lost', 'Your Widget Pro was lost on its way, the carrier says.'],
    ['delivered', 'Your Widget Pro was delivered on Monday, March 9.'],
  ] as const)('%s', (status, sentence) => {
    expect(say(inOne(status))).toBe(sentence)
  })

  it('says today only of a delivery that is out today', () => {
    const today = { statusAt: '2026-03-10T11:00:00.000Z' }

    expect(say(inOne('out_for_delivery', today))).toContain('out for delivery today')
    expect(say(inOne('out_for_delivery'))).not.toContain('today')
  })

  it('tells delivery as a range, and drops it once it has passed', () => {
    expect(say(inOne('in_transit', { expectedDelivery: '2026-03-11' }))).toContain(
      'arriving tomorrow – Friday',
    )
    expect(say(inOne('in_transit', { expectedDelivery: '2026-03-09' }))).toContain(
      'arriving today or tomorrow.',
    )
    expect(say(inOne('in_transit', { expectedDelivery: '2026-03-08' }))).toContain(
      'arriving today.',
    )
    expect(say(inOne('in_transit', { expectedDelivery: '2026-03-05' }))).toContain(
      'later than the carrier expected',
    )
  })

  it('gives dates to a range that is more than a week away', () => {
    expect(say(inOne('in_transit', { expectedDelivery: '2026-03-20' }))).toContain(
      'arriving Fri – Sun, March 20 – 22.',
    )
  })

  it('knows a label from a shipment', () => {
    const order = anOrder({ shipments: [aShipment('pre_transit')] })

    expect(say(order)).toBe('Your Widget Pro is being handed to the carrier.')
  })

  it('says of a cancelled order that it is cancelled', () => {
    expect(say(anOrder({ lines: [aLine({ cancelled: 1 })] }))).toBe('Your order is cancelled.')
  })

  it('does not invent an order whose details are not known', () => {
    expect(say(anOrder({ placed: null, lines: [] }))).toContain('have not reached us yet')
  })

  it('keeps a very long name out of the headline', () => {
    const line = aLine({ title: 'x'.repeat(500), backorder: aBackorder('2026-03-20') })

    expect(say(anOrder({ lines: [line] }))).toBe('Your order ships by Friday, March 20.')
  })
})

describe('summarize: several parts', () => {
  const moving = aShipment('in_transit', {
    expectedDelivery: '2026-03-10',
    lines: [{ id: 'a', quantity: 1 }],
  })
  const shipped = aLine({ id: 'a', shipped: 1 })

  it('counts what is on its way and says when the rest ships', () => {
    const rest = aLine({
      id: 'b',
      quantity: 2,
      backorder: aBackorder('2026-03-20', { quantity: 2 }),
    })

    const sentence = say(anOrder({ lines: [shipped, rest], shipments: [moving] }))

    expect(sentence).toBe(
      '1 of 3 items is on its way, arriving today – Thu; 2 ship by Fri, Mar 20.',
    )
  })

  it.each([
    ['en-GB', '1 of 3 items is on its way, arriving today – Thu; 2 ship by Fri 20 Mar.'],
    [
      'es',
      '1 de 3 artículos está en camino, llegada prevista: hoy – jue; 2 salen a más tardar el vie 20 mar.',
    ],
    [
      'fr',
      '1 article sur 3 est en route, arrivée prévue : aujourd’hui – jeu. ; 2 partent au plus tard le ven. 20 mars.',
    ],
    [
      'de',
      '1 von 3 Artikeln ist unterwegs, Ankunft voraussichtlich heute – Do; 2 gehen bis Fr., 20. März in den Versand.',
    ],
  ])('says so in %s', (locale, sentence) => {
    const rest = aLine({
      id: 'b',
      quantity: 2,
      backorder: aBackorder('2026-03-20', { quantity: 2 }),
    })
    const order = anOrder({ lines: [shipped, rest], shipments: [moving] })
    expect(say(order, { locale })).toBe(sentence)
  })

  it('puts one range around several packages under way', () => {
    const second = aShipment('in_transit', {
      shipmentId: 'ship_2',
      expectedDelivery: '2026-03-12',
      lines: [{ id: 'b', quantity: 1 }],
    })
    const lines = [shipped, aLine({ id: 'b', shipped: 1 })]

    expect(say(anOrder({ lines, shipments: [moving, second] }))).toBe(
      'Your order is on its way, arriving today – Saturday.',
    )
  })

  it('splits one line that is partly in stock', () => {
    const line = aLine({ quantity: 3, backorder: aBackorder(null, { quantity: 2 }) })

    expect(say(anOrder({ lines: [line] }))).toBe(
      '1 of 3 items is being prepared; 2 ship when restocked.',
    )
  })

  it('does not count what was cancelled', () => {
    const lines = [shipped, aLine({ id: 'b' }), aLine({ id: 'c', cancelled: 1 })]

    expect(say(anOrder({ lines, shipments: [moving] }))).toContain('1 of 2 items')
  })

  it('states one date for all where the order is held together', () => {
    const lines = [
      aLine({ id: 'a', backorder: aBackorder('2026-03-13') }),
      aLine({ id: 'b', backorder: aBackorder('2026-03-27') }),
    ]

    expect(say(anOrder({ lines }), { split: 'hold' })).toBe('Your order ships by Friday, March 27.')
    expect(say(anOrder({ lines }))).toContain('by Fri, Mar 13; 1 ships by Fri, Mar 27')
  })

  it('drops what has arrived before it drops what is to come', () => {
    const there = aShipment('delivered', { shipmentId: 'x', lines: [{ id: 'x', quantity: 1 }] })
    const lines = [
      aLine({ id: 'x', shipped: 1 }),
      shipped,
      aLine({ id: 'b' }),
      aLine({ id: 'c', backorder: aBackorder('2026-03-20') }),
    ]
    const sentence = say(anOrder({ lines, shipments: [there, moving] }))

    expect(sentence).toContain('ships by Fri, Mar 20')
    expect(sentence).not.toContain('delivered')
  })

  it('stays one sentence for an order of many waits', () => {
    const lines = Array.from({ length: 9 }, (_, at) =>
      aLine({ id: `l${at}`, backorder: aBackorder(`2026-04-${10 + at}`) }),
    )

    expect(say(anOrder({ lines }))).toBe('Your order ships by Saturday, April 18.')
  })

  it('counts goods that were lost and sent again as what comes', () => {
    const lost = aShipment('lost', { shipmentId: 'x', lines: [{ id: 'a', quantity: 1 }] })

    expect(say(anOrder({ lines: [shipped], shipments: [lost, moving] }))).toContain('is on its way')
  })

  it('counts no more than was ordered, whatever its packages hold', () => {
    const held = (shipmentId: string, quantity: number, shippedAt: string | null = '2026-03-09') =>
      aShipment(shippedAt ? 'in_transit' : 'pre_transit', {
        shipmentId,
        shippedAt,
        lines: [{ id: 'a', quantity }],
      })
    const three = aLine({ id: 'a', quantity: 3, shipped: 3 })
    const sayOf = (...shipments: ReturnType<typeof held>[]) =>
      say(anOrder({ lines: [three], shipments }))

    expect(sayOf(held('x', 3), held('y', 1, null))).toBe('Your order is on its way.')
    expect(sayOf(held('x', 2), held('y', 3))).toMatch(/^Your order is on its way/)
    expect(sayOf(held('x', 1), held('y', 2))).toMatch(/^Your order is on its way/)
  })

  it('calls an order cancelled of which every line was lowered to nothing', () => {
    const order = (quantity: number) => anOrder({ lines: [aLine({ quantity })] })
    const options = { now: '2026-03-10T14:00:00.000Z', zone: 'America/New_York', locale: 'en' }

    expect(summarize(order(0), options)).toBe('Your order is cancelled.')
    expect(summarize(order(1), options)).not.toContain('cancelled')
  })
})
