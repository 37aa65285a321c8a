import { sql } from 'kysely'
import { LIVE } from './due.ts'
import type { Db } from './open.ts'

/**
 * Live orders that wait, by whether their customer can be reached, and since when the one that has
 * heard nothing longest has. It counts along one narrow index, merchant by merchant: 100,000 waiting
 * orders take some 20 ms on SQLite.
 */
export async function countWaiting(
  db: Db,
  { isReachable }: { isReachable: boolean },
): Promise<{ orders: number; silentSince: string | null }> {
  const { orders, silent_since: silentSince } = await db
    .selectFrom('merchants')
    .innerJoin('orders', 'orders.merchant_id', 'merchants.id')
    .where('merchants.mode', '=', 'live')
    .where('orders.unreachable', '=', isReachable ? 0 : 1)
    .where('orders.silent_since', 'is not', null)
    .select((eb) => [
      eb.fn.countAll<number | string>().as('orders'),
      eb.fn.min('orders.silent_since').as('silent_since'),
    ])
    .executeTakeFirstOrThrow()
  return { orders: Number(orders), silentSince }
}

/** What is due and not yet claimed, by lane: each along the index that the worker claims by. */
export async function countDue(
  db: Db,
  lanes: readonly number[],
  now: string,
): Promise<{ lane: number; messages: number; oldestAt: string | null }[]> {
  return Promise.all(
    lanes.map(async (lane) => {
      const { messages, oldest_at } = await db
        .selectFrom('due')
        .where('clock', '=', LIVE)
        .where('lane', '=', sql.lit(lane))
        .where('at', '<=', now)
        .select((eb) => [
          eb.fn.countAll<number | string>().as('messages'),
          eb.fn.min<string | null>('at').as('oldest_at'),
        ])
        .executeTakeFirstOrThrow()
      return { lane, messages: Number(messages), oldestAt: oldest_at }
    }),
  )
}

export async function countOpenWalks(db: Db): Promise<number> {
  const { walks } = await db
    .selectFrom('walks')
    .where('clock', '=', LIVE)
    .where('done_at', 'is', null)
    .select((eb) => eb.fn.countAll<number | string>().as('walks'))
    .executeTakeFirstOrThrow()
  return Number(walks)
}

/** The waiting order of a merchant that has heard nothing longest, of those that can be reached. */
export async function findLongestSilence(
  db: Db,
  merchantId: string,
): Promise<{ orderId: string; orderNumber: string; since: string } | null> {
  const row = await db
    .selectFrom('orders')
    .select(['order_id', 'order_number', 'silent_since'])
    .where('merchant_id', '=', merchantId)
    .where('unreachable', '=', 0)
    .where('silent_since', 'is not', null)
    .orderBy('silent_since')
    .limit(1)
    .executeTakeFirst()
  return row?.silent_since
    ? { orderId: row.order_id, orderNumber: row.order_number, since: row.silent_since }
    : null
}
