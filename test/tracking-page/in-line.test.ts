import { describe, expect, it } from 'vitest'
import { trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder } from '../support/order-state.ts'
import { inputFor } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

const waiting = () => {
  const backorder = aBackorder('2026-03-20')
  const [first] = backorder.history
  if (!first) throw new Error('a backorder has a history')
  const moved = {
    ...first,
    shipsBy: '2026-03-20',
    eventId: 'evt_2',
    cause: 'supply_moved' as const,
  }
  backorder.byQueue = true
  backorder.history = [{ ...first, shipsBy: '2026-03-13' }, moved]
  return anOrder({ lines: [aLine({ backorder })] })
}
const page = (places: Map<string, { orders: number; isMore: boolean }>, locale = 'en') =>
  textOf(trackingPage({ ...inputFor(waiting()), locale, places }).html)
const at = (orders: number, isMore = false) =>
  new Map([[waiting().lines[0]?.id ?? '', { orders, isMore }]])

describe('who waits in line', () => {
  it.each([
    [0, false, 'You are next in line for it.'],
    [1, false, 'One order is ahead of yours in line for it.'],
    [12, false, '12 orders are ahead of yours in line for it.'],
    [500, true, 'More than 500 orders are ahead of yours in line for it.'],
  ])('with %i before them (%s) is told so', (orders, isMore, said) => {
    expect(page(at(orders, isMore))).toContain(said)
  })

  it('is told nothing of a place where there is no line', () => {
    expect(page(new Map())).not.toContain('in line')
  })

  it.each([
    ['en', 'The delivery we wait for comes on another day.'],
    ['es', 'La entrega que esperamos llega otro día.'],
    ['fr', 'La livraison que nous attendons arrive un autre jour.'],
    ['de', 'Die Lieferung, auf die wir warten, kommt an einem anderen Tag.'],
  ])('reads in %s why the date moved, where no merchant said it', (locale, said) => {
    expect(page(new Map(), locale)).toContain(said)
  })
})
