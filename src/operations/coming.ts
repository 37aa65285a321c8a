import type { Db } from '../db/open.ts'
import { findSupplyFacts, listOpenSupplies } from '../db/supplies.ts'
import type { Merchant } from '../domain/merchant.ts'
import { readSupply, type Supply } from '../domain/supply.ts'
import { type Coming, sortComing } from '../domain/supply-queue.ts'

/** What is still to come of a SKU, in the order in which it is given out. */
export async function listComing(db: Db, merchant: Merchant, sku: string): Promise<Coming[]> {
  return sortComing(await listOpenSupplies(db, merchant.id, sku), merchant.timeZone)
}

export async function findSupply(
  db: Db,
  merchant: Merchant,
  supplyId: string,
): Promise<Supply | null> {
  const facts = await findSupplyFacts(db, merchant.id, supplyId)
  return facts && readSupply(supplyId, facts, merchant)
}
