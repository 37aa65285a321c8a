import { sql } from 'kysely'
import type { Contact } from '../domain/contact.ts'
import { compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import { byAge, listOrderMessages, ORDER_MESSAGES_MAX } from './messages.ts'
import type { Db } from './open.ts'
import { findContact } from './orders.ts'
import type { MessageRow } from './schema.ts'

type OrderRows = { contact: Contact | null; messages: MessageRow[] }

/**
 * What is planned anew together: the person behind an order, and all its messages. On PostgreSQL by
 * one statement, for the way there and back is what it costs; the order's row is held already.
 */
export async function findOrderRows(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<OrderRows> {
  if (!isPostgres(db)) {
    const contact = await findContact(db, merchantId, orderId)
    return { contact, messages: await listOrderMessages(db, merchantId, orderId) }
  }
  const { rows } = await selectBoth(db, merchantId, orderId, merchantId, orderId)
  const [row] = rows
  return {
    contact: row?.contact ? JSON.parse(row.contact) : null,
    messages: (row?.messages ?? []).sort(byAge),
  }
}

const selectBoth = compileOnce(
  (db, merchantId: string, orderId: string, ofMerchant: string, ofOrder: string) =>
    db.selectNoFrom(({ selectFrom }) => [
      selectFrom('contacts')
        .select('contact')
        .where('merchant_id', '=', merchantId)
        .where('order_id', '=', orderId)
        .as('contact'),
      selectFrom(
        selectFrom('messages')
          .selectAll()
          .where('merchant_id', '=', ofMerchant)
          .where('order_id', '=', ofOrder)
          .limit(sql.lit(ORDER_MESSAGES_MAX))
          .as('m'),
      )
        .select(sql<MessageRow[] | null>`json_agg(m)`.as('all'))
        .as('messages'),
    ]),
)
