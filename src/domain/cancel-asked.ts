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

/**
 * Of lines whose rest is still wished, how many were asked to be cancelled. It answers no question of
 * whether to wait; but a word that counts them with the rest, and is silent of the wish, reads as a no.
 */
export function askedInPart(order: OrderState): AskedUnits[] {
  const whole = askedToCancel(order)?.lines ?? []
  return askedUnits(order).filter(({ lineId }) => !whole.includes(lineId))
}

type AskedUnits = { lineId: string; quantity: number }

/** How many of each line the merchant has still to answer for: not what has left, or is cancelled, since. */
export function askedUnits({ cancellationRequest, lines }: OrderState): AskedUnits[] {
  return (cancellationRequest?.lines ?? []).flatMap(({ id, total }) => {
    const line = lines.find((one) => one.id === id)
    const quantity = line ? Math.min(openQuantity(line), total - line.cancelled) : 0
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
}
