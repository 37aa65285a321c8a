import {
  allocatedQuantity,
  type Line,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from './order.ts'
import type { CancelledLine } from './own-event.ts'
import type { Policy } from './policy.ts'
import { policyFor } from './policy-of-kind.ts'

/** What to cancel: all that can still be, only what waits for stock, or named lines. */
export type CancelWish = {
  scope: 'all' | 'waiting'
  /** `total`: how much of it is to be cancelled in all, so that a second press wishes nothing more. */
  lines: { id: string; quantity: number | null; total?: number }[] | null
}

/** `made` is done at once; `requested` the merchant has to answer, for it may be packed already. */
export type CancelDecision = { made: CancelledLine[]; requested: CancelledLine[] }

/**
 * Before stock is allocated and before a label exists, a cancellation is simply done: nobody has
 * touched the goods. After that it is asked of the merchant, since a yes that the warehouse cannot
 * keep is worse than a question.
 *
 * `rights` are the lines on which a delay stands before the customer. For those a cancellation is a
 * right and no favour (16 CFR 435.2(c)): all that has not shipped is done at once, also what is
 * allocated or labelled, and whatever the policy. To ask there would put the seller's yes before the
 * refund that the law has due already; what leaves all the same is a crossing, and is told as one.
 */
export function decideCancellation(
  order: OrderState,
  wish: CancelWish,
  policy: Policy,
  rights: readonly string[],
): CancelDecision {
  const decision: CancelDecision = { made: [], requested: [] }
  for (const line of order.lines) {
    const wished = wishedQuantity(line, wish)
    if (wished === 0) continue

    const free = rights.includes(line.id) ? wished : freeQuantity(order, line, policy, wished)
    if (free > 0) decision.made.push({ id: line.id, quantity: free, total: line.cancelled + free })
    if (wished > free) {
      decision.requested.push({
        id: line.id,
        quantity: wished - free,
        total: line.cancelled + wished,
      })
    }
  }
  return decision
}

const freeQuantity = (order: OrderState, line: Line, policy: Policy, wished: number) =>
  policyFor(policy, line.backorder?.kind ?? null).cancellation === 'auto'
    ? Math.min(wished, untouchedQuantity(order, line))
    : 0

/** What a cancellation would still find, whatever it wishes: nothing once all has shipped. */
export const cancellable = (order: OrderState): Line[] =>
  order.lines.filter((line) => openQuantity(line) > 0)

function wishedQuantity(line: Line, { scope, lines }: CancelWish): number {
  const named = lines?.find(({ id }) => id === line.id)
  if (lines && !named) return 0
  const most = scope === 'waiting' ? waitingQuantity(line) : openQuantity(line)
  const left = named?.total === undefined ? most : Math.max(0, named.total - line.cancelled)
  return Math.min(most, left, named?.quantity ?? most)
}

/**
 * Open, and neither allocated nor in a package that has a label. A label takes what is in stock
 * first, then what was allocated: that is how shops pick.
 */
function untouchedQuantity(order: OrderState, line: Line): number {
  const labelled = order.shipments
    .filter(({ voided, shippedAt }) => !voided && shippedAt === null)
    .flatMap(({ lines }) => lines)
    .filter(({ id }) => id === line.id)
    .reduce((all, { quantity }) => all + quantity, 0)
  const open = openQuantity(line)
  const allocated = allocatedQuantity(line)
  const inStock = open - allocated - waitingQuantity(line)
  const touched = Math.max(labelled, allocated + Math.min(labelled, inStock))
  return Math.max(0, open - touched)
}
