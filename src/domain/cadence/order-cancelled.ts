import { addWorkingDays, dayOf } from '../calendar.ts'
import { type Money, multiply, sum } from '../money.ts'
import type { OrderState } from '../order.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell, wasSaid } from './told.ts'

/**
 * Something was cancelled that the customer has not been told: at once, with the day by which the
 * money comes back. Nothing is said of a refund where nothing was paid.
 */
export const wantOrderCancelled: Rule = (order, context) => {
  const act = order.cancellations.findLast(({ imported }) => !imported)
  if (!act) return []

  const key = `order_cancelled:${act.eventId}`
  const again = wasSaid(order, key)
  const cancelled = again
    ? act.lines.map(({ id, quantity }) => ({ lineId: id, quantity }))
    : unsaid(order)
  if (cancelled.length === 0) return []
  return [
    {
      kind: 'order_cancelled',
      key,
      dueAt: context.now,
      why: `${listLines(
        order,
        cancelled.map(({ lineId }) => lineId),
      )} cancelled by the ${act.by} on ${act.at}.`,
      facts: factsOf({
        lines: cancelled.map(({ lineId }) => lineId),
        cancelled,
        reason: act.reason,
        refund: order.paymentStatus === 'paid' ? refundOf(order, cancelled, act.at, context) : null,
        told: tell(order, { cancelled: true }),
      }),
    },
  ]
}

function unsaid(order: OrderState) {
  const acts = order.cancellations.filter(({ imported }) => !imported).flatMap(({ lines }) => lines)
  return order.lines
    .filter(({ id }) => acts.some((line) => line.id === id))
    .map(({ id, cancelled }) => ({
      lineId: id,
      quantity: cancelled - saidQuantity(order, 'cancelled', id),
    }))
    .filter(({ quantity }) => quantity > 0)
}

/** Null amount where a price is not known: "your refund" then, never a wrong sum. */
function refundOf(
  order: OrderState,
  cancelled: { lineId: string; quantity: number }[],
  at: string,
  { policy, merchantZone, country }: CadenceContext,
): { amount: Money | null; dueOn: string } {
  const prices = cancelled.map(({ lineId, quantity }) => {
    const price = order.lines.find(({ id }) => id === lineId)?.unitPrice
    return price ? multiply(price, quantity) : null
  })
  const amount = prices.includes(null) ? null : sum(prices as Money[])
  return { amount, dueOn: addWorkingDays(dayOf(at, merchantZone), policy.refund_days, country) }
}
