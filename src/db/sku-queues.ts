import type { Pool } from '../domain/supply-queue.ts'
import { compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { SkuQueuesTable } from './schema-stock.ts'

/** The queue of a SKU: what of it has come, and what is needed to keep its places in order. */
export type SkuQueue = {
  sku: string
  isBuilt: boolean
  version: number
  joined: number
  units: number
  pool: Pool
  poolSupply: string | null
  ahead: number
  counted: number
  /** Null where no level of the SKU is known. */
  missing: number | null
  /**
   * Units that were given up, which a level has still to say are here. Negative: of which one has
   * spoken already, and which we have still to hear of.
   */
  freed: { units: number; at: string }
}

/**
 * The queues of these SKUs, where they have one. It is the one read that an order with a backorder
 * costs a shop which never sends supplies or levels.
 */
export async function findQueues(
  db: Db,
  merchantId: string,
  skus: readonly string[],
): Promise<SkuQueue[]> {
  const found = await Promise.all(skus.map((sku) => selectQueue(db, merchantId, sku)))
  return found.flatMap(({ rows }) => rows.map(toQueue))
}

const selectQueue = compileOnce((db, merchantId: string, sku: string) =>
  db
    .selectFrom('sku_queues')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku),
)

/** A queue as it is now, taken for this transaction: who changes a place in it is alone with it. */
export async function lockQueue(db: Db, merchantId: string, sku: string): Promise<SkuQueue | null> {
  const row = await db
    .selectFrom('sku_queues')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .$if(isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst()
  return row ? toQueue(row) : null
}

/** Opens the queue of a SKU; false where another has. */
export async function insertQueue(db: Db, merchantId: string, sku: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('sku_queues')
    .values(toRow(merchantId, newQueue(sku)))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

const newQueue = (sku: string): SkuQueue => ({
  sku,
  isBuilt: false,
  version: 0,
  joined: 0,
  units: 0,
  pool: { left: 0, until: '', unaccounted: 0 },
  poolSupply: null,
  ahead: 0,
  counted: 0,
  missing: null,
  freed: { units: 0, at: '' },
})

export async function saveQueue(db: Db, merchantId: string, queue: SkuQueue) {
  const { merchant_id: _, sku, ...fields } = toRow(merchantId, queue)
  await db
    .updateTable('sku_queues')
    .set(fields)
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .execute()
}

const toRow = (merchantId: string, queue: SkuQueue): SkuQueuesTable => ({
  merchant_id: merchantId,
  sku: queue.sku,
  is_built: queue.isBuilt ? 1 : 0,
  version: queue.version,
  joined: queue.joined,
  units: queue.units,
  here: queue.pool.left,
  here_until: queue.pool.until,
  here_supply: queue.poolSupply,
  unaccounted: queue.pool.unaccounted,
  ahead: queue.ahead,
  counted: queue.counted,
  missing: queue.missing,
  freed: queue.freed.units,
  freed_at: queue.freed.at,
})

const toQueue = (row: SkuQueuesTable): SkuQueue => ({
  sku: row.sku,
  isBuilt: row.is_built === 1,
  version: row.version,
  joined: row.joined,
  units: row.units,
  pool: { left: row.here, until: row.here_until, unaccounted: row.unaccounted },
  poolSupply: row.here_supply,
  ahead: row.ahead,
  counted: row.counted,
  missing: row.missing,
  freed: { units: row.freed, at: row.freed_at },
})
