import type { CadenceContext } from './cadence/context.ts'
import { dayOf } from './calendar.ts'
import type { Day, Instant, Line, OrderState } from './order.ts'

/**
 * What the shopper agreed to by choosing all in one package: the day on which the last of it was to
 * ship as it then stood. Kept though she took it back since: a line that was late only by her own
 * choice must not be cancelled for it the moment that it is freed. Null where something had no date:
 * to wait without one is agreed to in so many words or not at all.
 */
export function chosenWait(
  order: OrderState,
  line: Line,
  { merchantZone }: Pick<CadenceContext, 'merchantZone'>,
): { at: Instant; on: Day } | null {
  const at = order.splitChosen?.heldAt
  if (!at || (line.added && line.added.at > at)) return null
  const days = order.lines
    .filter(({ id, backorder }) => backorder !== null && !isGone(order, id, at))
    .flatMap(
      ({ backorder }) => backorder?.history.filter(({ heardAt }) => heardAt <= at).at(-1) ?? [],
    )
    .map(({ shipsBy }) => shipsBy)
  const today = dayOf(at, merchantZone)
  if (days.length === 0 || days.some((day) => day === null || day < today)) return null
  return { at, on: (days as Day[]).reduce((a, b) => (b > a ? b : a)) }
}

/** Shipped or cancelled by then: nothing waited for it any more. */
const isGone = ({ shipments, cancellations }: OrderState, lineId: string, at: Instant): boolean =>
  cancellations.some((one) => one.at <= at && one.lines.some(({ id }) => id === lineId)) ||
  shipments.some(
    ({ shippedAt, lines }) =>
      shippedAt !== null && shippedAt <= at && lines.some(({ id }) => id === lineId),
  )
