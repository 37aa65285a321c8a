import type { Insertable, Selectable } from 'kysely'
import type { ContactChannel } from '../domain/message.ts'
import { type SuppressionReason, suppressedName } from '../domain/suppression.ts'
import { hashKey } from '../lib/crypto.ts'
import { compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import type { SuppressionsTable } from './schema-receipts.ts'

export type SuppressionRow = Selectable<SuppressionsTable>
type Address = { channel: ContactChannel; address: string }

/** Keeps that an address takes nothing more; false where that is known already. */
export async function insertSuppression(
  db: Db,
  { address, ...row }: Omit<Insertable<SuppressionsTable>, 'address_hash'> & { address: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('suppressions')
    .values({ ...row, address_hash: hashOf(row.merchant_id, { channel: row.channel, address }) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The same said again, and later: what takes it back must have been said after that. */
export async function confirmSuppression(
  db: Db,
  merchantId: string,
  { reason, at, ...to }: Address & { reason: SuppressionReason; at: string },
) {
  await db
    .updateTable('suppressions')
    .set({ at })
    .where('merchant_id', '=', merchantId)
    .where('channel', '=', to.channel)
    .where('address_hash', '=', hashOf(merchantId, to))
    .where('reason', '=', reason)
    .where('at', '<', at)
    .execute()
}

/** Asked before every mail and text: one look by the whole of the primary key. */
export async function findSuppression(
  db: Db,
  merchantId: string,
  to: Address,
): Promise<SuppressionRow | null> {
  const { rows } = await selectByAddress(db, merchantId, to.channel, hashOf(merchantId, to))
  return rows[0] ?? null
}

const selectByAddress = compileOnce(
  (db, merchantId: string, channel: ContactChannel, addressHash: string) =>
    db
      .selectFrom('suppressions')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('channel', '=', channel)
      .where('address_hash', '=', addressHash),
)

export async function findSuppressionById(
  db: Db,
  merchantId: string,
  id: string,
): Promise<SuppressionRow | null> {
  const row = await db
    .selectFrom('suppressions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The newest first; ids sort as made. */
export async function listSuppressions(
  db: Db,
  merchantId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<SuppressionRow[]> {
  return db
    .selectFrom('suppressions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function deleteSuppression(db: Db, merchantId: string, id: string) {
  await db
    .deleteFrom('suppressions')
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute()
}

/** Whether a row is of this address: what the list shows comes from the order, if it still has it. */
export const isOfAddress = (row: SuppressionRow, address: string) =>
  row.address_hash === hashOf(row.merchant_id, { channel: row.channel, address })

/** As with stopped numbers: of no use beside the one merchant, and not under a secret that changes. */
const hashOf = (merchantId: string, { channel, address }: Address) =>
  hashKey(`suppressed ${merchantId} ${suppressedName(channel, address)}`)
