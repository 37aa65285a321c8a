import { tellCancelled } from './cancelled.ts'
import type { Rule } from './context.ts'
import { wantRemoved } from './removed.ts'

/**
 * Something was cancelled that the customer has not been told: at once, with the day by which the
 * money comes back. What nobody asked for (it cannot be had, or silence ended the wait) has words of
 * its own, so it is none of this.
 */
export const wantOrderCancelled: Rule = (order, context) => [
  ...tellCancelled(order, context, {
    kind: 'order_cancelled',
    isOwn: ({ cause }) => cause === undefined,
    why: ({ by, at }, titles) => `${titles} cancelled by the ${by} on ${at}.`,
  }),
  ...wantRemoved(order, context),
]
