import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { decideSubstitute, type SubstituteChoice } from '../domain/substitute.ts'
import { type Actor, actOnOrder, type Chosen } from './act-on-order.ts'
import type { Services } from './services.ts'

/**
 * Takes a substitute in place of what waits. The line stays as it is until the merchant has changed
 * it: what is in the parcel, and what it costs, is in the shop's own system and nowhere else.
 */
export async function chooseSubstitute(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { offer, sku, ...actor }: SubstituteChoice & Actor,
): Promise<Chosen> {
  return actOnOrder(services, merchant, orderId, actor, async ({ order, record }) => {
    const verdict = decideSubstitute(order, { offer, sku })
    if (verdict === 'same') return { order, result: 'same' }
    if (verdict === 'stale') throw new DomainError('conflict', 'This offer is over')
    const lineId = order.substitutes.find(({ eventId }) => eventId === offer)?.lineId
    if (verdict === 'unknown' || lineId === undefined) {
      const message = 'is none of the options of this offer'
      throw new DomainError('invalid', 'There is no such substitute', [
        { pointer: '/sku', message },
      ])
    }
    const data = { order_id: orderId, by: actor.by, offer, line_id: lineId, sku }
    return { order: await record({ type: 'substitute.chosen', data }), result: 'chosen' }
  })
}
