import { DomainError } from '../domain/error.ts'
import { mayRate, type Score } from '../domain/feedback.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type Actor, actOnOrder, type Chosen } from './act-on-order.ts'
import type { Services } from './services.ts'

/**
 * Keeps the answer to "did it come when we said", for the insights. The first one stands: a second
 * press, be it on another number, finds the question answered and changes nothing.
 */
export async function giveFeedback(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { score, ...actor }: { score: Score } & Pick<Actor, 'actor'>,
): Promise<Chosen> {
  return actOnOrder(services, merchant, orderId, actor, async ({ order, record }) => {
    if (order.feedback) return { order, result: 'same' }
    if (!mayRate(order)) throw new DomainError('conflict', 'The order has not come yet')
    const data = { order_id: orderId, score }
    return { order: await record({ type: 'feedback.given', data }), result: 'chosen' }
  })
}
