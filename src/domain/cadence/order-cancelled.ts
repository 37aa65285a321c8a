import { tellCancelled } from './cancelled.ts'
import type { Rule } from './context.ts'
import { withRemoved } from './removed.ts'
import { isToldAsOne } from './told-as-one.ts'

/**
 * Something was cancelled that the customer has not been told: at once, with the day by which the
 * money comes back. What nobody asked for (it cannot be had, or silence ended the wait) has words of
 * its own, so it is none of this; but what cannot be had goes in the one word of all that is gone,
 * where both are still to be told.
 */
export const wantOrderCancelled: Rule = (order, context) => {
  const isOne = isToldAsOne(order, context)
  return withRemoved(
    order,
    context,
    tellCancelled(order, context, {
      kind: 'order_cancelled',
      isOwn: ({ cause }) => cause === undefined || (isOne && cause === 'unfulfillable'),
      why: (_, titles, { byWhom }) => `${titles} cancelled ${byWhom}.`,
    }),
  )
}
