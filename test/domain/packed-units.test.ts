import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocatedQuantity, openQuantity, waitingQuantity } from '../../src/domain/order.ts'
import { asPacked } from '../../src/domain/packed-units.ts'
import { anEvent, fold, lineData, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'

const ON = (day: number) => `2026-03-${String(day).padStart(2, '0')}T15:00:00.000Z`
const label = (day: number, quantity: number, shipped_at: string | null = null) =>
  anEvent('shipment.created', ON(day), {
    shipment_id: `S${day}`,
    shipped_at,
    lines: [{ id: 'L1', quantity }],
  })
const order = (quantity: number, short: number) =>
  placed([
    lineData('L1', {
      quantity,
      backorder: { quantity: short, kind: 'standard', expected_at: '2026-03-12' },
    }),
  ])
const unitsOf = (events: Parameters<typeof fold>[0]) => {
  const [line] = asPacked(fold(events)).lines
  return (
    line && {
      waits: waitingQuantity(line),
      here: allocatedQuantity(line),
      open: openQuantity(line),
    }
  )
}

describe('what has a label', () => {
  it('waits for no stock, and the rest of its line does', () => {
    expect(unitsOf([order(3, 3), label(4, 2)])).toEqual({ waits: 1, here: 2, open: 3 })
    expect(unitsOf([order(3, 3), label(4, 3)])).toEqual({ waits: 0, here: 3, open: 3 })
  })

  it('was in stock first, and came in next', () => {
    const came = anEvent('backorder.allocated', ON(3), { lines: [{ id: 'L1', quantity: 1 }] })

    expect(unitsOf([order(3, 2), label(4, 1)])).toEqual({ waits: 2, here: 0, open: 3 })
    expect(unitsOf([order(3, 2), came, label(4, 2)])).toEqual({ waits: 1, here: 1, open: 3 })
  })

  it('waits again once its label is voided', () => {
    const voided = anEvent('shipment.voided', ON(5), { shipment_id: 'S4' })

    expect(unitsOf([order(3, 3), label(4, 2), voided])).toEqual({ waits: 3, here: 0, open: 3 })
  })

  it('is never more than is open, whatever came, left and was cancelled', () => {
    const count = fc.integer({ min: 0, max: 4 })
    fc.assert(
      fc.property(count, count, count, count, count, (short, came, left, gone, labelled) => {
        const events = [
          order(4, short),
          anEvent('backorder.allocated', ON(3), { lines: [{ id: 'L1', quantity: came || 1 }] }),
          ...(left > 0 ? [label(4, left, ON(4))] : []),
          anEvent('order.cancelled', ON(5), { lines: [{ id: 'L1', quantity: gone || 1 }] }),
          ...(labelled > 0 ? [label(6, labelled)] : []),
        ]
        const [line] = fold(events).lines
        if (!line) throw new Error('no line')
        const inStock = openQuantity(line) - waitingQuantity(line)
        const packed = Math.max(0, Math.min(waitingQuantity(line), labelled - inStock))

        expect(unitsOf(events)).toMatchObject({
          open: openQuantity(line),
          waits: waitingQuantity(line) - packed,
        })
      }),
      runs(200),
    )
  })
})
