import { earlyOf, shippedGivenOf } from './line-quantities.ts'
import { allocatedQuantity, type BackorderStateName, type Line, waitingQuantity } from './order.ts'

/** What became of the units that were on backorder: what was in stock beside them ships by itself. */
export function backorderState(line: Line): BackorderStateName {
  if (waitingQuantity(line) > 0) return 'waiting'
  if (allocatedQuantity(line) > 0) return 'allocated'
  if (line.backorder && line.backorder.unfulfillable > 0) return 'unfulfillable'
  const shipped = earlyOf(line) + shippedGivenOf(line)
  return shipped > 0 || line.cancelled === 0 ? 'shipped' : 'cancelled'
}
