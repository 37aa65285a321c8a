import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'

/**
 * Takes the order's row before one of its rows in `due`. Whoever records an event has the first and
 * then writes the second: taken the other way round, the two wait for one another until PostgreSQL
 * ends one of them, a second later. On SQLite one writes at a time.
 */
export async function lockOrderFirst(db: Db, merchantId: string, orderId: string) {
  if (!isPostgres(db)) return
  await db
    .selectFrom('orders')
    .select('order_id')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .forUpdate()
    .execute()
}

/**
 * Takes the rows of orders before that of their queue, on PostgreSQL: who settles an order has the
 * first and then asks for the second. `find` looks them up and is not asked on SQLite, where one
 * writes at a time; null then means all.
 */
export async function lockOrdersFirst(
  db: Db,
  merchantId: string,
  find: () => Promise<string[]>,
): Promise<ReadonlySet<string> | null> {
  if (!isPostgres(db)) return null
  const ids = await find()
  if (ids.length > 0)
    await db
      .selectFrom('orders')
      .select('order_id')
      .where('merchant_id', '=', merchantId)
      .where('order_id', 'in', ids)
      .orderBy('order_id')
      .forUpdate()
      .execute()
  return new Set(ids)
}
