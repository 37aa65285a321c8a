import { sql } from 'kysely'
import type { OrderState } from '../domain/order.ts'
import type { Db } from './open.ts'
import { toState } from './order-state.ts'

/** An order of a SKU; its state is null where it is over, or cannot be read. */
export type OrderOfSku = { orderId: string; state: OrderState | null }

/**
 * The next orders that have a line of a SKU, by their ids. Most are over: their state, a kilobyte or
 * more, is left where it lies.
 */
export async function listOrdersOfSkuAfter(
  db: Db,
  merchantId: string,
  { sku, after, limit }: { sku: string; after: string; limit: number },
): Promise<OrderOfSku[]> {
  const rows = await db
    .selectFrom('order_terms')
    .leftJoin('orders', (join) =>
      join
        .onRef('orders.merchant_id', '=', 'order_terms.merchant_id')
        .onRef('orders.order_id', '=', 'order_terms.order_id'),
    )
    .select([
      'order_terms.order_id',
      sql<string | null>`case when orders.status in ('open', 'partially_shipped')
        then orders.state end`.as('state'),
    ])
    .where('order_terms.merchant_id', '=', merchantId)
    .where('order_terms.term', '=', sku)
    .where('order_terms.kind', '=', 'sku')
    .where('order_terms.order_id', '>', after)
    .orderBy('order_terms.order_id')
    .limit(limit)
    .execute()
  return rows.map(({ order_id: orderId, state }) => ({ orderId, state: stateOf(state) }))
}

export async function hasOrdersOfSku(db: Db, merchantId: string, sku: string): Promise<boolean> {
  const row = await db
    .selectFrom('order_terms')
    .select('order_id')
    .where('merchant_id', '=', merchantId)
    .where('term', '=', sku)
    .where('kind', '=', 'sku')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** One that cannot be read must not keep all the others out of their queue: it joins when it can be. */
function stateOf(text: string | null): OrderState | null {
  try {
    return text ? toState(text) : null
  } catch {
    return null
  }
}
