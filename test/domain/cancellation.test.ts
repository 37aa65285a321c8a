import { describe, expect, it } from 'vitest'
import { cancellable, decideCancellation } from '../../src/domain/cancellation.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'

const auto = defaultPolicy()
const all = { scope: 'all', lines: null } as const
const waits = (quantity: number, allocated = 0) =>
  aBackorder(null, {
    quantity,
    allocated,
    allocation: allocated
      ? { eventId: 'evt_a', at: '2026-03-03T15:00:00.000Z', imported: false }
      : null,
  })
const decide = (
  over: Parameters<typeof anOrder>[0],
  wish: Parameters<typeof decideCancellation>[1] = all,
  policy = auto,
  rights: string[] = [],
) => decideCancellation(anOrder(over), wish, policy, rights)

describe('a wish to cancel', () => {
  it('is done at once before anything was allocated', () => {
    expect(decide({ lines: [aLine({ quantity: 3, backorder: waits(2) })] })).toEqual({
      made: [{ id: 'line_1', quantity: 3, total: 3 }],
      requested: [],
    })
  })

  it('is a request for what is allocated, and done for the rest', () => {
    expect(decide({ lines: [aLine({ quantity: 3, backorder: waits(3, 2) })] })).toEqual({
      made: [{ id: 'line_1', quantity: 1, total: 1 }],
      requested: [{ id: 'line_1', quantity: 2, total: 3 }],
    })
  })

  it('takes a shipment from what was in stock, so that what is allocated stays a request', () => {
    const line = aLine({ quantity: 5, shipped: 2, backorder: waits(3, 3) })

    expect(decide({ lines: [line] })).toEqual({
      made: [],
      requested: [{ id: 'line_1', quantity: 3, total: 3 }],
    })
  })

  it('is a request for what has a label, beside what is allocated', () => {
    const label = aShipment('pre_transit', { lines: [{ id: 'line_1', quantity: 2 }] })
    const line = aLine({ quantity: 6, backorder: waits(3, 2) }) // 3 in stock, 2 allocated, 1 waits

    expect(decide({ lines: [line], shipments: [label] })).toEqual({
      made: [{ id: 'line_1', quantity: 2, total: 2 }],
      requested: [{ id: 'line_1', quantity: 4, total: 6 }],
    })
    expect(decide({ lines: [line], shipments: [{ ...label, voided: true }] }).requested).toEqual([
      { id: 'line_1', quantity: 2, total: 6 },
    ])
  })

  it('is always a request where the merchant wants to be asked', () => {
    const policy = { ...auto, cancellation: 'request' as const }

    expect(decide({ lines: [aLine({ quantity: 2 })] }, all, policy)).toEqual({
      made: [],
      requested: [{ id: 'line_1', quantity: 2, total: 2 }],
    })
  })

  it('is done at once for all that has not shipped where a delay stands, whatever the policy', () => {
    const label = aShipment('pre_transit', { lines: [{ id: 'line_1', quantity: 2 }] })
    const lines = [
      aLine({ quantity: 7, shipped: 1, backorder: waits(3, 2) }),
      aLine({ id: 'line_2', quantity: 2 }),
    ]
    const policy = { ...auto, cancellation: 'request' as const }

    expect(decide({ lines, shipments: [label] }, all, policy, ['line_1'])).toEqual({
      made: [{ id: 'line_1', quantity: 6, total: 6 }],
      requested: [{ id: 'line_2', quantity: 2, total: 2 }],
    })
  })

  it('may be for what waits alone', () => {
    const lines = [aLine({ quantity: 3, backorder: waits(1) }), aLine({ id: 'line_2' })]

    expect(decide({ lines }, { scope: 'waiting', lines: null }).made).toEqual([
      { id: 'line_1', quantity: 1, total: 1 },
    ])
  })

  it('may be for named lines and quantities, never more than is open', () => {
    const lines = [aLine({ quantity: 3, shipped: 1, cancelled: 1 }), aLine({ id: 'line_2' })]
    const wish = (quantity: number | null) => ({
      scope: 'all' as const,
      lines: [{ id: 'line_1', quantity }],
    })

    expect(decide({ lines }, wish(9)).made).toEqual([{ id: 'line_1', quantity: 1, total: 2 }])
    expect(decide({ lines }, wish(null)).made).toEqual([{ id: 'line_1', quantity: 1, total: 2 }])
  })

  it('finds nothing in what has shipped, is cancelled, or is never shipped', () => {
    const lines = [
      aLine({ shipped: 1 }),
      aLine({ id: 'line_2', cancelled: 1 }),
      aLine({ id: 'line_3', requiresShipping: false }),
    ]

    expect(decide({ lines })).toEqual({ made: [], requested: [] })
    expect(cancellable(anOrder({ lines }))).toEqual([])
  })
})
