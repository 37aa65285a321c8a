import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import { asksSplit, chosenSplit, mayChooseSplit } from '../../src/domain/split.ts'
import {
  anEvent,
  backordered,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  placed,
} from '../support/events.ts'

const LATER = '2026-03-03T15:00:00.000Z'
const LAST = '2026-03-04T15:00:00.000Z'
const asking = (over: Partial<Policy> = {}): Policy => ({
  ...defaultPolicy(),
  split: 'ask',
  ...over,
})
const mixed = placed([lineData('L1'), backordered('L2')])
const chose = (split: 'ship_available' | 'hold', at = LATER) =>
  ownEvent('split.chosen', at, { by: 'shopper', split })
const ships = (at: string | null) =>
  anEvent('shipment.created', LATER, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'L1', quantity: 1 }],
  })

describe('the choice how an order ships', () => {
  it('is there where the policy or the order asks, and some of it is here while some waits', () => {
    expect(mayChooseSplit(fold([mixed]), asking())).toBe(true)
    const own = fold([placed([lineData('L1'), backordered('L2')], { split: 'ask' })])
    expect(mayChooseSplit(own, defaultPolicy())).toBe(true)
    expect(mayChooseSplit(fold([mixed]), defaultPolicy())).toBe(false)
    const settled = fold([placed([lineData('L1'), backordered('L2')], { split: 'hold' })])
    expect(mayChooseSplit(settled, asking())).toBe(false)
  })

  it('is there where everything waits, for different days', () => {
    const apart = placed([backordered('L1'), backordered('L2', '2026-04-20')])
    const together = placed([backordered('L1'), backordered('L2')])

    expect(mayChooseSplit(fold([apart]), asking())).toBe(true)
    expect(mayChooseSplit(fold([together]), asking())).toBe(false)
    expect(mayChooseSplit(fold([placed([lineData('L1')])]), asking())).toBe(false)
  })

  it('can be changed after it was made, though the answer took the place of the question', () => {
    const order = fold([mixed, chose('hold')])

    expect([order.split, chosenSplit(order)]).toEqual(['hold', 'hold'])
    expect(mayChooseSplit(order, asking())).toBe(true)
    expect(chosenSplit(fold([mixed, chose('hold'), chose('ship_available', LAST)]))).toBe(
      'ship_available',
    )
  })

  it('is over once something has shipped, and not with a label', () => {
    expect(mayChooseSplit(fold([mixed, ships(null)]), asking())).toBe(true)
    expect(mayChooseSplit(fold([mixed, ships(LATER)]), asking())).toBe(false)
    expect(mayChooseSplit(fold([mixed, chose('hold'), ships(LATER)]), asking())).toBe(false)
  })

  it('outlives an order sent again with its question, and not a merchant who settles it', () => {
    const again = (split: 'ask' | 'ship_available') => anEvent('order.updated', LAST, { split })

    const asked = fold([mixed, chose('hold'), again('ask')])
    expect([asked.split, chosenSplit(asked)]).toEqual(['hold', 'hold'])
    const settled = fold([mixed, chose('hold'), again('ship_available')])
    expect([settled.split, chosenSplit(settled)]).toEqual(['ship_available', null])
    expect(asksSplit(settled, asking())).toBe(false)
  })

  it('is none of an order that is not known yet', () => {
    expect(mayChooseSplit(fold([chose('hold', PLACED_AT)]), asking())).toBe(false)
  })
})
