import type { NoticeFacts } from '../message.ts'
import type { OrderState } from '../order.ts'
import { refundLeftOf } from '../refund-owed.ts'
import { cancelledNow } from './merchant/cancelled-now.ts'
import { saidQuantity } from './told.ts'

/**
 * What stays cancelled where a package took some: the rest of these lines, and what else was told to
 * be cancelled and is not paid back yet. Who read one sum of the whole order, and now that a part of
 * it does not come, is told one sum again, or she would take the rest of one line for all of it.
 */
export function staysCancelled(
  order: OrderState,
  ids: readonly string[],
): NoticeFacts['cancelled'] {
  const acts = cancelledNow(order)
  const owed = acts
    .filter((one) => one.lines.length > 0 && refundLeftOf(order, acts, one) !== null)
    .flatMap(({ lines }) => lines.map(({ lineId }) => lineId))
  return order.lines.flatMap(({ id, cancelled }) => {
    const told = owed.includes(id) ? Math.min(cancelled, saidQuantity(order, 'cancelled', id)) : 0
    const quantity = ids.includes(id) ? cancelled : told
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
}
