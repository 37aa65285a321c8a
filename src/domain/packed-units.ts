import { type Line, type OrderState, openQuantity, waitingQuantity } from './order.ts'

/**
 * The order as its words are to speak of it: what has a label is packed, so the stock for it is there,
 * whether or not anybody said so. A label takes first what was in stock, then what came in, and only
 * then what we still believe to wait. The clocks of a delay run on all the same: shipped means in the
 * carrier's hands.
 */
export function asPacked(order: OrderState): OrderState {
  const labels = order.shipments.filter(({ voided, shippedAt }) => !voided && shippedAt === null)
  if (labels.length === 0) return order
  const labelled = labels.flatMap(({ lines }) => lines)
  const lines = order.lines.map((line) => withPacked(line, labelled))
  return lines.every((line, at) => line === order.lines[at]) ? order : { ...order, lines }
}

/** How many of a line have a label that we still believe to wait. */
export function packedUnits(order: OrderState, line: Line): number {
  const packed = asPacked(order).lines.find(({ id }) => id === line.id)
  return packed ? waitingQuantity(line) - waitingQuantity(packed) : 0
}

function withPacked(line: Line, labelled: readonly { id: string; quantity: number }[]): Line {
  const { backorder } = line
  const waiting = waitingQuantity(line)
  if (!backorder || waiting === 0) return line
  const inLabels = labelled.reduce(
    (sum, { id, quantity }) => sum + (id === line.id ? quantity : 0),
    0,
  )
  const packed = Math.min(waiting, inLabels - (openQuantity(line) - waiting))
  if (packed <= 0) return line
  return { ...line, backorder: { ...backorder, allocated: allocatedFor(line, waiting - packed) } }
}

/** So many are to be allocated that so many wait: of those that nobody is short of some may be given. */
function allocatedFor(line: Line, waiting: number): number {
  const { backorder, quantity, cancelled } = line
  if (!backorder) return 0
  const { freed = 0, shippedEarly = 0 } = backorder
  return Math.min(backorder.quantity, quantity) - cancelled - shippedEarly + freed - waiting
}
