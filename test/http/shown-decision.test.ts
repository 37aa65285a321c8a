import { describe, expect, it } from 'vitest'
import type { Cancellation, CancellationRequest } from '../../src/domain/order.ts'
import { shownDecision } from '../../src/http/shown-decision.ts'
import { anOrder } from '../support/order-state.ts'

const T1 = '2026-03-02T15:00:00.000Z'
const T2 = '2026-03-02T16:00:00.000Z'
const line = (id: string) => ({ id, quantity: 1 })
const made = (at: string, ids: string[], by: Cancellation['by'] = 'shopper'): Cancellation => ({
  eventId: `evt_${at}`,
  at,
  by,
  lines: ids.map(line),
  reason: null,
  imported: false,
})
const asked = (at: string, ids: string[]): CancellationRequest => ({
  eventId: `evt_${at}`,
  at,
  by: 'shopper',
  lines: ids.map((id) => ({ ...line(id), total: 1 })),
  reason: null,
})
const idsOf = ({ made: done, requested }: ReturnType<typeof shownDecision>) => ({
  made: done.map(({ id }) => id),
  requested: requested.map(({ id }) => id),
})

describe('shownDecision', () => {
  it("tells of the shopper's newest act, done or asked", () => {
    const order = anOrder({
      cancellations: [made(T1, ['a'])],
      cancellationRequest: asked(T2, ['b']),
    })
    expect(idsOf(shownDecision(order, []))).toEqual({ made: [], requested: ['b'] })
    const later = anOrder({
      cancellations: [made(T2, ['a'])],
      cancellationRequest: asked(T1, ['b']),
    })
    expect(idsOf(shownDecision(later, []))).toEqual({ made: ['a'], requested: [] })
  })

  it('tells of both where one press did both', () => {
    const order = anOrder({
      cancellations: [made(T1, ['a'])],
      cancellationRequest: asked(T1, ['b']),
    })
    expect(idsOf(shownDecision(order, []))).toEqual({ made: ['a'], requested: ['b'] })
  })

  it('tells only of the chosen lines, so a press on another line is not answered by them', () => {
    const order = anOrder({
      cancellations: [made(T2, ['a'])],
      cancellationRequest: asked(T1, ['b']),
    })
    expect(idsOf(shownDecision(order, ['b']))).toEqual({ made: [], requested: ['b'] })
    expect(idsOf(shownDecision(order, ['c']))).toEqual({ made: [], requested: [] })
  })

  it('tells nothing of what others cancelled', () => {
    const order = anOrder({ cancellations: [made(T1, ['a'], 'merchant')] })
    expect(idsOf(shownDecision(order, []))).toEqual({ made: [], requested: [] })
  })
})
