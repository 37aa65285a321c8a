import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { shareShortage, shortLinesOf } from '../../src/domain/short-stock.ts'
import { aBackorder, aLine, anOrder } from '../support/order-state.ts'

const policy = defaultPolicy()
const level = (available: number, occurred_at: string) =>
  new Map([['WID-PRO', [{ available, occurred_at }]]])
const EXPECTED = '2026-03-12'
const BEFORE = '2026-03-01T14:00:00.000Z'
const AFTER = '2026-03-01T16:00:00.000Z'
const wants = (quantity: number) => anOrder({ lines: [aLine({ quantity })] })
const short = (order: ReturnType<typeof anOrder>, levels: ReturnType<typeof level>) =>
  shortLinesOf(order, levels, policy).map(({ id, quantity }) => [id, quantity])

describe('lines of a new order that are short', () => {
  it.each([
    ['counted after it, and enough', level(0, AFTER), []],
    ['counted after it, one missing', level(-1, AFTER), [['line_1', 1]]],
    ['counted after it, more missing than it wants', level(-9, AFTER), [['line_1', 3]]],
    ['counted before it, and enough', level(3, BEFORE), []],
    ['counted before it, one too few', level(2, BEFORE), [['line_1', 1]]],
    ['not known', new Map(), []],
  ])('a level %s', (_, levels, lines) => {
    expect(short(wants(3), levels)).toEqual(lines)
  })

  it('are not those that say so themselves, have shipped, or have no SKU', () => {
    const lines = [
      aLine({ backorder: aBackorder(null) }),
      aLine({ id: 'line_2', shipped: 1 }),
      aLine({ id: 'line_3', sku: null }),
    ]

    expect(short(anOrder({ lines }), level(-9, AFTER))).toEqual([])
  })

  it('are all of a SKU that the merchant sells on backorder, whatever its level', () => {
    const sold = {
      ...policy,
      sku_backorders: { 'WID-PRO': { kind: 'preorder' as const, expected_at: '2026-06-01' } },
    }

    expect(shortLinesOf(wants(2), level(99, AFTER), sold)).toEqual([
      { id: 'line_1', quantity: 2, kind: 'preorder', expected_at: '2026-06-01' },
    ])
  })
})

describe('a line whose date was shown before payment', () => {
  const shown = new Map([['line_1', '2026-03-16']])
  const lines = (levels: ReturnType<typeof level>, over = policy) =>
    shortLinesOf(wants(3), levels, over, shown)
  const waits = { id: 'line_1', kind: 'standard', shown_ships_by: '2026-03-16' }

  it('waits as it was said to, where no level is known', () => {
    expect(lines(new Map())).toEqual([{ ...waits, quantity: 3, expected_at: null }])
  })

  it('has the date beside what its level or its setting says', () => {
    const sold = {
      ...policy,
      sku_backorders: { 'WID-PRO': { kind: 'standard' as const, expected_at: EXPECTED } },
    }

    expect(lines(level(-1, AFTER))).toEqual([{ ...waits, quantity: 1, expected_at: null }])
    expect(lines(new Map(), sold)).toEqual([{ ...waits, quantity: 3, expected_at: EXPECTED }])
  })

  it('does not wait where it is in stock by now', () => {
    expect(lines(level(0, AFTER))).toEqual([])
  })
})

describe('a shortage that shows after the orders', () => {
  const placedAt = (orderId: string, at: string, quantity: number) =>
    anOrder({
      orderId,
      placed: { eventId: `evt_${orderId}`, at, heardAt: at, imported: false },
      lines: [aLine({ quantity })],
    })
  const first = placedAt('first', '2026-03-01T10:00:00.000Z', 2)
  const last = placedAt('last', '2026-03-02T10:00:00.000Z', 3)
  const shared = (available: number, orders = [first, last]) =>
    shareShortage(orders, 'WID-PRO', available).map(({ orderId, line }) => [orderId, line.quantity])

  it('is borne by who ordered last', () => {
    expect(shared(-2)).toEqual([['last', 2]])
    expect(shared(-4)).toEqual([
      ['last', 3],
      ['first', 1],
    ])
    expect(shared(0)).toEqual([])
  })

  it('is no news where it was said already', () => {
    const known = {
      ...last,
      lines: [aLine({ quantity: 3, backorder: aBackorder(null, { quantity: 2 }) })],
    }

    expect(shared(-2, [first, known])).toEqual([])
  })
})
