import type { Line, OrderState } from './order.ts'
import { wholeCancelled } from './removed-units.ts'

/**
 * Lines that may join the waiting list: cancelled, or asked to be, and of a SKU that was out of
 * stock. What was in stock needs no list; a line without a SKU could never be found again.
 */
export const joinableLines = (order: OrderState): Line[] =>
  order.lines.filter(
    (line) =>
      line.sku !== null &&
      line.backorder !== null &&
      (wholeCancelled(order, line.id) > 0 || isAsked(order, line.id)) &&
      !isListed(order, line),
  )

/** Lines on the list whose SKU has not been to be had since they joined. */
export const listedLines = (order: OrderState): Line[] =>
  order.lines.filter((line) => isListed(order, line))

function isListed(order: OrderState, { id }: Line): boolean {
  const joined = order.waitlist.findLast(({ lineId }) => lineId === id)
  return joined !== undefined && !wasAnswered(order, joined)
}

/** At one moment the joining comes first: that is the order in which the two take effect. */
export const wasAnswered = (
  { available }: OrderState,
  { sku, at }: OrderState['waitlist'][number],
): boolean => available.some((one) => one.sku === sku && one.at >= at)

const isAsked = ({ cancellationRequest }: OrderState, lineId: string) =>
  cancellationRequest?.lines.some(({ id }) => id === lineId) ?? false
