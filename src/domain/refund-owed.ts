import type { ActNow } from './cadence/merchant/cancelled-now.ts'
import { addWorkingDays, dayOf } from './calendar.ts'
import { addMinutes } from './instant.ts'
import { isAtLeast, isZero, type Money, multiply, sum } from './money.ts'
import { type Day, type Instant, type OrderState, openQuantity } from './order.ts'
import { type Claim, leftToRefund, SAME_ACT_MINUTES } from './refund-ledger.ts'
import { type RemovedNow, removedNow } from './removed-units.ts'

type Quantity = { lineId: string; quantity: number }
/** What went by one act, and when. */
type Gone = { at: Instant; lines: readonly Quantity[] }

/**
 * What of the money for something that was cancelled has still to come back: null where nothing has,
 * an amount of null where a price is not known. `all` is what went with it and before it: refunds pay
 * what is gone in its order (`leftToRefund`). The price of a line knows no discount, so two thirds that
 * came with the act or after it pay for it too.
 */
export function refundLeft(
  order: OrderState,
  { own, all, at }: { own: readonly Quantity[]; all: readonly Gone[]; at: Instant },
): { amount: Money | null } | null {
  if (order.paymentStatus !== 'paid') return null
  const amount = priceOf(order, own)
  if (amount && isZero(amount)) return null
  const lines = all.flatMap((one) => one.lines)
  const refunds = order.refunds.filter((one) => isOf(one.lines, lines))
  if (refunds.length === 0) return { amount }
  const isAfter = refunds.some((one) => one.at >= addMinutes(at, -SAME_ACT_MINUTES))
  const total = priceOf(order, lines)
  const paid = sum(refunds.map((one) => one.amount))
  if (!paid || !amount || !total || paid.currency !== total.currency)
    return isAfter ? null : { amount }
  const left = leftToRefund(order, claimsOf(order, all), refunds)
  if (!left) return isAfter ? null : { amount }
  if (isZero(left)) return null
  if (isAfter && isAtLeast(total, multiply(left, 3))) return null
  return { amount: isAtLeast(amount, left) ? left : amount }
}

const claimsOf = (order: OrderState, all: readonly Gone[]): Claim[] =>
  all.flatMap(({ at, lines }) => {
    const amount = priceOf(order, lines)
    return amount ? [{ at, amount, lines: lines.map(({ lineId }) => lineId) }] : []
  })

/** The same of one act of cancelling, as the page and the merchant are told. */
export const refundLeftOf = (order: OrderState, acts: readonly ActNow[], act: ActNow) =>
  refundLeft(order, {
    own: act.lines,
    all: [...acts.slice(0, acts.indexOf(act) + 1).map(goneBy), ...removedUntil(order, act.act.at)],
    at: act.act.at,
  })

const goneBy = ({ act, lines }: ActNow): Gone => ({ at: act.at, lines })

/** The same of what an update took off, and put nothing in its place. */
export function removedLeftOf(order: OrderState, acts: readonly ActNow[], one: RemovedNow) {
  const { at, isExchange } = one.removal
  const before = acts.filter(({ act }) => act.at <= at).map(goneBy)
  const all = [...before, ...removedUntil(order, at)]
  return isExchange ? null : refundLeft(order, { own: one.all, all, at })
}

const removedUntil = (order: OrderState, at: Instant): Gone[] =>
  removedNow(order)
    .filter(({ removal }) => !removal.isExchange && removal.at <= at)
    .map(({ removal, all }) => ({ at: removal.at, lines: all }))

/** All that was cancelled or taken off, by what is known of it now; `at` is of what no act names. */
export function allGone(order: OrderState, acts: readonly ActNow[], at: Instant): Gone[] {
  const named = acts.flatMap(({ lines }) => lines)
  const unnamed = order.lines.flatMap(({ id, cancelled }) => {
    const quantity = cancelled - countOf(named, id)
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
  return [...acts.map(goneBy), ...removedUntil(order, LAST), { at, lines: unnamed }]
}

const LAST: Instant = '9999'
const countOf = (lines: readonly Quantity[], id: string): number =>
  lines.reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)

export type RefundRules = { timeZone: string; country: string; refundDays: number }

/** By when the money of what was cancelled then is back: seven working days by 16 CFR 435.1(b). */
export const refundDeadline = (at: Instant, { timeZone, country, refundDays }: RefundRules): Day =>
  addWorkingDays(dayOf(at, timeZone), refundDays, country)

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
