import { findInquiry, markClosed } from '../db/inquiries.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantOf } from '../lib/id.ts'
import { actOnOrder } from './act-on-order.ts'
import type { Services } from './services.ts'

/** `same`: it was closed or answered before, and nothing changed. */
export type Closed = { result: 'closed' | 'same' }

/**
 * Ends the clock of a question that asks for no answer ("Thanks, that is all!"): who did it and when
 * stands in the audit log. Nothing is said to the customer, and what they write next is a question
 * of its own. An acknowledgement that has not gone yet is withdrawn, for nobody answers any more.
 */
export function closeInquiry(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { inquiryId, actor }: { inquiryId: string; actor: string },
): Promise<Closed> {
  return actOnOrder(services, merchant, orderId, { actor }, async ({ db, now, record }) => {
    // What is no id of this merchant's, a NUL for one, is not asked of the database.
    const isOurs = merchantOf(inquiryId) === merchant.id
    const question = isOurs ? await findInquiry(db, merchant.id, inquiryId) : null
    if (question?.orderId !== orderId)
      throw new DomainError('not_found', 'There is no such question of this order')
    if (question.answeredAt !== null) return { result: 'same' }

    await markClosed(db, merchant.id, inquiryId, now)
    await record({ type: 'inquiry.closed', data: { order_id: orderId, inquiry_id: inquiryId } })
    return { result: 'closed' }
  })
}
