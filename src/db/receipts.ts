import { type Insertable, sql } from 'kysely'
import { isReceiptKind, type ReceiptKind } from '../domain/receipt.ts'
import { compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import { toMessage } from './message-words.ts'
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
  const [row] = (await selectForUpdate(db, merchantId, id)).rows
  return row ? toMessage(row) : null
}

const selectForUpdate = compileOnce((db, merchantId: string, id: string) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .$if(isPostgres(db), (query) => query.forUpdate()),
)

/** False where this word of the provider's is stored already. */
export async function insertReceipt(db: Db, receipt: Insertable<ReceiptsTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('receipts')
    .values(receipt)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * What has been said of a message, and the number of its last attempt: what is to be known to store
 * its outcome. Of the attempts all are asked for, since beside a parameter the greatest is prepared
 * anew each time by SQLite, and hardly any message has a second.
 */
export async function findStanding(
  db: Db,
  merchantId: string,
  messageId: string,
): Promise<{ kinds: ReceiptKind[]; last: number }> {
  const { rows } = await selectStanding(db, merchantId, messageId, merchantId, messageId)
  return {
    kinds: rows.map(({ kind }) => kind).filter(isReceiptKind),
    last: Math.max(0, ...rows.map(({ n }) => n)),
  }
}

const selectStanding = compileOnce(
  (db, merchantId: string, messageId: string, ofMerchant: string, ofMessage: string) =>
    db
      .selectFrom('receipts')
      .select(['kind', sql<number>`0`.as('n')])
      .where('merchant_id', '=', merchantId)
      .where('message_id', '=', messageId)
      .unionAll(
        db
          .selectFrom('attempts')
          .select([sql<string>`''`.as('kind'), 'n'])
          .where('merchant_id', '=', ofMerchant)
          .where('message_id', '=', ofMessage),
      ),
)

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

/** When a word of this kind was last said of a message, by the provider's own clock. */
export async function findLastSaid(
  db: Db,
  merchantId: string,
  messageId: string,
  kind: ReceiptKind,
): Promise<string | null> {
  const row = await db
    .selectFrom('receipts')
    .select((eb) => eb.fn.max('at').as('at'))
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.at ?? null
}
