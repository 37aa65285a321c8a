import type { CadenceContext } from './cadence/context.ts'
import { addDays, dayOf } from './calendar.ts'
import { zonesOf } from './deadline.ts'
import { later } from './instant.ts'
import type { MessageKind } from './message.ts'
import type { Day, Instant, Line, OrderState } from './order.ts'

/**
 * T: the date shown before payment; where none is known, the earlier of the first promise that we
 * told and 30 days from the paid order. A buffered promise told after checkout never moves it
 * later: the shop's word came first. A day that had gone by when the order was paid is none that it
 * was sold by: a clock that had run out before it began could offer nothing ever after.
 */
export function applicableTime(
  order: OrderState,
  line: Line,
  {
    startedAt,
    since,
    context,
  }: { startedAt: Instant; since: Instant | null; context: CadenceContext },
): { on: Day; basis: 'shown' | 'promised' | 'thirty_days' } {
  const paidOn = dayOf(startedAt, context.merchantZone)
  const shown = since === null ? shownDay(order, line, { paidOn, ...context }) : null
  if (shown !== null) return { on: shown, basis: 'shown' }
  const days = zonesOf(context).map((zone) => addDays(dayOf(startedAt, zone), APPLICABLE_DAYS))
  const latest = days.reduce((a, b) => (b < a ? b : a))
  const told = firstTold(order, line.id, since, paidOn)
  return told !== null && told < latest
    ? { on: told, basis: 'promised' }
    : { on: latest, basis: 'thirty_days' }
}

/** Nor is it one that had gone by when the shop first told of it, of what turned out to be oversold. */
function shownDay(
  { placed }: OrderState,
  { backorder }: Line,
  { paidOn, merchantZone }: { paidOn: Day; merchantZone: string },
): Day | null {
  const { shownShipsBy = null, history = [] } = backorder ?? {}
  const [first] = history
  const isOversold = first !== undefined && first.eventId !== placed?.eventId
  const from = isOversold ? later(paidOn, dayOf(first.at, merchantZone)) : paidOn
  return shownShipsBy !== null && shownShipsBy >= from ? shownShipsBy : null
}

/** 435.2(a)(1)(ii), and the same number again in (b)(1)(ii) and (iii). */
export const APPLICABLE_DAYS = 30

/**
 * The order is complete once it is paid (435.1(c)); a line that was added later, from then on, and
 * what was chosen in the place of another, from the choice: it is the reader's own new agreement.
 */
export function startOf(
  { paid }: OrderState,
  { added }: Line,
  { placed, since }: { placed: NonNullable<OrderState['placed']>; since: Instant | null },
) {
  const chosen = since === null ? null : { at: since, heardAt: since }
  const moments = [placed, paid, added, chosen].filter((moment) => moment != null)
  return {
    at: moments.map(({ at }) => at).reduce(later),
    heardAt: moments.map(({ heardAt }) => heardAt).reduce(later),
  }
}

/**
 * Not what `restocked` says of what has come, nor `partially_shipped` in its place, nor the apology for
 * that, nor a confirmation once all of the line is here: that is how long the packing takes, and as T it
 * would cancel three days after it an order that the law gives thirty.
 */
export const firstTold = (
  { said, lines }: OrderState,
  lineId: string,
  since: Instant | null,
  from: Day = '',
): Day | null => {
  const waited = lines.find(({ id }) => id === lineId)?.backorder?.quantity ?? 0
  return (
    said
      .filter(({ at }) => at > (since ?? ''))
      .filter(({ kind, told }) => {
        if (!Object.hasOwn(told.allocated, lineId)) return true
        return !OF_STOCK.has(kind) && (told.allocated[lineId] ?? 0) < waited
      })
      .map(({ told }) => (Object.hasOwn(told.dates, lineId) ? told.dates[lineId] : null))
      .find((date) => date != null && date >= from) ?? null
  )
}

const OF_STOCK: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'restocked',
  'partially_shipped',
  'promise_missed',
  'delay_option',
  'order_cancelled',
  'backorder_unfulfillable',
  'delay_expired',
])
