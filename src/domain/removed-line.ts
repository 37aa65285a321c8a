import type { Line, OrderState } from './order.ts'
import { removedNow } from './removed-units.ts'

/**
 * A line that an update removed, as its reader was told of it: ordered, and all of it cancelled. With
 * nothing ordered and nothing cancelled it would not explain the message that names it; of which no
 * message told, it is left as it is.
 */
export function lineAsTold(order: OrderState, line: Line): Line {
  if (line.quantity > 0) return line
  const told = new Set(order.said.flatMap(({ told: { removed = [] } }) => removed))
  const units = removedNow(order)
    .filter(({ removal }) => told.has(removal.eventId))
    .flatMap(({ all }) => all)
    .reduce((sum, { lineId, quantity }) => (lineId === line.id ? sum + quantity : sum), 0)
  return { ...line, quantity: units, cancelled: units }
}
