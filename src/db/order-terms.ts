import type { SearchTerm } from '../domain/search.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { OrderTermsTable } from './schema.ts'

/** Makes a new order findable; the list of its terms is saved with its contact. */
export async function insertTerms(
  db: Db,
  merchantId: string,
  orderId: string,
  terms: readonly SearchTerm[],
) {
  await insertRows(
    db,
    terms
      .filter(({ term }) => canBeStored(term))
      .map(({ kind, term }) => ({ merchant_id: merchantId, order_id: orderId, kind, term })),
  )
}

/**
 * Puts what an order is found by in place of what it was found by. The rows that go are named by
 * the list that stands with its contact: an index by order would be a third of all that a new order
 * writes, and is asked for by nothing else.
 */
export async function replaceTerms(
  db: Db,
  merchantId: string,
  orderId: string,
  terms: readonly SearchTerm[],
) {
  const before = await listTerms(db, merchantId, orderId)
  const known = new Set(before.map(nameOf))
  const wanted = new Set(terms.map(nameOf))
  const added = terms.filter((term) => !known.has(nameOf(term)))
  const gone = before.filter((term) => !wanted.has(nameOf(term)))
  if (added.length === 0 && gone.length === 0) return

  for (const { kind, term } of gone) {
    if (canBeStored(term)) await deleteRow(db, merchantId, term, kind, orderId)
  }
  await insertTerms(db, merchantId, orderId, added)
  await updateList(db, listText(terms), merchantId, orderId)
}

/** Lets an order no longer be found by terms of these kinds. */
export async function dropTerms(
  db: Db,
  merchantId: string,
  orderId: string,
  kinds: ReadonlySet<SearchTerm['kind']>,
) {
  const before = await listTerms(db, merchantId, orderId)
  const kept = before.filter(({ kind }) => !kinds.has(kind))
  await replaceTerms(db, merchantId, orderId, kept)
}

/** As they stand with the contact. */
export const listText = (terms: readonly SearchTerm[]) =>
  JSON.stringify(
    terms.filter(({ term }) => canBeStored(term)).map(({ kind, term }) => [kind, term]),
  )

async function listTerms(db: Db, merchantId: string, orderId: string): Promise<SearchTerm[]> {
  const [row] = (await selectList(db, merchantId, orderId)).rows
  const list: [SearchTerm['kind'], string][] = JSON.parse(row?.terms ?? '[]')
  return list.map(([kind, term]) => ({ kind, term }))
}

const nameOf = ({ kind, term }: SearchTerm) => `${kind} ${term}`

const selectList = compileOnce((db, merchantId: string, orderId: string) =>
  db
    .selectFrom('contacts')
    .select('terms')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId),
)

const updateList = compileOnce((db, terms: string, merchantId: string, orderId: string) =>
  db
    .updateTable('contacts')
    .set({ terms })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId),
)

const deleteRow = compileOnce(
  (db, merchantId: string, term: string, kind: string, orderId: string) =>
    db
      .deleteFrom('order_terms')
      .where('merchant_id', '=', merchantId)
      .where('term', '=', term)
      .where('kind', '=', kind)
      .where('order_id', '=', orderId),
)

/**
 * A term that stands there already is no fault. `or ignore` says the same on SQLite, and spares it
 * the copies that it makes of each page to take a half-done insert of many rows back: a third.
 */
const insertRows = compileInsert(
  (db, rows: OrderTermsTable[]) => {
    const insert = db.insertInto('order_terms').values(rows)
    return isPostgres(db)
      ? insert.onConflict((conflict) => conflict.doNothing())
      : insert.orIgnore()
  },
  { late: 'order_terms' },
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
