import type { Line, OrderState } from '../domain/order.ts'

type LineQuantity = { id: string; quantity: number }

/**
 * What the page after a press says was done. It is read from the order, and not from what this one
 * press found left to do, so that a second press answers like the first: the shopper's newest act
 * on the chosen lines, done or asked, or both where one press did both.
 */
export function shownDecision(
  order: OrderState,
  chosen: readonly string[],
  totals: readonly number[] = [],
): { made: LineQuantity[]; requested: LineQuantity[]; crossed: LineQuantity[] } {
  const { cancellations, cancellationRequest } = order
  const isChosen = ({ id }: LineQuantity) => chosen.length === 0 || chosen.includes(id)
  const made = cancellations.findLast((one) => one.by === 'shopper' && one.lines.every(isChosen))
  const requested = cancellationRequest?.lines.some(isChosen) ? cancellationRequest : null
  const newest = [made?.at ?? '', requested?.at ?? ''].sort().at(-1)
  return {
    made: made && made.at === newest ? made.lines : [],
    requested: requested && requested.at === newest ? requested.lines.filter(isChosen) : [],
    crossed: chosen.flatMap((id, at) => crossedOf(order, id, totals[at])),
  }
}

/**
 * What was wished and had left meanwhile. Without `total`, how much was shown to be cancelled in all,
 * only a line of which nothing could be cancelled: the rest of another may have left long before.
 */
function crossedOf(order: OrderState, id: string, total: number | undefined): LineQuantity[] {
  const line = order.lines.find((one) => one.id === id)
  if (!line) return []
  const met = metQuantity(order, line)
  const wished = total ?? (met > 0 ? 0 : line.quantity)
  const quantity = Math.min(line.shipped, Math.min(wished, line.quantity) - met)
  return quantity > 0 ? [{ id, quantity }] : []
}

/** Cancelled, or asked of the merchant, who has still to answer. */
function metQuantity({ cancellationRequest }: OrderState, { id, cancelled }: Line): number {
  const asked = cancellationRequest?.lines.find((one) => one.id === id)
  return Math.max(cancelled, asked?.total ?? 0)
}
