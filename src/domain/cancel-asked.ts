import { type Instant, type OrderState, openQuantity, waitingQuantity } from './order.ts'

/**
 * Lines of which all that waits, or is open, was asked to be cancelled, while the merchant has not answered.
 * Whoever said so has answered every question of whether to wait: none is put to them.
 */
export function askedToCancel(order: OrderState): { at: Instant; lines: string[] } | null {
  const { cancellationRequest: request } = order
  if (!request) return null
  const lines = order.lines.filter((line) => {
    const open = waitingQuantity(line) || openQuantity(line)
    const asked = request.lines.find(({ id }) => id === line.id)
    return asked !== undefined && open > 0 && line.cancelled + open <= asked.total
  })
  return lines.length > 0 ? { at: request.at, lines: lines.map(({ id }) => id) } : null
}
