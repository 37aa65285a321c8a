import { describe, expect, it } from 'vitest'
import { anEvent, backordered, ownEvent, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

const MISSING_AT = '2026-03-04T15:00:00.000Z'
const ASKED_AT = '2026-03-04T16:00:00.000Z'
const SHIPPED_AT = '2026-03-04T17:00:00.000Z'
const UNTIL = '2026-03-05T12:00:00.000Z'
const order = placed([backordered('L1', '2026-03-30', { quantity: 2 })], { payment_status: 'paid' })
const missing = anEvent('backorder.unfulfillable', MISSING_AT, {
  lines: [{ id: 'L1', quantity: 1 }],
})
const wish = { by: 'shopper' as const, lines: [{ id: 'L1', quantity: 1, total: 2 }], reason: null }
const ships = anEvent('shipment.created', SHIPPED_AT, {
  shipment_id: 'S1',
  shipped_at: SHIPPED_AT,
  lines: [{ id: 'L1', quantity: 1 }],
})

describe('a package that left with what was to be cancelled', () => {
  it.each([
    ['asked', ownEvent('cancellation.requested', ASKED_AT, wish)],
    ['cancelled', ownEvent('cancellation.made', ASKED_AT, wish)],
  ])('says no refund again that another word told of the same line: %s', (_, event) => {
    const { spoken } = play([order, missing, event, ships], UNTIL)
    const refundOf = (kind: string) =>
      spoken.find((one) => one.kind === kind)?.wanted.facts.refund?.amount?.amount ?? null

    expect(spoken.map(({ kind }) => kind)).toContain('cancellation_declined')
    expect(refundOf('backorder_unfulfillable')).toBe('19.90')
    expect(refundOf('cancellation_declined')).toBeNull()
  })
})
