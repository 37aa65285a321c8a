import { addMinutes } from './instant.ts'
import { isAtLeast, type Money, minus, multiply, sum } from './money.ts'
import type { Instant, OrderState } from './order.ts'

/** Money that is to come back, since when, and for which lines. */
export type Claim = { at: Instant; amount: Money; lines: readonly string[] }
type Refund = OrderState['refunds'][number]

/**
 * How much has still to come back, by what was paid back when. A refund pays what is owed when it
 * comes, the oldest first; what it brings beyond that (postage, a tax) is of no line. What comes while
 * nothing is owed pays for a price that was lowered; or for what it names, once that is cancelled; or
 * in advance for what it covers whole, as a shop may refund first. Else it was a kindness, or for what
 * was kept, and is taken off nothing that is cancelled later: but more than is left of what was paid
 * never comes. Null where amounts are of several currencies.
 */
export function leftToRefund(
  order: OrderState,
  claims: readonly Claim[],
  refunds: readonly Refund[],
): Money | null {
  const owed = claims.map(open)
  const cuts = (order.priceCuts ?? [])
    .filter(({ amount: { currency } }) => currency === claims[0]?.amount.currency)
    .map(({ lineId, at, amount }) => open({ at, amount, lines: [lineId] }))
  const spare: Spare[] = []
  const used: Money[] = []
  for (const step of inTurn([...owed, ...cuts], refunds)) {
    if ('left' in step) {
      takeSpare(step, spare)
      continue
    }
    const { amount, lines } = step
    const beyond = pay(owed.filter(isOpenFor(step)), amount)
    const isOwed = !isAtLeast(beyond, amount)
    used.push(isOwed ? minus(amount, beyond) : amount)
    spare.push({ lines, left: isOwed ? beyond : pay(cuts.filter(isOpenFor(step)), beyond) })
  }
  const left = sum(owed.map((one) => one.left))
  const paid = paidFor(order)
  const kept = paid && sum([paid, ...used.map((one) => multiply(one, -1))])
  if (!left || !kept || isAtLeast(kept, left)) return left
  return isAtLeast(kept, multiply(left, 0)) ? kept : multiply(left, 0)
}

type Open = Claim & { left: Money }
type Spare = { lines: Refund['lines']; left: Money }

const open = (claim: Claim): Open => ({ ...claim, left: claim.amount })

/** A shop's own system writes the cancellation and its refund within moments, in either order. */
export const SAME_ACT_MINUTES = 1

/** A refund after what it may have come with. */
function inTurn(claims: readonly Open[], refunds: readonly Refund[]): (Open | Refund)[] {
  const steps = [
    ...claims.map((claim) => ({ at: claim.at, step: claim })),
    ...refunds.map((refund) => ({ at: addMinutes(refund.at, SAME_ACT_MINUTES), step: refund })),
  ]
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ step }) => step)
}

const isOpenFor =
  (refund: Refund) =>
  ({ at, lines }: Open): boolean =>
    at <= addMinutes(refund.at, SAME_ACT_MINUTES) && names(refund.lines, lines)

/** A refund that names no line may be for any. */
const names = (named: Refund['lines'], lines: readonly string[]): boolean =>
  named === undefined || lines.some((id) => named.includes(id))

/** Pays these, the oldest first, and answers what is left of the money. */
function pay(claims: readonly Open[], money: Money): Money {
  let rest = money
  for (const claim of claims) {
    const paid = isAtLeast(rest, claim.left) ? claim.left : rest
    claim.left = minus(claim.left, paid)
    rest = minus(rest, paid)
  }
  return rest
}

/** What had come before: of what names its lines any part, of the rest what covers it whole. */
function takeSpare(claim: Open, spare: readonly Spare[]) {
  const named = spare.filter(({ lines }) => lines !== undefined && names(lines, claim.lines))
  for (const one of named) one.left = pay([claim], one.left)
  const others = spare.filter(({ lines }) => lines === undefined)
  const all = sum(others.map(({ left }) => left))
  if (!all || !isAtLeast(all, claim.left)) return
  for (const one of others) one.left = pay([claim], one.left)
}

/** For the most that was on the order of each line, and no less; null where a price is not known. */
function paidFor({ lines, removals = [], priceCuts = [] }: OrderState): Money | null {
  const off = removals.flatMap((one) => one.lines)
  const prices = lines.map(({ id, quantity, unitPrice: price }) => {
    // Units that were taken off and put back are the same ones, and were paid once.
    const before = off.filter((one) => one.id === id).map(({ from }) => from)
    return price ? multiply(price, Math.max(quantity, ...before)) : null
  })
  const cuts = priceCuts.map(({ amount }) => amount)
  return prices.includes(null) ? null : sum([...(prices as Money[]), ...cuts])
}
