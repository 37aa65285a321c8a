import { because } from '../because.ts'
import { addDays, dayOf } from '../calendar.ts'
import { later } from '../instant.ts'
import { momentOf } from '../local-time.ts'
import type { Notice } from '../message.ts'
import {
  type Day,
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  toldDate,
  toldOf,
} from '../order.ts'
import { missedHour } from '../policy-of-kind.ts'
import type { Said, Told } from '../said.ts'
import { heldWith, saidRules } from '../said-date.ts'
import { chosenAt, takenOffers } from '../substitute.ts'
import { calledBackBeside } from './called-back.ts'
import { cameInBefore, cameInParts, cameInTelling } from './came-in.ts'
import type { CadenceContext, Rule } from './context.ts'
import {
  dateFacts,
  inWords,
  type Missed,
  type NewDate,
  newDateOf,
  newDatesOf,
  tellNew,
} from './missed-dates.ts'
import { isBackordered } from './silence-budget.ts'
import { factsOf, lastTelling, linesInWords, toldBefore, wasSaid } from './told.ts'

/**
 * A promise that was told went by and it has not shipped: an apology the morning after, with the new
 * date or "no date". Planned as soon as the date is told, so that the worker wakes though nobody
 * says anything: that a shop falls silent is just when its customers must not be left to it.
 *
 * Only what customers were told can be missed, so an import, of which nothing was told, has none.
 */
export const wantPromiseMissed: Rule = (order, context) => {
  const promised = [...promisedLines(order, context), ...promisedParts(order, context)]
  const first = promised.map(({ day }) => day).sort()[0]
  if (first === undefined) return saidAgain(order, context)

  const dueAt = later(dueAtOf(first, order, context), context.now)
  const missed = promised.filter(({ day }) => dueAtOf(day, order, context) <= dueAt)
  const cause = missed.map(({ telling }) => telling).reduce((a, b) => (b.at > a.at ? b : a))
  const notice = noticeOf(order, keyOf(order, cause), { missed, dueAt }, context)
  return [{ ...notice, earliest: endOf(first, context) }, ...saidAgain(order, context)]
}

/**
 * What the apology of a day would say, to the offer of a delay that goes on that day as well, by when
 * the missed day is over: it says that too, and is the one word of both. Two within the hour, the one
 * with a later date to agree to and the other sorry for an earlier one, are read as one contradicting
 * the other. Not beside a package that was taken back, of which the apology alone can speak.
 */
export function missedBeside(
  order: OrderState,
  at: Instant,
  context: CadenceContext,
): { dates: NewDate[]; told: Told } | null {
  const today = dayOf(at, context.merchantZone)
  const missed = [...promisedLines(order, context), ...promisedParts(order, context)].filter(
    ({ day }) => {
      const dueAt = later(dueAtOf(day, order, context), context.now)
      return endOf(day, context) <= at && dayOf(dueAt, context.merchantZone) === today
    },
  )
  if (missed.length === 0) return null
  const lineIds = missed.map(({ line }) => line.id)
  const cause = missed.map(({ telling }) => telling).reduce((a, b) => (b.at > a.at ? b : a))
  if (calledBackBeside(order, { lineIds, key: keyOf(order, cause) }, context)) return null
  const dates = newDatesOf(order, missed, { context, today })
  return { dates, told: tellNew(order, dates, context) }
}

/** Lines that wait or are being prepared, and the day that their reader was told. */
const promisedLines = (order: OrderState, context: CadenceContext): Missed[] =>
  unswapped(order, context).flatMap((line) => {
    const day = toldDate(order, line.id)
    const telling = day ? tellingOf(order, line, day) : undefined
    // What was told before something else was chosen was told of another article.
    const isOfThis = telling !== undefined && telling.at > (chosenAt(order, line.id) ?? '')
    return day && isOfThis ? [{ line, day, telling }] : []
  })

/** What has come of a line, of which others wait, has its own day, and misses it by itself. */
const promisedParts = (order: OrderState, context: CadenceContext): Missed[] =>
  cameInParts(order, saidRules(order, context)).flatMap((part): Missed[] => {
    const { line, shipsBy: day } = part
    const telling = cameInTelling(order, part)
    return day !== null && telling ? [{ line, day, telling, part }] : []
  })

/**
 * What may miss its day: it waits, is being prepared, or was taken off its backorder after the day was
 * told, which its reader heard nothing of. Who chose something else no longer waits for that day.
 */
const unswapped = (order: OrderState, context: CadenceContext) => {
  const { split } = saidRules(order, context)
  const swapped = new Set(takenOffers(order).map(({ offer }) => offer.lineId))
  const isOff = (line: Line) =>
    line.backorder === null &&
    openQuantity(line) > 0 &&
    heldWith(order, line, split).every((one) => one === line)
  return order.lines.filter((line) => (isBackordered(line) || isOff(line)) && !swapped.has(line.id))
}

/** Who told the day that holds: not whoever repeated it since, as each update does. */
function tellingOf(order: OrderState, { id, undatedAt = '' }: Line, day: Day): Said | undefined {
  const tellings = order.said.filter(
    ({ at, told }) => at > undatedAt && toldOf(order, told, id) !== undefined,
  )
  const before = tellings.findLastIndex(({ told }) => toldOf(order, told, id) !== day)
  return tellings[before + 1]
}

function noticeOf(
  order: OrderState,
  key: string,
  { missed, dueAt }: { missed: readonly Missed[]; dueAt: Instant },
  context: CadenceContext,
): Notice {
  const today = dayOf(dueAt, context.merchantZone)
  const dates = newDatesOf(order, missed, { context, today })
  const lines = [...new Set(dates.map(({ lineId }) => lineId))]
  const reason = missed.map(({ line }) => line.backorder?.reason).find(Boolean) ?? null
  const back = calledBackBeside(order, { lineIds: lines, key }, context)
  const isSaid = wasSaid(order, key)
  return {
    kind: 'promise_missed',
    key,
    // A label is voided to be printed again, and with what leaves then nothing is missed.
    dueAt: back && !isSaid ? later(dueAt, back.at) : dueAt,
    why: `${linesInWords(order, dates, inWords)}.`,
    because: because('promise_missed', {
      lines,
      ...dateFacts(dates),
      told_by: [...new Set(missed.map(({ telling }) => telling.messageId))],
      ...(back && { packages: back.packages }),
      missed_at: missedHour(context.policy, order),
      zone: context.zone,
      merchant_zone: context.merchantZone,
    }),
    facts: factsOf({
      lines,
      dates,
      reason,
      ...(back && { turned: back.turned }),
      told: tellNew(order, dates, context),
    }),
  }
}

/**
 * The message that told the date is the cause. Where it told two dates, and the earlier was answered
 * by this kind already, the later one answers that too; a text has room for some of many, and names
 * the others in the next.
 */
function keyOf(order: OrderState, { messageId }: Said): string {
  const first = `promise_missed:${messageId}`
  let key = first
  for (let turn = 0; turn <= order.said.length; turn += 1) {
    const answered = order.said.find((said) => said.key === key)
    if (!answered) return key
    key = `${first}:${answered.messageId}`
  }
  return key
}

/** The hour of the policy on the day after, where it comes later: the merchant's, or the reader's. */
const dueAtOf = (day: Day, order: OrderState, { policy, ...context }: CadenceContext): Instant =>
  lastOf(day, missedHour(policy, order), context)

/** When the day is over for both: nothing is missed before. */
const endOf = (day: Day, context: CadenceContext): Instant => lastOf(day, '00:00', context)

function lastOf(
  day: Day,
  hour: string,
  { zone, merchantZone }: Pick<CadenceContext, 'zone' | 'merchantZone'>,
): Instant {
  const after = addDays(day, 1)
  return later(momentOf(after, hour, zone), momentOf(after, hour, merchantZone))
}

/** Said by mail it stays wanted while it holds: its text may wait for the morning. */
function saidAgain(order: OrderState, context: CadenceContext): Notice[] {
  const last = order.said.findLast(({ kind }) => kind === 'promise_missed')
  if (!last) return []
  const today = dayOf(last.at, context.merchantZone)
  const missed = unswapped(order, context).flatMap((line): Missed[] => {
    const day = toldBefore(order, line.id, last.key)
    const holds =
      lastTelling(order, [line.id])?.key === last.key &&
      toldOf(order, last.told, line.id) === newDateOf(order, line, { context, today })
    return day && holds ? [{ line, day, telling: last }] : []
  })
  missed.push(...partsSaid(order, last, context))
  return missed.length > 0 ? [noticeOf(order, last.key, { missed, dueAt: last.at }, context)] : []
}

const partsSaid = (order: OrderState, last: Said, context: CadenceContext): Missed[] =>
  cameInParts(order, saidRules(order, context)).flatMap((part): Missed[] => {
    const { line, shipsBy } = part
    const day = cameInBefore(order, line.id, last)
    const holds = shipsBy !== null && last.told.came && last.told.came[line.id] === shipsBy
    return day && day !== shipsBy && holds ? [{ line, day, telling: last, part }] : []
  })
