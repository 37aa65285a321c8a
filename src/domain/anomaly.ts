import { askedQuantity } from './apply-cancellation.ts'
import { keptOf, type Line, type OrderState, openQuantity, waitingQuantity } from './order.ts'

/** What does not fit together yet, in words for who can mend it; `eventId` where one event waits. */
type Anomaly = { code: string; message: string; eventId: string | null }

/**
 * Everything about an order that conflicts with the rest of it. Worked out from the state and not
 * kept beside it, so that an anomaly ends by itself when its premise comes.
 */
export function anomaliesOf(order: OrderState): Anomaly[] {
  return [
    ...order.pending
      // What our queue gave to a line that is gone is nobody's to mend.
      .filter(({ type }) => !type.startsWith('queue.'))
      .map(({ eventId, type, why }) => ({
        code: 'waits_for_premise',
        message: `${type} waits: ${why}`,
        eventId,
      })),
    ...order.lines.flatMap((line) => lineAnomalies(order, line)),
    ...order.substitutes.flatMap((offer) => offerAnomalies(order, offer)),
    ...order.shipments
      .filter(({ voided, status }) => voided && status === 'delivered')
      .map(({ shipmentId, eventId }) => ({
        code: 'delivered_after_void',
        message: `package ${shipmentId} was voided, yet its carrier says that it is delivered`,
        eventId,
      })),
    ...order.shipments.flatMap(({ shipmentId, eventId, lines }) =>
      lines
        .filter(({ id }) => !order.lines.some((line) => line.id === id))
        .map(({ id }) => ({
          code: 'unknown_line',
          message: `shipment ${shipmentId} holds line ${id}, which the order does not have`,
          eventId,
        })),
    ),
  ]
}

/** A substitute for what waited for no stock when it was offered: nobody is asked. */
function offerAnomalies(
  { lines }: OrderState,
  { eventId, lineId, at, chosen }: OrderState['substitutes'][number],
): Anomaly[] {
  const line = lines.find(({ id }) => id === lineId)
  if (!line || chosen || openQuantity(line) === 0 || waitingQuantity(line) > 0) return []
  const cameAt = line.backorder?.allocation?.at
  if (line.backorder && (cameAt === undefined || cameAt > at)) return []
  const why = line.backorder ? 'its stock has come' : 'it is on no backorder'
  return [
    {
      code: 'offered_for_no_backorder',
      message: `substitute.offered for line ${lineId} goes to nobody: ${why}`,
      eventId,
    },
  ]
}

function lineAnomalies(order: OrderState, line: Line): Anomaly[] {
  const found: Anomaly[] = []
  const say = (code: string, message: string) => found.push({ code, message, eventId: null })
  const packed = order.shipments
    .filter(({ voided, shippedAt }) => !voided && shippedAt !== null)
    .flatMap(({ lines }) => lines)
    .filter(({ id }) => id === line.id)
    .reduce((all, { quantity }) => all + quantity, 0)

  if (packed > line.quantity) {
    say('shipped_more_than_ordered', `line ${line.id}: ${packed} shipped, ${line.quantity} ordered`)
  }
  // Of a line that was taken off what had been cancelled before is gone with it.
  const asked = line.quantity > 0 ? askedQuantity(line) : 0
  if (asked > line.quantity) {
    say(
      'cancelled_more_than_ordered',
      `line ${line.id}: ${asked} cancelled, ${line.quantity} ordered`,
    )
  } else if (asked + line.shipped > line.quantity) {
    say(
      'shipped_after_cancelled',
      `line ${line.id}: ${asked} cancelled, yet ${line.shipped} shipped`,
    )
  }
  // A line that was removed leaves its backorder behind, and nothing to mend.
  if (line.quantity > 0 && line.backorder && line.backorder.quantity > line.quantity) {
    const { quantity } = line.backorder
    say(
      'backordered_more_than_ordered',
      `line ${line.id}: ${quantity} backordered, ${line.quantity} ordered`,
    )
  }
  if (line.backorder && keptOf(line.backorder) > line.backorder.quantity) {
    const { quantity } = line.backorder
    say(
      'allocated_more_than_backordered',
      `line ${line.id}: ${keptOf(line.backorder)} allocated, ${quantity} backordered`,
    )
  }
  return found
}
