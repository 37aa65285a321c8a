import { listOrderMessages, toStoredMessages } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { withoutUnread } from '../domain/cadence/say-again.ts'
import type { OrderState } from '../domain/order.ts'

/**
 * The order as its reader knows it: an offer whose mail came back was put before nobody, so no page
 * says that its silence cancels. Its messages are asked for only where an offer was made.
 */
export async function asHeard(db: Db, merchantId: string, order: OrderState): Promise<OrderState> {
  if (!order.said.some(({ told }) => told.held || (told.offers?.length ?? 0) > 0)) return order
  return withoutUnread(
    order,
    toStoredMessages(await listOrderMessages(db, merchantId, order.orderId)),
  )
}
