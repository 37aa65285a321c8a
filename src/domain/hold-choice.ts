import type { CadenceContext } from './cadence/context.ts'
import { dayOf } from './calendar.ts'
import { lastFreeing } from './freed-date.ts'
import { handlingOf, packedBy } from './handling-time.ts'
import type { Day, Instant, Line, OrderState, PromiseChange } from './order.ts'
import { heldWith, saidRules } from './said-date.ts'

/**
 * What the shopper agreed to by choosing all in one package: the day on which the last of it was to
 * ship as it then stood. Kept though she took it back since: a line that was late only by her own
 * choice must not be cancelled for it the moment that it is freed. Null where something had no date:
 * to wait without one is agreed to in so many words or not at all, and where the line by itself was
 * late against `stood`, the day that it was to ship by: that is the seller's delay, whatever she chose.
 * Nor where what it waited for was gone while it could still be packed by that day.
 */
export function chosenWait(
  order: OrderState,
  line: Line,
  { stood, ...context }: CadenceContext & { stood: Day },
): { at: Instant; on: Day } | null {
  const { merchantZone } = context
  const at = order.splitChosen?.heldAt
  if (!at || (line.added && line.added.at > at)) return null
  if (isLateByItself(order, line, { at, merchantZone, stood })) return null
  if (isFreedInTime(order, line, { at, stood, context })) return null
  const days = order.lines
    .filter(({ id, backorder }) => backorder !== null && !isGone(order, id, at))
    .flatMap((one) => ownAt(one, at) ?? [])
    .map(({ shipsBy }) => shipsBy)
  const today = dayOf(at, merchantZone)
  if (days.length === 0 || days.some((day) => day === null || day < today)) return null
  return { at, on: (days as Day[]).reduce((a, b) => (b > a ? b : a)) }
}

/**
 * Its own date has moved past that day, with no choice of hers: before she chose, and still; or at any
 * time, where she had it shipped apart again while the day lay ahead. While it is held, and moved only
 * since, it goes on the day that she agreed to.
 */
function isLateByItself(
  { splitChosen }: OrderState,
  line: Line,
  { at, merchantZone, stood }: { at: Instant; merchantZone: string; stood: Day },
): boolean {
  const own = line.backorder?.promise?.shipsBy
  if (own == null || own <= stood) return false
  const before = ownAt(line, at)?.shipsBy
  if (before != null && before > stood) return true
  const isTakenBack = splitChosen !== null && splitChosen.split !== 'hold'
  return isTakenBack && dayOf(splitChosen.at, merchantZone) <= stood
}

/** In stock, and kept for nothing any more: what she agreed to wait for was something else. */
function isFreedInTime(
  order: OrderState,
  line: Line,
  { at, stood, context }: { at: Instant; stood: Day; context: CadenceContext },
): boolean {
  const { split } = saidRules(order, context)
  if (line.backorder !== null || heldWith(order, line, split).some((one) => one !== line))
    return false
  const freedAt = lastFreeing(order, at)
  return freedAt !== null && packedBy(freedAt, handlingOf([line], context)) <= stood
}

const ownAt = ({ backorder }: Line, at: Instant): PromiseChange | undefined =>
  backorder?.history.filter(({ heardAt }) => heardAt <= at).at(-1)

/** Shipped or cancelled by then: nothing waited for it any more. */
const isGone = ({ shipments, cancellations }: OrderState, lineId: string, at: Instant): boolean =>
  cancellations.some((one) => one.at <= at && one.lines.some(({ id }) => id === lineId)) ||
  shipments.some(
    ({ shippedAt, lines }) =>
      shippedAt !== null && shippedAt <= at && lines.some(({ id }) => id === lineId),
  )
