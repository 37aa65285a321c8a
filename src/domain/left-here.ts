import { later } from './instant.ts'
import {
  type Instant,
  keptOf,
  type Line,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from './order.ts'
import { heldWith, type SaidRules } from './said-date.ts'

/**
 * When the last of a line that waited was cancelled, while others of it were in stock, or had come:
 * those are left, and are nobody's delay. What was told of the wait, and asked about it, was about the
 * units that are gone; to hold what lies here to it would cancel it in its turn. Null where it is not
 * so, as where what was cancelled had come.
 */
export function leftHereAt({ cancellations }: OrderState, line: Line): Instant | null {
  const { backorder } = line
  if (!backorder || waitingQuantity(line) > 0 || openQuantity(line) === 0) return null
  const short = Math.min(backorder.quantity, line.quantity)
  // Neither come nor shipped: as what waits is cancelled first, they are the first that were.
  let left = short - keptOf(backorder) - (backorder.shippedEarly ?? 0)
  if (left <= 0) return null
  const last = cancellations.find((act) => {
    left -= act.lines.find(({ id }) => id === line.id)?.quantity ?? 0
    return left <= 0
  })
  return last && last.at > (backorder.allocation?.at ?? '') ? last.at : null
}

/**
 * The same, of what is asked about a wait: what is kept for other lines was asked about with them,
 * and goes on as they do. Else one line would have two ends in one message, that of the offer which
 * stands and that of a clock begun anew. Once it is kept for nothing any more, it is left then.
 */
export function leftAloneAt(
  order: OrderState,
  line: Line,
  { split }: Pick<SaidRules, 'split'>,
): Instant | null {
  const at = leftHereAt(order, line)
  if (at === null || split !== 'hold') return at
  if (heldWith(order, line, split).some((one) => one !== line)) return null
  return order.cancellations
    .filter(({ lines }) => lines.some(({ id }) => id !== line.id))
    .map((act) => act.at)
    .reduce(later, at)
}
