import { findInquiry, markAnswered } from '../db/inquiries.ts'
import { findLetter, insertLetter } from '../db/letters.ts'
import { listOrderMessages } from '../db/messages.ts'
import { letterKey } from '../domain/cadence/letters.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantOf } from '../lib/id.ts'
import { actOnOrder } from './act-on-order.ts'
import { type ListedMessage, withEnvelopes } from './read-orders.ts'
import type { Services } from './services.ts'

/** A long letter; nobody's patience is longer. */
export const LETTER_MAX = 10_000

export type LetterInput = {
  text: string
  /** Null: the subject that its kind has. */
  subject: string | null
  /** The question that it answers; null for a message of the agent's own. */
  inquiryId: string | null
  by: string
  /** What the form was given when it was drawn: pressed twice, it is one letter. */
  letterId?: string | null
}

/**
 * What an agent writes to a customer. It is a message like all others: planned now, and sent by the
 * worker with the same lease and retries; the answer is that message. Held where nobody can be
 * reached. An answer ends the clock of all that was asked of the order before it.
 */
export async function writeLetter(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { text, subject, inquiryId, by, letterId = null }: LetterInput,
): Promise<ListedMessage> {
  const given = letterId && LETTER_ID.test(letterId) && merchantOf(letterId) === merchant.id
  const id = given ? letterId : services.newId('let', merchant.id)
  await actOnOrder(services, merchant, orderId, { actor: by }, async ({ db, now, record }) => {
    if (given && (await findLetter(db, merchant.id, id))) return
    // What is no id of this merchant's, a NUL for one, is not asked of the database.
    const isOurs = inquiryId !== null && merchantOf(inquiryId) === merchant.id
    const question = isOurs ? await findInquiry(db, merchant.id, inquiryId) : null
    if (inquiryId && question?.orderId !== orderId)
      throw new DomainError('not_found', 'There is no such question of this order')
    const letter = {
      id,
      orderId,
      inquiryId,
      subject: plain(subject),
      text: plain(text),
      by,
      at: now,
    }
    await insertLetter(db, merchant.id, letter)
    if (inquiryId) await markAnswered(db, merchant.id, orderId, now)
    const data = { order_id: orderId, letter_id: id, inquiry_id: inquiryId }
    await record({ type: 'letter.written', data })
  })
  const key = letterKey(id, inquiryId)
  const rows = await listOrderMessages(services.read, merchant.id, orderId)
  const [message] = await withEnvelopes(
    services,
    merchant.id,
    rows.filter((row) => row.key === key),
  )
  if (!message) throw new Error(`no message was planned for ${id}`)
  return message
}

const LETTER_ID = /^let_\w{1,64}$/

/** PostgreSQL has no text with a NUL in it. */
const plain = <T extends string | null>(text: T): T => (text?.replaceAll('\0', '') ?? null) as T
