import { compileInsert, compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import type { LinksTable } from './schema.ts'

export type LinkRow = {
  tokenHash: string
  orderId: string
  sealed: string
  purpose: 'tracking' | 'unsubscribe'
}

export async function insertLink(
  db: Db,
  merchantId: string,
  link: LinkRow & { createdAt: string },
) {
  await insertRows(db, [
    {
      merchant_id: merchantId,
      token_hash: link.tokenHash,
      order_id: link.orderId,
      purpose: link.purpose,
      sealed: link.sealed,
      created_at: link.createdAt,
      revoked_at: null,
    },
  ])
}

const insertRows = compileInsert((db, rows: LinksTable[]) => db.insertInto('links').values(rows))

/** The links of an order that still open it, newest first. */
export async function listLinks(
  db: Db,
  merchantId: string,
  orderId: string,
  purpose: LinkRow['purpose'],
): Promise<LinkRow[]> {
  const { rows } = await selectOpen(db, merchantId, orderId, purpose)
  // Sorted here: ordered beside a parameter, SQLite would prepare the query anew each time.
  const newest = rows.sort((a, b) => (a.created_at < b.created_at ? 1 : -1)).slice(0, 10)
  return newest.map((row) => ({
    tokenHash: row.token_hash,
    orderId: row.order_id,
    sealed: row.sealed,
    purpose: row.purpose,
  }))
}

const selectOpen = compileOnce(
  (db, merchantId: string, orderId: string, purpose: LinkRow['purpose']) =>
    db
      .selectFrom('links')
      .select(['token_hash', 'order_id', 'sealed', 'purpose', 'created_at'])
      .where('merchant_id', '=', merchantId)
      .where('order_id', '=', orderId)
      .where('purpose', '=', purpose)
      .where('revoked_at', 'is', null),
)

/** The order that a token opens; also where it was revoked, so that its bearer can be told. */
export async function findLink(db: Db, merchantId: string, tokenHash: string) {
  const [row] = (await selectByHash(db, merchantId, tokenHash)).rows
  return row
    ? { orderId: row.order_id, purpose: row.purpose, isRevoked: row.revoked_at !== null }
    : null
}

const selectByHash = compileOnce((db, merchantId: string, tokenHash: string) =>
  db
    .selectFrom('links')
    .select(['order_id', 'purpose', 'revoked_at'])
    .where('merchant_id', '=', merchantId)
    .where('token_hash', '=', tokenHash),
)

/** Ends what opens the order's page, and says how many did; a mail's unsubscribe goes on working. */
export async function revokeLinks(
  db: Db,
  merchantId: string,
  orderId: string,
  now: string,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('links')
    .set({ revoked_at: now })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .where('purpose', '=', 'tracking')
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
