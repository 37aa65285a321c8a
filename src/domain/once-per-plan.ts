import type { CadenceContext } from './cadence/context.ts'
import type { OrderState } from './order.ts'

/**
 * A rule's answer, kept for as long as its order and context are: one settling asks a dozen times
 * with the same two values. They are never changed in place, so neither is the answer to be.
 */
export function oncePerPlan<T>(
  work: (order: OrderState, context: CadenceContext) => T,
): (order: OrderState, context: CadenceContext) => T {
  const known = new WeakMap<OrderState, WeakMap<CadenceContext, { answer: T }>>()
  return (order, context) => {
    const answers = known.get(order) ?? new WeakMap<CadenceContext, { answer: T }>()
    const found = answers.get(context)
    if (found) return found.answer
    const answer = work(order, context)
    answers.set(context, { answer })
    known.set(order, answers)
    return answer
  }
}
