import type { Insertable } from 'kysely'
import { isReceiptKind, type ReceiptKind } from '../domain/receipt.ts'
import { compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { MessageRow } from './schema.ts'
import type { ReceiptsTable } from './schema-receipts.ts'

/**
 * The message with its row held until the transaction ends. Who stores the outcome of a hand-over
 * writes this row and then looks for receipts; who stores a receipt takes the row and then looks at
 * the status. So of the two that come together the later sees the other, and none is left over.
 */
export async function lockMessage(
  db: Db,
  merchantId: string,
  id: string,
): Promise<MessageRow | null> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .$if(isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst()
  return row ?? null
}

/** False where this word of the provider's is stored already. */
export async function insertReceipt(db: Db, receipt: Insertable<ReceiptsTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('receipts')
    .values(receipt)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** What has been said of a message so far; asked at every hand-over, mostly to find nothing. */
export async function listReceiptKinds(
  db: Db,
  merchantId: string,
  messageId: string,
): Promise<ReceiptKind[]> {
  const { rows } = await selectKinds(db, merchantId, messageId)
  return rows.map(({ kind }) => kind).filter(isReceiptKind)
}

const selectKinds = compileOnce((db, merchantId: string, messageId: string) =>
  db
    .selectFrom('receipts')
    .select('kind')
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId),
)

export async function insertTextId(
  db: Db,
  {
    merchantId,
    messageId,
    providerId,
  }: { merchantId: string; messageId: string; providerId: string },
) {
  await db
    .insertInto('text_ids')
    .values({ provider_id: providerId, merchant_id: merchantId, message_id: messageId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findMessageOfText(
  db: Db,
  providerId: string,
): Promise<{ merchantId: string; messageId: string } | null> {
  const row = await db
    .selectFrom('text_ids')
    .selectAll()
    .where('provider_id', '=', providerId)
    .executeTakeFirst()
  return row ? { merchantId: row.merchant_id, messageId: row.message_id } : null
}
