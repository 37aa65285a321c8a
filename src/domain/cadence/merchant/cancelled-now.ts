import { namedBy } from '../../cancellation-act.ts'
import type { CancelActor, Cancellation, OrderState } from '../../order.ts'

type Quantity = { lineId: string; quantity: number }
/** Who cancelled, as it stands in a reason. */
export const byWhom = (by: CancelActor) => (by === 'tidings' ? 'Tidings' : `the ${by}`)

export type ActNow = { act: Cancellation; lines: Quantity[] }

/**
 * What each act of cancelling still cancels, oldest first. A shipment that crosses wins, so an act
 * may have named more than is cancelled of a line today: the later acts give way first.
 */
export function cancelledNow(order: OrderState): ActNow[] {
  if (order.cancellations.length === 0) return []
  const left = new Map(order.lines.map(({ id, cancelled }) => [id, cancelled]))
  return order.cancellations.map((act) => ({
    act,
    lines: namedBy(act).flatMap(({ id: lineId, quantity }) => {
      const taken = Math.min(quantity, left.get(lineId) ?? 0)
      left.set(lineId, (left.get(lineId) ?? 0) - taken)
      return taken > 0 ? [{ lineId, quantity: taken }] : []
    }),
  }))
}
