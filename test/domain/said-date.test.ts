import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import { shownOrderPromise, shownPromise } from '../../src/domain/said-date.ts'
import { anEvent, backordered, fold, lineOf, PROMISED, placed, said } from '../support/events.ts'

/** L1 alone is promised for the 16th; held for L2, both for the last of May. */
const both = placed([backordered('L1'), backordered('L2', '2026-05-15')], { split: 'hold' })
const TOGETHER = '2026-05-29'
const told = (date: string | null, at = '2026-03-02T15:00:00Z') =>
  said(at, date ? 'backorder_confirmed' : 'promise_missed', {
    dates: { L1: date, ...(date && { L2: date }) },
    own: { L1: date && PROMISED, ...(date && { L2: date }) },
  })
const gone = anEvent('order.cancelled', '2026-03-20T15:00:00Z', {
  lines: [{ id: 'L2', quantity: 1 }],
})
const shown = (events: Recorded[], today: string, split: 'hold' | 'ship_available' = 'hold') => {
  const order = fold(events)
  const rules = { split, today }
  expect(shownPromise(order, lineOf(order, 'L1'), rules)?.shipsBy ?? null).toBe(
    events.includes(gone) || split === 'hold'
      ? (shownOrderPromise(order, rules)?.shipsBy ?? null)
      : PROMISED,
  )
  return shownOrderPromise(order, rules)?.shipsBy ?? null
}

describe('the promise that an order shows', () => {
  it('is the one date that was told of all, while they are held together', () => {
    expect(shown([both, told(TOGETHER)], '2026-03-02')).toBe(TOGETHER)
    expect(shown([both, told(TOGETHER)], '2026-03-02', 'ship_available')).toBe(TOGETHER)
  })

  /** Its own day went by while it was kept: nobody was told that one. */
  it('is the day that was told, also once it is kept for nothing any more', () => {
    expect(shown([both, told(TOGETHER), gone], '2026-03-20')).toBe(TOGETHER)
  })

  it('is the own day while that lies ahead, and while its passing is not told', () => {
    const alone = placed([backordered('L1')])

    expect(shown([alone, told(PROMISED), gone], PROMISED)).toBe(PROMISED)
    expect(shown([alone, told(PROMISED), gone], '2026-03-17')).toBe(PROMISED)
  })

  it('is none once its reader was told that there is none', () => {
    const events = [placed([backordered('L1')]), told(PROMISED), told(null, '2026-03-17T13:00:00Z')]

    expect(shown(events, '2026-03-17')).toBeNull()
  })
})
