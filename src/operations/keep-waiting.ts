import { openOffers } from '../domain/delay-answer.ts'
import { DomainError } from '../domain/error.ts'
import { overdueWaits } from '../domain/fulfilment-window.ts'
import type { Merchant } from '../domain/merchant.ts'
import { waitingLines } from '../domain/order.ts'
import { type Actor, actOnOrder, type Chosen } from './act-on-order.ts'
import type { Services } from './services.ts'

/**
 * "Keep waiting", past the fulfilment window: it is asked again one window later. Where nobody was
 * asked yet there is nothing to record, for who waits keeps waiting; and so a second press changes
 * nothing either. Where a delay was offered since (16 CFR 435.2), only the answer to that is one: else
 * who was told "we keep it" would be cancelled.
 */
export async function keepWaiting(
  services: Services,
  merchant: Merchant,
  orderId: string,
  actor: Actor,
): Promise<Chosen> {
  return actOnOrder(services, merchant, orderId, actor, async ({ order, context, record }) => {
    if (waitingLines(order).length === 0)
      throw new DomainError('conflict', 'Nothing in the order waits any more')

    if (openOffers(order, context).length > 0)
      throw new DomainError('conflict', 'A delay was offered since, and waits for its own answer')

    const lines = overdueWaits(order, context).map(({ line }) => line.id)
    if (lines.length === 0) return { order, result: 'same' }
    const data = { order_id: orderId, by: actor.by, lines }
    return { order: await record({ type: 'wait.kept', data }), result: 'chosen' }
  })
}
