import { describe, expect, it } from 'vitest'
import { foldOrder } from '../../src/domain/apply-event.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import {
  anEvent,
  arrive,
  backordered,
  nothingYet,
  ORDER,
  ownEvent,
  placed,
  RULES,
} from '../support/events.ts'
import { play } from './story-driver.ts'

/** What a shop's system and its customer do in the very same millisecond. */
const AT = '2026-03-03T15:00:00.000Z'
const UNTIL = '2026-03-05T00:00:00.000Z'
const order = placed([backordered('L1', '2026-03-12', { quantity: 4 })], { payment_status: 'paid' })
const of = (quantity: number) => ({ lines: [{ id: 'L1', quantity }] })
const isMissing = (quantity: number, id = 'evt_missing') =>
  anEvent('backorder.unfulfillable', AT, of(quantity), { id })
const cancels = (quantity: number, id = 'evt_cancels') =>
  anEvent('order.cancelled', AT, of(quantity), { id })
const lowersTo = (quantity: number) =>
  anEvent('order.updated', AT, of(quantity) as never, { id: 'evt_lowers' })
const presses = (total: number) =>
  ownEvent('cancellation.made', AT, {
    by: 'shopper',
    lines: [{ id: 'L1', quantity: 1, total }],
    reason: null,
  })

/** Each a second after the one before, whatever it is of. */
const heardInTurn = (events: readonly Recorded[]) =>
  events.map((event, at) => ({
    ...event,
    receivedAt: new Date(Date.parse(AT) + at * 1000).toISOString(),
  }))

describe('acts of one instant', () => {
  it.each([
    ['not to be had, and cancelled by name', [isMissing(1), cancels(2)]],
    ['the same by other ids', [isMissing(1, 'evt_2'), cancels(2, 'evt_1')]],
    ['with a press', [isMissing(1), cancels(2), presses(3)]],
    ['with a press of before either was known', [isMissing(1), cancels(2), presses(1)]],
    ['and lowered', [isMissing(1), cancels(2), presses(1), lowersTo(3)]],
  ] as const)('come to the same in whatever order they arrive: %s', (_, events) => {
    for (const permuted of permutations(events)) {
      const heard = heardInTurn(permuted)
      const known = heard.reduce((all, event) => arrive(all, event), arrive(nothingYet(), order))
      // When each was heard is no part of what came of it.
      const whole = foldOrder(ORDER, [order, ...heard], RULES)

      expect(known.order).toEqual(whole)
      expect(whole.lines).toEqual(foldOrder(ORDER, [order, ...events], RULES).lines)
    }
  })

  it.each([
    ['two of a line cancelled by name, one of which cannot be had', [isMissing(1), cancels(2)], 2],
    ['and one of it by its customer', [isMissing(1), cancels(2), presses(3)], 3],
  ] as const)('are told once, each unit and its money: %s', (_, events, units) => {
    const words = play([order, ...events], UNTIL).spoken.filter(
      ({ wanted }) => wanted.facts.cancelled.length > 0,
    )
    const counts = words.map(({ wanted }) => wanted.facts.cancelled[0]?.quantity ?? 0)

    expect(words.map(({ kind }) => kind)).toEqual(['order_cancelled'])
    expect(counts.reduce((all, one) => all + one, 0)).toBe(units)
  })
})

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item) =>
    permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]),
  )
}
