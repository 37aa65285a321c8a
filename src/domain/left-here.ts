import { toInstant } from './instant.ts'
import {
  type Instant,
  keptOf,
  type Line,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from './order.ts'
import { isOfStock } from './wait-units.ts'

/**
 * When the last of a line that waited was cancelled, while others of it were in stock, or had come:
 * those are left, and the date that was told of the wait was about the units that are gone. Null where
 * it is not so, as where what was cancelled had come.
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
 * Notes that what a line waited for is gone and the rest was in stock, at each event for as long as it
 * is so. What comes for such a line later is no more of what its date had been told of: by its sums
 * alone it would look as if that had come, and the date of cancelled units would be missed.
 */
export function noteUndated({ lines }: OrderState, { occurred_at }: { occurred_at: string }) {
  for (const line of lines) {
    if (line.backorder && isOfStock(line)) line.undatedAt = toInstant(occurred_at)
    else if (waitingQuantity(line) > 0) delete line.undatedAt
  }
}
