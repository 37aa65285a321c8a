import type { Db } from './open.ts'

/** What an agent wrote: the answer to a question, or a message of their own. */
export type Letter = {
  id: string
  orderId: string
  inquiryId: string | null
  subject: string | null
  text: string
  by: string
  at: string
}

export async function insertLetter(db: Db, merchantId: string, letter: Letter) {
  await db
    .insertInto('letters')
    .values({
      merchant_id: merchantId,
      id: letter.id,
      order_id: letter.orderId,
      inquiry_id: letter.inquiryId,
      subject: letter.subject,
      text: letter.text,
      written_by: letter.by,
      written_at: letter.at,
    })
    .execute()
}

export async function findLetter(db: Db, merchantId: string, id: string): Promise<Letter | null> {
  const row = await db
    .selectFrom('letters')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    orderId: row.order_id,
    inquiryId: row.inquiry_id,
    subject: row.subject,
    text: row.text,
    by: row.written_by,
    at: row.written_at,
  }
}

/** The words go; that somebody wrote, and when, stays. */
export async function eraseLetters(db: Db, merchantId: string, orderId: string) {
  await db
    .updateTable('letters')
    .set({ subject: null, text: '' })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .execute()
}
