import { addDays, addWorkingDays, dayOf } from '../calendar.ts'
import { later } from '../instant.ts'
import { momentOf, plusDays } from '../local-time.ts'
import { oncePerPlan } from '../once-per-plan.ts'
import {
  allocatedQuantity,
  type Day,
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from '../order.ts'
import { sendHour, silenceBudgetDays } from '../policy-of-kind.ts'
import type { Said } from '../said.ts'
import type { CadenceContext } from './context.ts'
import { isTakenBack } from './taken-back.ts'

/** A line that waits, or will from a moment on: in stock, once the handling time has passed. */
export type Wait = { line: Line; since: Instant }

/**
 * What of an order waits, and from when on. What is on backorder waits from the start, also once its
 * stock has come; what is in stock waits after the handling time, for until then it simply ships.
 */
export const waitsOf = oncePerPlan((order, context): readonly Wait[] => {
  const { placed } = order
  if (!placed) return []
  // The lines of one order mostly came at one moment, and to count its working days takes long.
  let handled = { of: '', at: '' }
  return order.lines
    .filter((line) => openQuantity(line) > 0)
    .map((line) => {
      const back = calledBackAt(order, line)
      const at = later(later(placed.at, line.added?.at ?? placed.at), back ?? placed.at)
      if (isBackordered(line) || back) return { line, since: at }
      if (handled.of !== at) handled = { of: at, at: handledAt(at, context) }
      return { line, since: handled.at }
    })
})

/**
 * When it was taken back though its reader had been told that it is on its way: till then she waited for
 * no word, and that it did not leave is the next. An update that was "overdue" by those days would
 * come before it, and say nothing of that.
 */
const calledBackAt = ({ said, shipments }: OrderState, line: Line): Instant | null =>
  shipments
    .filter((shipment) => isTakenBack(shipment) && shipment.lines.some(({ id }) => id === line.id))
    .filter(({ shipmentId }) => said.some(({ told }) => told.shipments.includes(shipmentId)))
    .flatMap(({ voidedAt }) => voidedAt ?? [])
    .sort()
    .at(-1) ?? null

export const isBackordered = (line: Line) => waitingQuantity(line) + allocatedQuantity(line) > 0

/**
 * The first moment at which the handling time is over: the midnight after its last working day. Of the
 * country's working days, whatever days the shop keeps: who waits for its holidays to end waits too.
 */
const handledAt = (at: Instant, context: CadenceContext): Instant =>
  momentOf(dayAfterHandling(at, context), '00:00', context.merchantZone)

export const dayAfterHandling = (
  at: Instant,
  { policy, merchantZone, country }: CadenceContext,
): Day => addDays(addWorkingDays(dayOf(at, merchantZone), policy.handling_days, country), 1)

/**
 * When the next word is due, so that no silence outlasts the budget: at the last send hour inside it,
 * for the line that allows the least. Where a wait begins only when the budget is spent already
 * (a handling time longer than it), at the first send hour after that.
 */
export function nextWordAt(
  word: Pick<Said, 'at'>,
  waits: readonly Wait[],
  context: CadenceContext,
): { dueAt: Instant; days: number; sendHour: string } {
  const lines = waits.map(({ line }) => line)
  const clock = { ...context, sendHour: sendHour(context.policy, lines) }
  // Most lines wait since one moment and under one budget: each pair is asked for once.
  const asked: { since: Instant; days: number; dueAt: Instant }[] = []
  for (const { line, since } of waits) {
    const days = silenceBudgetDays(context.policy, [line])
    if (asked.some((one) => one.since === since && one.days === days)) continue
    asked.push({ since, days, dueAt: dueWithin(word.at, { since, days }, clock) })
  }
  const { dueAt, days } = asked.reduce((first, next) => (next.dueAt < first.dueAt ? next : first))
  return { dueAt, days, sendHour: clock.sendHour }
}

/**
 * Counted from the word and not from when the wait began. Where none of its send hours lies after that,
 * it is the end of the budget itself, and only once that is spent the first send hour.
 */
function dueWithin(
  at: Instant,
  { since, days }: { since: Instant; days: number },
  clock: Clock,
): Instant {
  const inside = lastHourWithin(at, days, clock)
  if (inside >= since) return inside
  const end = plusDays(at, days, clock.zone)
  const first = firstHourFrom(since, clock)
  return end >= since && end < first ? end : first
}

/** What a word that keeps the budget goes by: the word before it, and how long it may stay the last. */
export const wordFacts = (
  word: Said,
  lines: readonly Line[],
  { days, sendHour: hour }: { days: number; sendHour: string },
  { zone }: CadenceContext,
) => ({
  lines: lines.map(({ id }) => id),
  last_word: word.messageId,
  last_word_kind: word.kind,
  last_word_at: word.at,
  budget_days: days,
  send_hour: hour,
  zone,
})

/**
 * The last send hour of the reader's day inside `days` since `at`. Not a count of hours, which over
 * a daylight-saving change would drift to another hour.
 */
function lastHourWithin(at: Instant, days: number, clock: Clock): Instant {
  const latest = plusDays(at, days, clock.zone)
  const day = dayOf(latest, clock.zone)
  const onDay = atSendHour(day, clock)
  return onDay <= latest ? onDay : atSendHour(addDays(day, -1), clock)
}

function firstHourFrom(at: Instant, clock: Clock): Instant {
  const day = dayOf(at, clock.zone)
  const onDay = atSendHour(day, clock)
  return onDay >= at ? onDay : atSendHour(addDays(day, 1), clock)
}

/**
 * Who reads texts alone hears nothing by night, so a send hour outside of the hours for texts would
 * be put off past the end of the budget: there the first of those hours takes its place.
 */
function atSendHour(day: Day, { policy, reach, zone, sendHour: hour }: Clock): Instant {
  const { sms_from, sms_until } = policy
  const isByNight = reach === 'sms' && (hour < sms_from || hour >= sms_until)
  return momentOf(day, isByNight ? sms_from : hour, zone)
}

/** The reader's, with the hour at which the lines that wait let a word go out. */
type Clock = CadenceContext & { sendHour: string }

/**
 * The last notice that reached the reader, as it was first said: its text by SMS, which may come a
 * night later, is the same word again, and moves no budget.
 */
export function lastWord({ said }: OrderState): Said | undefined {
  return said.findLast(({ key }, at) => said.findIndex((one) => one.key === key) === at)
}
