import type { Supply, SupplyFacts } from '../domain/supply.ts'
import type { Coming } from '../domain/supply-queue.ts'
import { compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'

export type StoredSupply = { supplyId: string; facts: SupplyFacts }

/** Open supplies of one SKU that a queue is dated by; the nearest by far are the ones that count. */
const OPEN_MAX = 1_000

/**
 * The facts of a supply, its row taken for this transaction: two that add one at once would each
 * lose the other's. Null where nothing was told of it.
 */
export async function lockSupply(
  db: Db,
  merchantId: string,
  supplyId: string,
): Promise<SupplyFacts | null> {
  if (isPostgres(db)) await insertEmpty(db, merchantId, supplyId)
  const row = await db
    .selectFrom('supplies')
    .select('state')
    .where('merchant_id', '=', merchantId)
    .where('supply_id', '=', supplyId)
    .$if(isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst()
  return row?.state ? (JSON.parse(row.state) as SupplyFacts) : null
}

async function insertEmpty(db: Db, merchantId: string, supplyId: string) {
  await db
    .insertInto('supplies')
    .values({ merchant_id: merchantId, supply_id: supplyId, ...NOTHING })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const NOTHING = {
  sku: '',
  state: '',
  folded_to: '',
  supplier: null,
  promised_on: null,
  told_on: null,
  seen_on: null,
  closed_on: null,
  cancelled_on: null,
  expected_at: null,
  remaining: 0,
  is_open: 0,
}

/** Writes a supply: its facts, and what they come to. */
export async function saveSupply(db: Db, merchantId: string, supply: Supply, facts: SupplyFacts) {
  const fields = {
    sku: supply.sku ?? '',
    state: JSON.stringify(facts),
    folded_to: facts.expected.at(-1)?.key ?? '',
    supplier: supply.supplier,
    promised_on: supply.promisedOn,
    told_on: supply.toldOn,
    seen_on: supply.seenOn,
    closed_on: supply.closedOn,
    cancelled_on: supply.cancelledOn,
    expected_at: supply.expectedAt,
    remaining: supply.remaining,
    is_open: supply.isOpen ? 1 : 0,
  }
  await db
    .insertInto('supplies')
    .values({ merchant_id: merchantId, supply_id: supply.supplyId, ...fields })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'supply_id']).doUpdateSet(fields))
    .execute()
}

/** What is still to come of a SKU, in no order. Its facts are left where they lie: they may be long. */
export async function listOpenSupplies(db: Db, merchantId: string, sku: string): Promise<Coming[]> {
  const { rows } = await selectOpen(db, merchantId, sku, 1, OPEN_MAX)
  return rows.map(({ supply_id: supplyId, supplier, expected_at: expectedAt, remaining }) => ({
    supplyId,
    supplier,
    expectedAt,
    remaining,
  }))
}

const selectOpen = compileOnce(
  (db, merchantId: string, sku: string, isOpen: number, limit: number) =>
    db
      .selectFrom('supplies')
      .select(['supply_id', 'supplier', 'expected_at', 'remaining'])
      .where('merchant_id', '=', merchantId)
      .where('sku', '=', sku)
      .where('is_open', '=', isOpen)
      .limit(limit),
)

export async function findSupplyFacts(
  db: Db,
  merchantId: string,
  supplyId: string,
): Promise<SupplyFacts | null> {
  const row = await db
    .selectFrom('supplies')
    .select('state')
    .where('merchant_id', '=', merchantId)
    .where('supply_id', '=', supplyId)
    .executeTakeFirst()
  return row?.state ? (JSON.parse(row.state) as SupplyFacts) : null
}
