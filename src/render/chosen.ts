import type { Line, OrderState } from '../domain/order.ts'

/**
 * A line by the name of what its reader chose in its place, while the shop has not swapped it: whoever
 * chose the lamp is not asked about the widget.
 */
export function asChosen(order: OrderState, line: Line): Line {
  const offer = order.substitutes.findLast((one) => one.lineId === line.id && one.chosen)
  const option = offer?.options.find(({ sku }) => sku === offer.chosen?.sku)
  return option && line.sku !== option.sku ? { ...line, title: option.title } : line
}

export const withChosen = (order: OrderState): OrderState =>
  order.substitutes.length === 0
    ? order
    : { ...order, lines: order.lines.map((line) => asChosen(order, line)) }
