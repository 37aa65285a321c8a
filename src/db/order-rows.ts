import { type Selectable, sql } from 'kysely'
import type { Contact } from '../domain/contact.ts'
import { compileOnce } from './compiled.ts'
import { compilable } from './due.ts'
import { isPostgres } from './is-postgres.ts'
import { toMessage } from './message-words.ts'
import { byAge, listOrderMessages, ORDER_MESSAGES_MAX } from './messages.ts'
import type { Db } from './open.ts'
import { findContact } from './orders.ts'
import type { MessageRow, MessagesTable } from './schema.ts'

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
  const contact = rows[0]?.contact
  return {
    contact: contact ? JSON.parse(contact) : null,
    messages: rows.flatMap(messageOf).sort(byAge),
  }
}

function messageOf({ contact: _contact, ...row }: Both): MessageRow[] {
  return row.id === null ? [] : [toMessage(row)]
}

type Both = { contact: string | null } & (Selectable<MessagesTable> | { id: null })

/**
 * A message a row, with the contact beside each: to make one array of JSON of them was the dearest of
 * what is read to send a message. One row there is also of who has no messages.
 */
const selectBoth = compileOnce(
  (db, merchantId: string, orderId: string, ofMerchant: string, ofOrder: string) =>
    compilable<Both>(
      db,
      sql`select (select contact from contacts where merchant_id = ${merchantId}
          and order_id = ${orderId}) as contact, m.*
        from (select 1) as one left join messages as m
          on m.merchant_id = ${ofMerchant} and m.order_id = ${ofOrder}
        limit ${sql.lit(ORDER_MESSAGES_MAX)}`,
    ),
)
