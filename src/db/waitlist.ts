import { sql } from 'kysely'
import type { Db } from './open.ts'
import type { Stop } from './walks.ts'

type Place = { sku: string; orderId: string }

/** Who waits for a SKU to be had again. Joined twice, the first joining keeps its place. */
export async function insertWaiting(
  db: Db,
  merchantId: string,
  { sku, orderId, joinedAt }: Place & { joinedAt: string },
) {
  await db
    .insertInto('waitlist')
    .values({ merchant_id: merchantId, sku, order_id: orderId, joined_at: joinedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether anybody waits for a SKU: asked at every level that comes, and answered by one look. */
export async function hasWaiting(db: Db, merchantId: string, sku: string): Promise<boolean> {
  const row = await db
    .selectFrom('waitlist')
    .select('order_id')
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The next orders on the list of a SKU: who joined first before all. */
export async function listWaitingAfter(
  db: Db,
  merchantId: string,
  { sku, after, limit }: { sku: string; after: string; limit: number },
): Promise<Stop[]> {
  const [joinedAt = '', orderId = ''] = after ? (JSON.parse(after) as string[]) : []
  const rows = await db
    .selectFrom('waitlist')
    .select(['joined_at', 'order_id'])
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .where(sql<boolean>`(joined_at, order_id) > (${joinedAt}, ${orderId})`)
    .orderBy('joined_at')
    .orderBy('order_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    orderId: row.order_id,
    position: JSON.stringify([row.joined_at, row.order_id]),
  }))
}

/** Takes an order off the list; false where it is on it no more. */
export async function deleteWaiting(
  db: Db,
  merchantId: string,
  { sku, orderId }: Place,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('waitlist')
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
