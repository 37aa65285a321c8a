import type { CadenceContext } from '../../src/domain/cadence/context.ts'
import { speechOf } from '../../src/domain/cadence/index.ts'
import type { OrderState } from '../../src/domain/order.ts'

/** The messages that should exist for an order now. */
export const wantedNotices = (order: OrderState, context: CadenceContext) =>
  speechOf(order, context).notices
