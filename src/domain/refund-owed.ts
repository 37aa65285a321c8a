import type { ActNow } from './cadence/merchant/cancelled-now.ts'
import { addHours } from './instant.ts'
import { isAtLeast, isZero, type Money, multiply, sum } from './money.ts'
import { type Instant, type OrderState, openQuantity } from './order.ts'
import { type RemovedNow, removedNow } from './removed-units.ts'

type Quantity = { lineId: string; quantity: number }
/** What is cancelled by an act, and with it all that was before; and when. */
type Owed = { own: readonly Quantity[]; all: readonly Quantity[]; at: Instant }

/** A shop's own system writes the cancellation and its refund within moments, in either order. */
const SAME_ACT_HOURS = 1 / 60

/**
 * What of the money for something that was cancelled has still to come back: null where nothing has,
 * an amount of null where a price is not known. Refunds pay what is gone in its order; any refund at
 * all would not do, for a dollar of last week pays for no sofa, nor would none, for what was paid
 * back before it was cancelled is not paid again. The price of a line knows no discount, so two
 * thirds that came with the act or after it pay for it too.
 */
export function refundLeft(
  order: OrderState,
  { own, all, at }: Owed,
): { amount: Money | null } | null {
  if (order.paymentStatus !== 'paid') return null
  const amount = priceOf(order, own)
  if (amount && isZero(amount)) return null
  const refunds = order.refunds.filter(({ lines }) => isOf(lines, all))
  const paid = sum(refunds.map((one) => one.amount))
  const isAfter = refunds.some((one) => one.at >= addHours(at, -SAME_ACT_HOURS))
  const total = priceOf(order, all)
  if (!paid || !amount || !total || paid.currency !== total.currency)
    return isAfter ? null : { amount }
  if (isAtLeast(paid, total)) return null
  if (isAfter && isAtLeast(multiply(paid, 3), multiply(total, 2))) return null
  const left = sum([total, multiply(paid, -1)])
  return { amount: left && isAtLeast(amount, left) ? left : amount }
}

/** The same of one act of cancelling, as the page and the merchant are told. */
export const refundLeftOf = (order: OrderState, acts: readonly ActNow[], act: ActNow) =>
  refundLeft(order, {
    own: act.lines,
    all: [
      ...acts.slice(0, acts.indexOf(act) + 1).flatMap(({ lines }) => lines),
      ...removedUntil(order, act.act.at),
    ],
    at: act.act.at,
  })

/** Whether money has still to come back for what an update took off, and put nothing in its place. */
export function removedOwed(order: OrderState, acts: readonly ActNow[], one: RemovedNow): boolean {
  const { at, isExchange } = one.removal
  const before = acts.filter(({ act }) => act.at <= at).flatMap(({ lines }) => lines)
  const all = [...before, ...removedUntil(order, at)]
  return !isExchange && refundLeft(order, { own: one.all, all, at }) !== null
}

const removedUntil = (order: OrderState, at: Instant): Quantity[] =>
  removedNow(order)
    .filter(({ removal }) => !removal.isExchange && removal.at <= at)
    .flatMap(({ all }) => all)

/** Whether money has still to come back. Null asks of what no act names. */
export function refundOwed(
  order: OrderState,
  acts: readonly ActNow[],
  act: ActNow | null,
): boolean {
  if (act !== null) return refundLeftOf(order, acts, act) !== null
  return order.paymentStatus === 'paid' && order.refunds.length === 0 && !isFree(order)
}

/** Nothing was to be paid for any of it: then no money comes back, and none is spoken of. */
export const isFree = ({ lines }: Pick<OrderState, 'lines'>): boolean =>
  lines.length > 0 && lines.every(({ unitPrice }) => unitPrice !== null && isZero(unitPrice))

/** Whether all of it was paid back already: then no act brings any money, and none is promised. */
export function isPaidBack(order: OrderState): boolean {
  const all = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }))
  const [total, paid] = [priceOf(order, all), sum(order.refunds.map(({ amount }) => amount))]
  return !!total && !!paid && paid.currency === total.currency && isAtLeast(paid, total)
}

/** Lines that are still to ship and whose money has gone back: to cancel one brings nothing more. */
export function paidBackLines(order: OrderState): string[] {
  if (order.paymentStatus !== 'paid' || order.refunds.length === 0) return []
  const open = order.lines.filter((line) => openQuantity(line) > 0)
  if (isPaidBack(order)) return open.map(({ id }) => id)
  return open.flatMap((line) => {
    const { id } = line
    const own = order.refunds.filter(({ lines }) => lines?.length === 1 && lines[0] === id)
    const paid = sum(own.map(({ amount }) => amount))
    const price = priceOf(order, [{ lineId: id, quantity: line.quantity }])
    const isPaid = paid && price && paid.currency === price.currency && isAtLeast(paid, price)
    return isPaid && !isZero(price) ? [id] : []
  })
}

/** A refund that names only what was kept, or sent back, pays for nothing that was cancelled. */
const isOf = (lines: readonly string[] | undefined, gone: readonly Quantity[]) =>
  lines === undefined || gone.some(({ lineId }) => lines.includes(lineId))

/** Null where a price is not known: never a wrong sum. */
function priceOf(order: OrderState, lines: readonly Quantity[]): Money | null {
  const prices = lines.map(({ lineId, quantity }) => {
    const price = order.lines.find(({ id }) => id === lineId)?.unitPrice
    return price ? multiply(price, quantity) : null
  })
  return prices.includes(null) ? null : sum(prices as Money[])
}
