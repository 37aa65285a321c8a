import type { SupplyFacts } from '../domain/supply.ts'
import type { Pool } from '../domain/supply-queue.ts'
import type { Db } from './open.ts'
import type { StoredSupply } from './supplies.ts'

/** Of all SKUs of one question together; what comes after so many changes no date near enough. */
const SUPPLIES_MAX = 2_000

/** What is available of each SKU over all places; a SKU of which no level is known is missing. */
export async function sumLevels(
  db: Db,
  merchantId: string,
  skus: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sku_levels')
    .select(['sku', (eb) => eb.fn.sum<number | string>('available').as('available')])
    .where('merchant_id', '=', merchantId)
    .where('sku', 'in', [...skus])
    .groupBy('sku')
    .execute()
  // PostgreSQL sums integers to a bigint, which comes as text.
  return new Map(rows.map(({ sku, available }) => [sku, Number(available)]))
}

export type QueueSum = { sku: string; units: number; pool: Pool }

/** How many wait for each of some SKUs, and what is here for them; only queues that are built. */
export async function listQueueSums(
  db: Db,
  merchantId: string,
  skus: readonly string[],
): Promise<QueueSum[]> {
  if (skus.length === 0) return []
  const rows = await db
    .selectFrom('sku_queues')
    .select(['sku', 'units', 'here', 'here_until', 'unaccounted'])
    .where('merchant_id', '=', merchantId)
    .where('sku', 'in', [...skus])
    .where('is_built', '=', 1)
    .execute()
  return rows.map(({ sku, units, here, here_until, unaccounted }) => ({
    sku,
    units,
    pool: { left: here, until: here_until, unaccounted },
  }))
}

/** What is still to come of each of some SKUs, in no order. */
export async function listOpenSuppliesOf(
  db: Db,
  merchantId: string,
  skus: readonly string[],
): Promise<(StoredSupply & { sku: string })[]> {
  if (skus.length === 0) return []
  const rows = await db
    .selectFrom('supplies')
    .select(['supply_id', 'sku', 'state'])
    .where('merchant_id', '=', merchantId)
    .where('sku', 'in', [...skus])
    .where('is_open', '=', 1)
    .limit(SUPPLIES_MAX)
    .execute()
  return rows.map(({ supply_id, sku, state }) => ({
    supplyId: supply_id,
    sku,
    facts: JSON.parse(state) as SupplyFacts,
  }))
}
