import type { ActNow } from './cadence/merchant/cancelled-now.ts'
import { isAtLeast, isZero, type Money, multiply, sum } from './money.ts'
import type { OrderState } from './order.ts'

/**
 * Whether the money of an act of cancelling has still to come back, as its customer is told. Refunds
 * pay the acts in their order; any refund at all would not do, for a dollar of last week pays for no
 * sofa. The price of a line knows no discount, so two thirds that came after the act pay for it too.
 *
 * Null asks of what no act names.
 */
export function refundOwed(
  order: OrderState,
  acts: readonly ActNow[],
  act: ActNow | null,
): boolean {
  if (order.paymentStatus !== 'paid') return false
  if (act === null) return order.refunds.length === 0 && !isFree(order)
  const own = amountOf(order, act)
  if (own && isZero(own)) return false
  const isAfter = order.refunds.some(({ at }) => at >= act.act.at)
  const paid = sum(order.refunds.map(({ amount }) => amount))
  const owed = acts.slice(0, acts.indexOf(act) + 1).map((one) => amountOf(order, one))
  const total = owed.includes(null) ? null : sum(owed as Money[])
  if (!paid || !total || paid.currency !== total.currency) return !isAfter
  if (isAtLeast(paid, total)) return false
  return !(isAfter && isAtLeast(multiply(paid, 3), multiply(total, 2)))
}

/** Nothing was to be paid for any of it: then no money comes back, and none is spoken of. */
export const isFree = ({ lines }: Pick<OrderState, 'lines'>): boolean =>
  lines.length > 0 && lines.every(({ unitPrice }) => unitPrice !== null && isZero(unitPrice))

/** Null where a price is not known: never a wrong sum. */
function amountOf(order: OrderState, { lines }: ActNow): Money | null {
  const prices = lines.map(({ lineId, quantity }) => {
    const price = order.lines.find(({ id }) => id === lineId)?.unitPrice
    return price ? multiply(price, quantity) : null
  })
  return prices.includes(null) ? null : sum(prices as Money[])
}
