import { sql } from 'kysely'
import type { Db } from './open.ts'

/** Beyond so many nobody counts: a page must not read a queue of 100,000. */
const COUNTED_MAX = 500

/**
 * How many other orders stand before each line of an order in the queue of its SKU, before the last
 * of it where it stands there in parts; `isMore` where there are more than were counted.
 */
export async function countOrdersAhead(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<Map<string, { orders: number; isMore: boolean }>> {
  const entries = await db
    .selectFrom('queue')
    .select(['line_id', 'sku', 'epoch', 'rank'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .orderBy('epoch')
    .orderBy('rank')
    .execute()
  const places = new Map<string, { orders: number; isMore: boolean }>()
  for (const { line_id: lineId, sku, epoch, rank } of entries) {
    const ahead = db
      .selectFrom('queue')
      .select('order_id')
      .where('merchant_id', '=', merchantId)
      .where('sku', '=', sku)
      .where(sql<boolean>`(epoch, rank) < (${epoch}, ${rank})`)
      .limit(COUNTED_MAX + 1)
    const row = await db
      .selectFrom(ahead.as('ahead'))
      .select([
        sql<number | string>`count(distinct case when order_id <> ${orderId}
          then order_id end)`.as('orders'),
        sql<number | string>`count(*)`.as('lines'),
      ])
      .executeTakeFirst()
    const isMore = Number(row?.lines ?? 0) > COUNTED_MAX
    places.set(lineId, { orders: isMore ? COUNTED_MAX : Number(row?.orders ?? 0), isMore })
  }
  return places
}

/**
 * How many units of its SKU wait up to the last one of each line of an order that stands in line:
 * along the index of the queue alone.
 */
export async function sumUnitsUpTo(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('queue as mine')
    .select([
      'mine.line_id as line',
      sql<number | string>`(select sum(queue.quantity) from queue
        where queue.merchant_id = mine.merchant_id and queue.sku = mine.sku
        and (queue.epoch, queue.rank) <= (mine.epoch, mine.rank))`.as('units'),
    ])
    .where('mine.merchant_id', '=', merchantId)
    .where('mine.order_id', '=', orderId)
    .execute()
  const places = new Map<string, number>()
  // A line that stands in parts is as far back as its last one.
  for (const { line, units } of rows)
    places.set(line, Math.max(Number(units), places.get(line) ?? 0))
  return places
}
