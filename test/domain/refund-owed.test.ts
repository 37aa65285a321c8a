import { describe, expect, it } from 'vitest'
import { cancelledNow } from '../../src/domain/cadence/merchant/cancelled-now.ts'
import { wantRefundDue } from '../../src/domain/cadence/merchant/refund-due.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { refundLeftOf } from '../../src/domain/refund-owed.ts'
import { anEvent, backordered, contextAt, fold, ownEvent, placed } from '../support/events.ts'

const priced = (id: string, quantity: number, amount: string) =>
  backordered(id, undefined, { quantity, unit_price: { amount, currency: 'USD' } })
const order = placed([priced('a', 3, '10.00'), priced('b', 2, '7.00')])
const at = (hour: number) => `2026-03-03T${String(hour).padStart(2, '0')}:00:00.000Z`
const cancels = (hour: number, id: string, quantity: number) =>
  anEvent('order.cancelled', at(hour), { lines: [{ id, quantity }] })
const refunded = (hour: number, amount: string, ...lines: string[]) =>
  anEvent('order.refunded', at(hour), {
    amount: { amount, currency: 'USD' },
    ...(lines.length > 0 && { lines: lines.map((id) => ({ id })) }),
  })
const lowered = (hour: number, unit: string) =>
  anEvent('order.updated', at(hour), {
    lines: [{ id: 'a', unit_price: { amount: unit, currency: 'USD' } }],
  })

/** What is left of the last act. */
function leftOf(...events: Recorded[]) {
  const known = fold([order, ...events])
  const acts = cancelledNow(known)
  const last = acts.at(-1)
  return last ? (refundLeftOf(known, acts, last)?.amount?.amount ?? null) : undefined
}

describe('the money that has still to come back', () => {
  it('is not less by what came for a price that was lowered, before or after that is told', () => {
    const [price, paid] = [lowered(10, '6.00'), refunded(11, '12.00')]

    expect(leftOf(price, paid, cancels(12, 'a', 3))).toBe('18.00')
    expect(leftOf(price, refunded(11, '12.00', 'a'), cancels(12, 'a', 3))).toBe('18.00')
    expect(leftOf(refunded(9, '12.00'), price, cancels(12, 'a', 3))).toBe('18.00')
    // Without a word of the price it is no more than is left of what was paid.
    const one = placed([priced('a', 3, '10.00')])
    const known = fold([one, paid, cancels(12, 'a', 3)])
    const acts = cancelledNow(known)
    expect(acts.map((act) => refundLeftOf(known, acts, act)?.amount?.amount)).toEqual(['18.00'])
  })

  it('is what the act costs where a price was lowered and none of it came back', () => {
    expect(leftOf(lowered(10, '6.00'), cancels(11, 'a', 3), refunded(12, '18.00'))).toBeNull()
  })

  it('is not less by a kindness of before, nor by the postage of an act before it', () => {
    expect(leftOf(refunded(10, '7.00'), cancels(11, 'a', 3))).toBe('30.00')
    expect(leftOf(cancels(10, 'a', 3), refunded(11, '35.00'), cancels(12, 'b', 2))).toBe('14.00')
  })

  it('is none where a refund of before covers it whole, and less where it named the line', () => {
    expect(leftOf(refunded(10, '30.00'), cancels(11, 'a', 3))).toBeNull()
    expect(leftOf(refunded(10, '44.00'), cancels(11, 'a', 3), cancels(12, 'b', 2))).toBeNull()
    expect(leftOf(cancels(10, 'a', 3), refunded(11, '44.00'), cancels(12, 'b', 2))).toBeNull()
    expect(leftOf(refunded(10, '5.00', 'a'), cancels(11, 'a', 3))).toBe('25.00')
    expect(leftOf(refunded(10, '5.00', 'b'), cancels(11, 'a', 3))).toBe('30.00')
  })

  it('is never more than was paid: units that were taken off and put back were paid once', () => {
    const four = placed([priced('a', 4, '10.00')])
    const sets = (hour: number, quantity: number) =>
      anEvent('order.updated', at(hour), { lines: [{ id: 'a', quantity }] } as never)
    const known = fold([four, sets(9, 2), sets(10, 4), refunded(11, '20.00'), cancels(12, 'a', 4)])
    const acts = cancelledNow(known)

    expect(acts.map((act) => refundLeftOf(known, acts, act)?.amount?.amount)).toEqual(['20.00'])
  })

  it('is paid in the order in which it is owed', () => {
    const two = [cancels(10, 'a', 1), cancels(11, 'b', 2)]

    expect(leftOf(...two, refunded(12, '10.00'))).toBe('14.00')
    expect(leftOf(...two, refunded(12, '10.00'), refunded(13, '14.00'))).toBeNull()
  })
})

describe('the reminder of what the shop took off an order', () => {
  const off = anEvent('order.updated', at(10), { lines: [{ id: 'a', quantity: 1 }] })
  const due = (...events: Recorded[]) =>
    wantRefundDue(fold([order, ...events]), contextAt(at(20))).map(({ key, dueAt, facts }) => [
      key,
      dueAt,
      facts.refund?.amount?.amount,
    ])

  it('comes as of what it cancelled, and not once the refund did', () => {
    const cancelled = cancels(10, 'a', 2)
    const [like] = due(cancelled)

    expect(due(off)).toEqual([[`refund.due:${off.id}`, like?.[1], '20.00']])
    expect(due(off, refunded(12, '20.00'))).toEqual([])
  })

  it('is none where something took its place, nor of what was cancelled through us before', () => {
    const lines = [
      { id: 'a', quantity: 0 },
      { id: 'x', title: 'X', quantity: 1 },
    ]
    const made = ownEvent('cancellation.made', at(9), {
      by: 'shopper',
      lines: [{ id: 'b', quantity: 2, total: 2 }],
      reason: null,
    })
    const gone = anEvent('order.updated', at(10), { lines: [{ id: 'b', quantity: 0 }] })

    expect(due(anEvent('order.updated', at(10), { lines }))).toEqual([])
    expect(due(made, gone)).toEqual([])
  })
})
