import { expect, it, vi } from 'vitest'
import { newOrder } from '../../src/domain/apply-event.ts'
import { oncePerPlan } from '../../src/domain/once-per-plan.ts'
import { contextAt } from '../support/events.ts'

it('asks once for an order and a context, and again for another of either', () => {
  const work = vi.fn((order: { orderId: string }, context: { now: string }) => [
    order.orderId,
    context.now,
  ])
  const asked = oncePerPlan(work)
  const [order, context] = [newOrder('ord_1'), contextAt('2026-03-02T15:00:00.000Z')]
  const later = { ...context, now: '2026-03-03T15:00:00.000Z' }

  expect(asked(order, context)).toEqual(['ord_1', '2026-03-02T15:00:00.000Z'])
  expect(asked(order, later)).toEqual(['ord_1', '2026-03-03T15:00:00.000Z'])
  expect(asked(order, context)).toBe(asked(order, context))
  expect(work).toHaveBeenCalledTimes(2)

  asked({ ...order }, context)
  expect(work).toHaveBeenCalledTimes(3)
})
