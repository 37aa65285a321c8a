import { tellCancelled } from './cancelled.ts'
import type { Rule } from './context.ts'

/**
 * It cannot be had: told at once, as cancelled and with the day of the refund, before they ask. In
 * place of `order_cancelled`, which reads as if somebody had wished it.
 */
export const wantBackorderUnfulfillable: Rule = (order, context) =>
  tellCancelled(order, context, {
    kind: 'backorder_unfulfillable',
    isOwn: ({ cause }) => cause === 'unfulfillable',
    why: ({ at }, titles) => `The merchant said on ${at} that ${titles} cannot be had.`,
  })
