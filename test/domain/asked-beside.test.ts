import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, ownEvent, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

const AT = '2026-03-05T15:00:00.000Z'
/** Two of the first are here, and are not cancelled at once. */
const order = (quantity = 2) =>
  placed([backordered('A', '2026-03-20', { quantity }), backordered('B')])
const allocated = anEvent('backorder.allocated', '2026-03-04T15:00:00Z', {
  lines: [{ id: 'A', quantity: 2 }],
})
const made = (id: string) => {
  const lines = [{ id, quantity: 1, total: 1 }]
  return ownEvent('cancellation.made', AT, { by: 'shopper', lines, reason: null })
}
const asked = (total: number, quantity = total) => {
  const lines = [{ id: 'A', quantity, total }]
  return ownEvent('cancellation.requested', AT, { by: 'shopper', lines, reason: null })
}
const byShop = anEvent('order.cancelled', AT, { lines: [{ id: 'B', quantity: 1 }] })

const ASKED: readonly MessageKind[] = ['order_cancelled', 'cancellation_requested']
const saidOf = (...acts: Recorded[]) =>
  play([allocated, ...acts], '2026-03-10T00:00:00.000Z')
    .spoken.map(({ kind }) => kind)
    .filter((kind) => ASKED.includes(kind))
    .sort()

describe('a wish to cancel that is made beside a cancellation', () => {
  it.each([
    ['of another line, in one press', [order(), made('B'), asked(1)]],
    ['of another line, by the shop', [order(), byShop, asked(1)]],
    ['of the same line', [order(3), made('A'), asked(2, 1)]],
  ])('is acknowledged by a word of its own, whichever goes first: %s', (_, acts) => {
    expect(saidOf(...acts)).toEqual(['cancellation_requested', 'order_cancelled'])
  })

  it('is no word more where that of the cancellation says it', () => {
    expect(saidOf(order(), made('B'), asked(2))).toEqual(['order_cancelled'])
  })
})
