import { tellCancelled } from './cancelled.ts'
import type { Rule } from './context.ts'
import { withRemoved } from './removed.ts'
import { kindTelling } from './told-as-one.ts'

/**
 * Something was cancelled that the customer has not been told: at once, with the day by which the
 * money comes back. What nobody asked for (it cannot be had, or silence ended the wait) has words of
 * its own, so it is none of this; but what cannot be had goes in the one word of all that is gone,
 * where both are still to be told, and all of it with what silence ended.
 */
export const wantOrderCancelled: Rule = (order, context) => {
  const kind = 'order_cancelled'
  const kindOf = kindTelling(order, context)
  const cancelled = tellCancelled(order, context, { kind, kindOf })
  return withRemoved(order, context, { kind, isTelling: kindOf({}) === kind, cancelled })
}
