import type { CadenceContext } from './cadence/context.ts'
import type { OrderState } from './order.ts'

/**
 * A rule's answer, kept while one order is settled, which asks a dozen times with the same two
 * values: the order, and mostly its context. They are never changed in place, so neither is the
 * answer to be. The last few are kept, and no more is needed: to find them in weak maps took longer
 * than many a rule.
 */
export function oncePerPlan<T, C extends object = CadenceContext>(
  work: (order: OrderState, context: C) => T,
): (order: OrderState, context: C) => T {
  const kept: { order: OrderState; context: C; answer: T }[] = []
  let oldest = 0
  return (order, context) => {
    for (const one of kept) if (one.order === order && one.context === context) return one.answer
    const answer = work(order, context)
    kept[oldest] = { order, context, answer }
    oldest = (oldest + 1) % KEPT_MAX
    return answer
  }
}

/** The same of an answer for which the order is enough. */
export function oncePerOrder<T>(work: (order: OrderState) => T): (order: OrderState) => T {
  const asked = oncePerPlan<T, object>(work)
  return (order) => asked(order, NO_CONTEXT)
}
const NO_CONTEXT = {}

/** The order as it is and as it was heard, now and as it stood just before a deadline. */
const KEPT_MAX = 4
