import { insertFeedback } from '../db/feedback.ts'
import { dayOf } from '../domain/calendar.ts'
import { dateRecord, soleCarrier } from '../domain/date-record.ts'
import { DomainError } from '../domain/error.ts'
import { mayRate, type Score } from '../domain/feedback.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type Actor, actOnOrder, type Chosen } from './act-on-order.ts'
import type { Services } from './services.ts'

/**
 * Keeps the answer to "did it come when we said", for the insights. The first one stands: a second
 * press, be it on another number, finds the question answered and changes nothing. What the record
 * says of the dates is kept beside it as it stood when it was asked.
 */
export async function giveFeedback(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { score, ...actor }: { score: Score } & Pick<Actor, 'actor'>,
): Promise<Chosen> {
  return actOnOrder(services, merchant, orderId, actor, async (locked) => {
    const { db, order, context, now, record } = locked
    if (order.feedback) return { order, result: 'same' }
    if (!mayRate(order)) throw new DomainError('conflict', 'The order has not come yet')
    const data = { order_id: orderId, score }
    const answered = await record({ type: 'feedback.given', data })
    const { zone, merchantZone } = context
    await insertFeedback(db, {
      merchant_id: merchant.id,
      order_id: orderId,
      given_on: dayOf(now, merchantZone),
      score,
      carrier: soleCarrier(order),
      record: dateRecord(order, { timeZone: merchantZone, readerZone: zone }),
    })
    return { order: answered, result: 'chosen' }
  })
}
