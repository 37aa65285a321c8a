import { DateTime } from 'luxon'
import { addDays, addWorkingDays, dayOf } from '../calendar.ts'
import { later, toInstant } from '../instant.ts'
import { zoneOf } from '../kept-zone.ts'
import {
  allocatedQuantity,
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from '../order.ts'
import { silenceBudgetDays } from '../policy-of-kind.ts'
import type { Said } from '../said.ts'
import type { CadenceContext } from './context.ts'

/** A line that waits, or will from a moment on: in stock, once the handling time has passed. */
export type Wait = { line: Line; since: Instant }

/**
 * What of an order waits, and from when on. What is on backorder waits from the start, also once its
 * stock has come; what is in stock waits after the handling time, for until then it simply ships.
 */
export function waitsOf(order: OrderState, context: CadenceContext): Wait[] {
  const { placed } = order
  if (!placed) return []
  return order.lines
    .filter((line) => openQuantity(line) > 0)
    .map((line) => {
      const at = later(placed.at, line.added?.at ?? placed.at)
      return { line, since: isBackordered(line) ? at : handledAt(at, context) }
    })
}

export const isBackordered = (line: Line) => waitingQuantity(line) + allocatedQuantity(line) > 0

/** The first moment at which the handling time is over: the midnight after its last working day. */
function handledAt(at: Instant, { policy, merchantZone, country }: CadenceContext): Instant {
  const last = addWorkingDays(dayOf(at, merchantZone), policy.handling_days, country)
  return toInstant(DateTime.fromISO(addDays(last, 1), { zone: zoneOf(merchantZone) }).toMillis())
}

/**
 * When the next word is due, so that no silence outlasts the budget: at the last send hour inside it,
 * for the line that allows the least. Where a wait begins only when the budget is spent already
 * (a handling time longer than it), at the first send hour after that.
 */
export function nextWordAt(
  word: Said,
  waits: readonly Wait[],
  context: CadenceContext,
): { dueAt: Instant; days: number } {
  return waits
    .map(({ line, since }) => {
      const days = silenceBudgetDays(context.policy, [line])
      const inside = lastHourWithin(word.at, days, context)
      return { dueAt: later(inside, firstHourFrom(since, context)), days }
    })
    .reduce((first, next) => (next.dueAt < first.dueAt ? next : first))
}

/**
 * The last send hour of the reader's day inside `days` since `at`. Not a count of hours, which over
 * a daylight-saving change would drift to another hour.
 */
function lastHourWithin(at: Instant, days: number, context: CadenceContext): Instant {
  const latest = DateTime.fromISO(at, { zone: zoneOf(context.zone) }).plus({ days })
  const onDay = atSendHour(latest, context)
  const chosen = onDay <= latest ? onDay : atSendHour(latest.minus({ days: 1 }), context)
  return toInstant(chosen.toMillis())
}

function firstHourFrom(at: Instant, context: CadenceContext): Instant {
  const from = DateTime.fromISO(at, { zone: zoneOf(context.zone) })
  const onDay = atSendHour(from, context)
  const chosen = onDay >= from ? onDay : atSendHour(from.plus({ days: 1 }), context)
  return toInstant(chosen.toMillis())
}

/**
 * Who reads texts alone hears nothing by night, so a send hour outside of the hours for texts would
 * be put off past the end of the budget: there the first of those hours takes its place.
 */
function atSendHour(day: DateTime, { policy, reach }: CadenceContext): DateTime {
  const { send_hour, sms_from, sms_until } = policy
  const isByNight = reach === 'sms' && (send_hour < sms_from || send_hour >= sms_until)
  const [hour = 10, minute = 0] = (isByNight ? sms_from : send_hour).split(':').map(Number)
  return day.set({ hour, minute, second: 0, millisecond: 0 })
}

/**
 * The last notice that reached the reader, as it was first said: its text by SMS, which may come a
 * night later, is the same word again, and moves no budget.
 */
export function lastWord({ said }: OrderState): Said | undefined {
  return said.findLast(({ key }, at) => said.findIndex((one) => one.key === key) === at)
}
