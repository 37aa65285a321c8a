import type { OrderState } from '../order.ts'
import { isTurnedOff } from '../policy-of-kind.ts'
import { untold } from './cancelled.ts'
import type { CadenceContext } from './context.ts'
import { isRemovalUntold } from './removed.ts'

/**
 * What cannot be had, and what was cancelled or taken off beside it before either was told: one word
 * of all that is gone, with one sum. Two of one minute, a sum in each, are read as one sum told twice,
 * and the one that says that the order is cancelled would not name all the money that comes back.
 */
export function isToldAsOne(order: OrderState, context: CadenceContext): boolean {
  const { policy, declined } = context
  const news = untold(order)
  if (!news.some(({ act }) => act.cause === 'unfulfillable')) return false
  const isBeside =
    news.some(({ act }) => act.cause === undefined) || isRemovalUntold(order, context)
  return (
    isBeside &&
    !isTurnedOff(policy, 'order_cancelled', order) &&
    !declined?.includes('order_cancelled')
  )
}
