import type { SearchTerm } from '../domain/search.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import type { OrderTermsTable } from './schema.ts'

/** Puts what an order is found by in place of what it was found by. */
export async function saveTerms(
  db: Db,
  merchantId: string,
  orderId: string,
  terms: readonly SearchTerm[],
  isNew: boolean,
) {
  if (!isNew) {
    await db
      .deleteFrom('order_terms')
      .where('merchant_id', '=', merchantId)
      .where('order_id', '=', orderId)
      .execute()
  }
  await insertRows(
    db,
    terms
      .filter(({ term }) => canBeStored(term))
      .map(({ kind, term }) => ({ merchant_id: merchantId, order_id: orderId, kind, term })),
  )
}

const insertRows = compileInsert((db, rows: OrderTermsTable[]) =>
  db
    .insertInto('order_terms')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
)

/**
 * Orders found by exactly one of these terms: packages are looked up so. A query for each term is a
 * search in the primary key; all of them in one, joined by OR, would read every term of the merchant.
 */
export async function findOrdersByTerm(
  db: Db,
  merchantId: string,
  terms: readonly SearchTerm[],
): Promise<string[]> {
  const found = new Set<string>()
  for (const { kind, term } of terms) {
    if (!canBeStored(term)) continue
    const { rows } = await selectByTerm(db, merchantId, term, kind, MATCHES_MAX)
    for (const row of rows) found.add(row.order_id)
  }
  return [...found].slice(0, MATCHES_MAX)
}

const selectByTerm = compileOnce(
  (db, merchantId: string, term: string, kind: string, limit: number) =>
    db
      .selectFrom('order_terms')
      .select('order_id')
      .where('merchant_id', '=', merchantId)
      .where('term', '=', term)
      .where('kind', '=', kind)
      .orderBy('order_id')
      .limit(limit),
)

/** Orders with a term that begins so: a range over the primary key, never a scan. */
export async function searchOrders(db: Db, merchantId: string, prefix: string): Promise<string[]> {
  if (!canBeStored(prefix)) return []
  const rows = await db
    .selectFrom('order_terms')
    .select('order_id')
    .distinct()
    .where('merchant_id', '=', merchantId)
    .where('term', '>=', prefix)
    .where('term', '<', `${prefix}\u{10ffff}`)
    .where('kind', 'not in', ['sku', 'shipment'])
    .limit(MATCHES_MAX)
    .execute()
  return rows.map((row) => row.order_id)
}

/** PostgreSQL has no text with a NUL in it, and refuses to look for one. */
const canBeStored = (term: string) => !term.includes('\0')

const MATCHES_MAX = 500
