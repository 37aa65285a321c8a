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
