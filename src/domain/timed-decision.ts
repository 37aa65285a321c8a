import type { CadenceContext } from './cadence/context.ts'
import { addDays } from './calendar.ts'
import { hourOfDay, zonesOf } from './deadline.ts'
import { type ExpiringClock, expiringClocks, warnedAt } from './delay-expiry.ts'
import { LATEST_HOUR, owedOffers } from './delay-offer.ts'
import { type DelayClock, delayClocks } from './delay-option.ts'
import { later } from './instant.ts'
import { momentOf } from './local-time.ts'
import type { Instant, OrderState } from './order.ts'
import type { CancelledLine, OwnEventDraft } from './own-event.ts'
import { missedHour } from './policy-of-kind.ts'

/**
 * What time alone has decided about an order by `now`: recorded as events of our own and replayed,
 * so that a fact which comes later cannot undo what customers were told. A wait that nobody agreed
 * to ends with its day (16 CFR 435.2(c)): all that is open of the line is cancelled, and nothing
 * that is in a carrier's hands.
 */
export function dueDecisions(order: OrderState, context: CadenceContext): OwnEventDraft[] {
  const over = overClocks(order, context).filter(({ held }) => held === null)
  return over.length > 0 ? [expiryOf(order, over)] : []
}

/**
 * What was held at the end of its day, and is cancelled now that the merchant confirms it: the same
 * end as by time alone, so its customer hears the same, and the refund is due by the same rule. Null
 * where nothing is held.
 */
export function confirmedEnd(order: OrderState, context: CadenceContext): OwnEventDraft | null {
  const over = overClocks(order, context)
  return over.length > 0 ? expiryOf(order, over) : null
}

const overClocks = (order: OrderState, context: CadenceContext): ExpiringClock[] =>
  expiringClocks(order, context).filter(({ at }) => at <= context.now)

function expiryOf(order: OrderState, over: readonly ExpiringClock[]): OwnEventDraft {
  const lines = over.map((one) => cancelledBy(order, one))
  const deadlines = Object.fromEntries(
    over.map(({ clock }) => [clock.lineId, clock.state.on ?? '']),
  )
  return { type: 'delay.expired', data: { order_id: order.orderId, lines, deadlines } }
}

function cancelledBy(order: OrderState, { clock }: ExpiringClock): CancelledLine {
  const { lineId: id, quantity } = clock
  const before = order.lines.find((line) => line.id === id)?.cancelled ?? 0
  return { id, quantity, total: before + quantity }
}

/** Whether something would expire now if the merchant's feed were alive: only then it is looked at. */
export function awaitsFeed(order: OrderState, context: CadenceContext): boolean {
  // Mostly it is taken for alive already, and of a copy every rule would be asked anew.
  const alive = context.feedSilentSince === null ? context : { ...context, feedSilentSince: null }
  return dueDecisions(order, alive).length > 0
}

/**
 * When to look again though nothing happens and no message is due; null: never. What a dead feed
 * holds is looked at by the hour. A line in stock has no offer planned ahead, so its day wakes it.
 */
export function nextDecisionAt(order: OrderState, context: CadenceContext): Instant | null {
  const moments = [
    ...delayClocks(order, context).flatMap((clock) => [
      ...passesAt(order, clock, context),
      ...latestAt(clock, context),
    ]),
    ...expiringClocks(order, context).flatMap(({ clock, at, held }) => {
      const warned = warnedAt(clock, context).find((one) => one > context.now)
      if (warned) return [warned]
      // Also what is held: that its day is over is the merchant's to know, and no message may be due.
      if (at > context.now) return [at]
      return held === 'feed' ? [nextHour(context.now)] : []
    }),
    ...owedOffers(order, context)
      .filter(({ clock }) => isInStock(order, clock.lineId))
      .map(({ dueAt }) => dueAt)
      .filter((at) => at > context.now),
  ]
  return moments.sort()[0] ?? null
}

/** A day that goes by after an offer is a further delay, and no message of it may be planned. */
function passesAt(
  order: OrderState,
  { offers, date, state }: DelayClock,
  context: CadenceContext,
): Instant[] {
  if (offers.length === 0 || date === null || state.on === null || date >= state.on) return []
  const hour = missedHour(context.policy, order)
  const at = hourOfDay(addDays(date, 1), hour, [context.merchantZone])
  return at > context.now ? [at] : []
}

/**
 * Where the apology for a missed day, at nine of the later zone, would come only after three o'clock
 * of the day by which its delay is to be offered: then that hour itself is looked at.
 */
function latestAt({ date, state }: DelayClock, context: CadenceContext): Instant[] {
  const zones = zonesOf(context)
  if (zones.length === 1 || date === null || state.on === null || date >= state.on) return []
  const over = momentOf(addDays(date, 1), '00:00', context.merchantZone)
  const at = later(over, hourOfDay(state.on, LATEST_HOUR, zones))
  return at > context.now ? [at] : []
}

const isInStock = (order: OrderState, lineId: string) =>
  order.lines.some(({ id, backorder }) => id === lineId && backorder === null)

const HOUR_MS = 3_600_000

const nextHour = (now: Instant): Instant =>
  new Date((Math.floor(Date.parse(now) / HOUR_MS) + 1) * HOUR_MS).toISOString()
