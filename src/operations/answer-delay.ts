import { type DelayAnswer, decideDelayAnswer } from '../domain/delay-answer.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type OrderState, openQuantity } from '../domain/order.ts'
import { type Actor, actOnOrder } from './act-on-order.ts'
import { cancelInTransaction } from './cancel-order.ts'
import type { Services } from './services.ts'

export type AnsweredDelay = { order: OrderState; result: 'kept' | 'cancelled' | 'same' }

/**
 * The customer's answer to a delay: agree and go on waiting, or cancel with a full refund (16 CFR
 * 435.2(b)). Pressed twice it does nothing more and is answered alike; one to an offer that no longer
 * stands is a conflict, and changes nothing.
 *
 * Cancelling here is a right and no favour (16 CFR 435.2(c)), so all that has not shipped is done at
 * once, also where the merchant would be asked first.
 */
export async function answerDelay(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { by, actor, ...answer }: DelayAnswer & Actor,
): Promise<AnsweredDelay> {
  return actOnOrder(services, merchant, orderId, { actor }, async (locked) => {
    const { db, order, context, record } = locked
    const decided = decideDelayAnswer(order, answer, context)
    if (decided.result === 'same') return { order, result: 'same' }
    if (decided.result === 'keep') {
      const data = { order_id: orderId, by, lines: decided.lines }
      return { order: await record({ type: 'delay.consented', data }), result: 'kept' }
    }
    // All of the line that has not left, as her silence would: it is one clock, and one answer to it.
    const lines = order.lines
      .filter(({ id }) => decided.lines.includes(id))
      .map((line) => ({ id: line.id, quantity: openQuantity(line) }))
    const wish = { scope: 'all' as const, lines, reason: null, by, actor }
    const cancelled = await cancelInTransaction(services, db, merchant, orderId, wish)
    return {
      order: cancelled.order,
      result: cancelled.result === 'nothing' ? 'same' : 'cancelled',
    }
  })
}
