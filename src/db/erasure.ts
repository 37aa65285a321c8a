import { zstdCompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { withoutPerson } from '../domain/erasure.ts'
import type { AnyEvent } from '../domain/own-event.ts'
import { eraseInquiries } from './inquiries.ts'
import { eraseLetters } from './letters.ts'
import type { Db } from './open.ts'
import { dropTerms } from './order-terms.ts'
import { erasePageViews } from './page-views.ts'

/** Takes the person out of everything stored about an order; hashes, times and kinds stay. */
export async function eraseOrder(db: Db, merchantId: string, orderId: string) {
  await eraseEvents(db, merchantId, orderId)
  await eraseInquiries(db, merchantId, orderId)
  await eraseLetters(db, merchantId, orderId)
  await erasePageViews(db, merchantId, orderId)
  await dropTerms(db, merchantId, orderId, OF_A_PERSON)
  await db
    .updateTable('message_bytes')
    .set({
      to_address: '',
      subject: null,
      content: erasedContent(),
      dictionary: null,
      handed_over: null,
    })
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', messagesOf(db, merchantId, orderId))
    .execute()
  // Providers repeat the address in what they answer: "550 no such user <ana@…>".
  for (const table of ['attempts', 'receipts'] as const) {
    await db
      .updateTable(table)
      .set({ detail: null })
      .where('merchant_id', '=', merchantId)
      .where('message_id', 'in', messagesOf(db, merchantId, orderId))
      .execute()
  }
  await db
    .updateTable('deliveries')
    .set({ body: '' })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .execute()
  await db
    .updateTable('audit')
    .set({ detail: '{}' })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .execute()
}

const OF_A_PERSON = new Set(['email', 'phone', 'name'] as const)

/**
 * The bodies of deliveries that belong to no order: those that name a person by one of these texts,
 * or, with `null`, all of them.
 */
export async function eraseDeliveries(db: Db, merchantId: string, texts: readonly string[] | null) {
  if (texts?.length === 0) return
  await db
    .updateTable('deliveries')
    .set({ body: '' })
    .where('merchant_id', '=', merchantId)
    .where('body', '!=', '')
    .$if(texts !== null, (query) =>
      query
        .where('order_id', 'is', null)
        .where((eb) => eb.or((texts ?? []).map((text) => bodyHolds(text)))),
    )
    .execute()
}

const bodyHolds = (text: string) =>
  sql<boolean>`lower(body) like ${`%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`

const messagesOf = (db: Db, merchantId: string, orderId: string) =>
  db
    .selectFrom('messages')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)

/** A page of a merchant's orders, by id: for what must be done to all of them. */
export async function listOrderIds(
  db: Db,
  merchantId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('orders')
    .select('order_id')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '>', after)
    .orderBy('order_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.order_id)
}

async function eraseEvents(db: Db, merchantId: string, orderId: string) {
  const rows = await db
    .selectFrom('events')
    .select(['origin', 'id', 'body'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .execute()
  for (const { origin, id, body } of rows) {
    const erased = JSON.stringify(withoutPerson(JSON.parse(body) as AnyEvent))
    if (erased === body) continue
    await db
      .updateTable('events')
      .set({ body: erased })
      .where('merchant_id', '=', merchantId)
      .where('origin', '=', origin)
      .where('id', '=', id)
      .execute()
  }
}

const erasedContent = () =>
  zstdCompressSync(
    JSON.stringify({ html: null, text: 'Erased at the customer’s request.', headers: {} }),
  )
