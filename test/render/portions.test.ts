import { describe, expect, it } from 'vitest'
import { openPortions } from '../../src/render/portions.ts'
import { anEvent, backordered, fold, PROMISED, placed, said } from '../support/events.ts'

describe('stock for a part of a line', () => {
  const two = placed([backordered('L1', '2026-03-12', { quantity: 2 })])
  const told = said('2026-03-02T15:00:30Z', 'backorder_confirmed', { dates: { L1: PROMISED } })
  const comes = anEvent('backorder.allocated', '2026-03-03T15:00:00Z', {
    lines: [{ id: 'L1', quantity: 1 }],
  })
  const days = (dateNow: string, split: 'ship_available' | 'ask' = 'ship_available') =>
    openPortions(fold([two, told, comes]), {
      split,
      today: '2026-03-04',
      dateOf: () => dateNow,
    }).map(({ state, day }) => [state, day])

  it('keeps the date that was told of it as it came, also where the rest is given a later one', () => {
    expect(days(PROMISED)).toEqual([
      ['preparing', PROMISED],
      ['dated', PROMISED],
    ])
    expect(days('2026-07-06')).toEqual([
      ['preparing', PROMISED],
      ['dated', '2026-07-06'],
    ])
  })

  it('has it also while it is asked how the order ships', () => {
    expect(days(PROMISED, 'ask')).toEqual([
      ['choice', PROMISED],
      ['dated', PROMISED],
    ])
  })
})
