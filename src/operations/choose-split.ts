import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { chosenSplit, mayChooseSplit, type Split } from '../domain/split.ts'
import { type Actor, actOnOrder, type Chosen } from './act-on-order.ts'
import type { Services } from './services.ts'

/**
 * How the order is to ship, where the shopper is asked; it may be chosen anew until something has
 * shipped. Pressed twice it answers like the first, also when a package left in between: the wish
 * was heard, and "too late" would be untrue.
 */
export async function chooseSplit(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { split, ...actor }: { split: Split } & Actor,
): Promise<Chosen> {
  return actOnOrder(services, merchant, orderId, actor, async ({ order, record }) => {
    if (chosenSplit(order) === split) return { order, result: 'same' }
    if (!mayChooseSplit(order, merchant.policy))
      throw new DomainError('conflict', 'How the order ships can no longer be chosen')

    const data = { order_id: orderId, by: actor.by, split }
    return { order: await record({ type: 'split.chosen', data }), result: 'chosen' }
  })
}
