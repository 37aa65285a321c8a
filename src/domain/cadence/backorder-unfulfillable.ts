import { tellCancelled } from './cancelled.ts'
import type { Rule } from './context.ts'
import { kindTelling } from './told-as-one.ts'

/**
 * It cannot be had: told at once, as cancelled and with the day of the refund, before they ask. In
 * place of `order_cancelled`, which reads as if somebody had wished it;
 * but for what is told as one with what was cancelled beside it.
 */
export const wantBackorderUnfulfillable: Rule = (order, context) =>
  tellCancelled(order, context, {
    kind: 'backorder_unfulfillable',
    kindOf: kindTelling(order, context),
  })
