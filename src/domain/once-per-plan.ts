import type { CadenceContext } from './cadence/context.ts'
import type { OrderState } from './order.ts'

/**
 * A rule's answer, kept while one order is settled, which asks a dozen times with the same two
 * values. They are never changed in place, so neither is the answer to be. The last few are kept,
 * and no more is needed: to find them in weak maps took longer than many a rule.
 */
export function oncePerPlan<T>(
  work: (order: OrderState, context: CadenceContext) => T,
): (order: OrderState, context: CadenceContext) => T {
  const kept: { order: OrderState; context: CadenceContext; answer: T }[] = []
  let oldest = 0
  return (order, context) => {
    for (const one of kept) if (one.order === order && one.context === context) return one.answer
    const answer = work(order, context)
    kept[oldest] = { order, context, answer }
    oldest = (oldest + 1) % KEPT_MAX
    return answer
  }
}

/** The order as it is and as it was heard, now and as it stood just before a deadline. */
const KEPT_MAX = 4
