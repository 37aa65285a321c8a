import { findInquiry, markClosed, markOpen, type Question } from '../db/inquiries.ts'
import type { Db } from '../db/open.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantOf } from '../lib/id.ts'
import { actOnOrder } from './act-on-order.ts'
import type { Services } from './services.ts'

/** `same`: it was closed or answered before, and nothing changed. */
export type Closed = { result: 'closed' | 'same' }
/** `same`: it was open or answered, and nothing changed. */
export type Reopened = { result: 'reopened' | 'same' }
type Act = { inquiryId: string; actor: string }

/**
 * Ends the clock of a question that asks for no answer ("Thanks, that is all!"): who did it and when
 * stands in the audit log. Nothing is said to the customer, and what they write next is a question
 * of its own. An acknowledgement that has not gone yet is withdrawn, for nobody answers any more.
 */
export function closeInquiry(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { inquiryId, actor }: Act,
): Promise<Closed> {
  return actOnOrder(services, merchant, orderId, { actor }, async ({ db, now, record }) => {
    const question = await loadQuestion(db, merchant.id, orderId, inquiryId)
    if (question.answeredAt !== null) return { result: 'same' }

    await markClosed(db, merchant.id, inquiryId, now)
    await record({ type: 'inquiry.closed', data: { order_id: orderId, inquiry_id: inquiryId } })
    return { result: 'closed' }
  })
}

/**
 * Takes that back: who pressed the wrong row, or read once more, finds it in the list again, with the
 * 24 hours of the day on which it came. What was answered is over; who has more to say writes.
 */
export function reopenInquiry(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { inquiryId, actor }: Act,
): Promise<Reopened> {
  return actOnOrder(services, merchant, orderId, { actor }, async ({ db, order, record }) => {
    await loadQuestion(db, merchant.id, orderId, inquiryId)
    const isClosed = order.inquiries.some((one) => one.inquiryId === inquiryId && one.closed)
    const isAnswered = order.letters.some((letter) => letter.inquiryId === inquiryId)
    if (!isClosed || isAnswered) return { result: 'same' }

    await markOpen(db, merchant.id, inquiryId)
    await record({ type: 'inquiry.reopened', data: { order_id: orderId, inquiry_id: inquiryId } })
    return { result: 'reopened' }
  })
}

async function loadQuestion(
  db: Db,
  merchantId: string,
  orderId: string,
  inquiryId: string,
): Promise<Question> {
  // What is no id of this merchant's, a NUL for one, is not asked of the database.
  const isOurs = merchantOf(inquiryId) === merchantId
  const question = isOurs ? await findInquiry(db, merchantId, inquiryId) : null
  if (question?.orderId !== orderId)
    throw new DomainError('not_found', 'There is no such question of this order')
  return question
}
