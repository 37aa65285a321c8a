import type { Db } from './open.ts'

export type RecordedOrder = { orderId: string; orderNumber: string }

/** Orders placed in a time, newest first, along their index. */
export async function listNewestOrders(
  db: Db,
  merchantId: string,
  { from, to, limit }: { from: string | null; to: string | null; limit: number },
): Promise<RecordedOrder[]> {
  const rows = await db
    .selectFrom('orders')
    .select(['order_id', 'order_number'])
    .where('merchant_id', '=', merchantId)
    .where('placed_at', '>=', from ?? '0')
    .$if(to !== null, (query) => query.where('placed_at', '<', to ?? ''))
    .orderBy('placed_at', 'desc')
    .orderBy('order_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ orderId: row.order_id, orderNumber: row.order_number }))
}
