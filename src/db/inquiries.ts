import type { Inquiry } from '../domain/order.ts'
import type { Db } from './open.ts'
import type { InquiryRow } from './schema.ts'

/** A customer's question with its words; what of it is not personal is in the order's state. */
export type Question = {
  id: string
  orderId: string
  via: Inquiry['via']
  /** Who wrote, as they gave it: an address, a number; null from the page. */
  from: string | null
  subject: string | null
  text: string
  /** How many files came with it; they are not kept. */
  attachments: number
  receivedAt: string
  /** When its clock ended: by an answer, or closed without one. */
  answeredAt: string | null
}

export async function insertInquiry(db: Db, merchantId: string, question: Question) {
  await db
    .insertInto('inquiries')
    .values({
      merchant_id: merchantId,
      id: question.id,
      order_id: question.orderId,
      via: question.via,
      sender: question.from,
      subject: question.subject,
      text: question.text,
      attachments: question.attachments,
      received_at: question.receivedAt,
      answered_at: question.answeredAt,
    })
    .execute()
}

export async function findInquiry(
  db: Db,
  merchantId: string,
  id: string,
): Promise<Question | null> {
  const row = await db
    .selectFrom('inquiries')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toQuestion(row) : null
}

/** Every question of an order, oldest first. */
export async function listOrderInquiries(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<Question[]> {
  const rows = await db
    .selectFrom('inquiries')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .orderBy('received_at')
    .orderBy('id')
    .limit(QUESTIONS_MAX)
    .execute()
  return rows.map(toQuestion)
}

/** What nobody has answered, the oldest first: the next to run out of time. */
export async function listOpenInquiries(
  db: Db,
  merchantId: string,
  after: [string, string] | null,
  limit: number,
): Promise<Question[]> {
  const rows = await db
    .selectFrom('inquiries')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('answered_at', 'is', null)
    .$if(after !== null, (query) =>
      query.where((eb) => {
        const [at, id] = after ?? ['', '']
        return eb(eb.refTuple('received_at', 'id'), '>', eb.tuple(at, id))
      }),
    )
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toQuestion)
}

/** An answer is to all that was asked before it. */
export async function markAnswered(db: Db, merchantId: string, orderId: string, at: string) {
  await db
    .updateTable('inquiries')
    .set({ answered_at: at })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .where('answered_at', 'is', null)
    .execute()
}

/** One that asks for no answer: its clock ends, those of the others go on. */
export async function markClosed(db: Db, merchantId: string, id: string, at: string) {
  await db
    .updateTable('inquiries')
    .set({ answered_at: at })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute()
}

/** Its clock goes on, from where it began: it was asked when it was asked. */
export async function markOpen(db: Db, merchantId: string, id: string) {
  await db
    .updateTable('inquiries')
    .set({ answered_at: null })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute()
}

/** The words go; that somebody asked, when and by which way stays. */
export async function eraseInquiries(db: Db, merchantId: string, orderId: string) {
  await db
    .updateTable('inquiries')
    .set({ sender: null, subject: null, text: '' })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .execute()
}

const QUESTIONS_MAX = 200

const toQuestion = (row: InquiryRow): Question => ({
  id: row.id,
  orderId: row.order_id,
  via: row.via,
  from: row.sender,
  subject: row.subject,
  text: row.text,
  attachments: row.attachments,
  receivedAt: row.received_at,
  answeredAt: row.answered_at,
})
