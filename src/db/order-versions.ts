import { compileOnce } from './compiled.ts'
import type { Db } from './open.ts'

export type OrderKey = { merchantId: string; orderId: string }
/** What changes with an order, and with what its page says of it. */
export type OrderVersion = OrderKey & {
  foldedTo: string
  updatedAt: string
  /** A test merchant's clock: where it is moved, every page says other days. */
  clockAt: string | null
  /** How many events it has, where that clock stands still: two of one moment differ in nothing else. */
  events: number | null
}

const ORDERS_MAX = 500

/** Which state orders are in, by one look for many: never the states themselves. */
export async function listOrderVersions(
  db: Db,
  keys: readonly OrderKey[],
): Promise<OrderVersion[]> {
  const found: OrderVersion[] = []
  for (const [merchantId, of] of Map.groupBy(keys, (key) => key.merchantId)) {
    for (let at = 0; at < of.length; at += ORDERS_MAX) {
      const orderIds = of.slice(at, at + ORDERS_MAX).map(({ orderId }) => orderId)
      found.push(...(await ofMerchant(db, merchantId, orderIds)))
    }
  }
  return found
}

async function ofMerchant(db: Db, merchantId: string, orderIds: readonly string[]) {
  const [only = ''] = orderIds
  const rows =
    orderIds.length === 1
      ? (await selectVersion(db, merchantId, only)).rows
      : await selectVersions(db, merchantId).where('orders.order_id', 'in', orderIds).execute()
  const stands = rows.some(isStill)
  const counts = stands ? await countEvents(db, merchantId, orderIds) : null
  return rows.map((row) => ({
    merchantId,
    orderId: row.order_id,
    foldedTo: row.folded_to,
    updatedAt: row.updated_at,
    clockAt: isStill(row) ? row.clock_at : null,
    events: counts && (counts.get(row.order_id) ?? 0),
  }))
}

/** Of one order, as each view of a page asks: built once. */
const selectVersion = compileOnce((db, merchantId: string, orderId: string) =>
  selectVersions(db, merchantId).where('orders.order_id', '=', orderId),
)

const selectVersions = (db: Db, merchantId: string) =>
  db
    .selectFrom('orders')
    .innerJoin('merchants', 'merchants.id', 'orders.merchant_id')
    .select([
      'orders.order_id',
      'orders.folded_to',
      'orders.updated_at',
      'merchants.clock_at',
      'merchants.clock_running_since',
    ])
    .where('orders.merchant_id', '=', merchantId)

const isStill = (row: { clock_at: string | null; clock_running_since: string | null }) =>
  row.clock_at !== null && row.clock_running_since === null

async function countEvents(db: Db, merchantId: string, orderIds: readonly string[]) {
  const rows = await db
    .selectFrom('events')
    .select(['order_id', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where('merchant_id', '=', merchantId)
    .where('order_id', 'in', orderIds)
    .groupBy('order_id')
    .execute()
  return new Map(rows.map(({ order_id: orderId, count }) => [orderId, Number(count)]))
}
