import { because } from '../because.ts'
import { addDays, addWorkingDays, dayOf } from '../calendar.ts'
import { clockFor, delayClocks } from '../delay-option.ts'
import { later } from '../instant.ts'
import { momentOf } from '../local-time.ts'
import type { Notice, NoticeFacts } from '../message.ts'
import {
  allocatedQuantity,
  type Day,
  type Instant,
  type Line,
  type OrderState,
  toldDate,
  toldOf,
  waitingQuantity,
} from '../order.ts'
import type { Said, Told } from '../said.ts'
import { heldWith, saidDate, saidRules } from '../said-date.ts'
import { chosenAt, takenOffers } from '../substitute.ts'
import { calledBackBeside } from './called-back.ts'
import { type CameInPart, cameInBefore, cameInParts, cameInTelling } from './came-in.ts'
import type { CadenceContext, Rule } from './context.ts'
import { movedBeside } from './eta-changed.ts'
import { isBackordered } from './silence-budget.ts'
import { factsOf, lastTelling, linesInWords, tell, toldBefore, wasSaid } from './told.ts'

/** A date that was told of a line, or of what has come of it, and by which message. */
type Missed = { line: Line; day: Day; telling: Said; part?: CameInPart }

/**
 * A promise that was told went by and it has not shipped: an apology the morning after, with the new
 * date or "no date". Planned as soon as the date is told, so that the worker wakes though nobody
 * says anything: that a shop falls silent is just when its customers must not be left to it.
 *
 * Only what customers were told can be missed, so an import, of which nothing was told, has none.
 */
export const wantPromiseMissed: Rule = (order, context) => {
  const promised = [...promisedLines(order), ...promisedParts(order, context)]
  const first = promised.map(({ day }) => day).sort()[0]
  if (first === undefined) return saidAgain(order, context)

  const dueAt = later(dueAtOf(first, context), context.now)
  const missed = promised.filter(({ day }) => dueAtOf(day, context) <= dueAt)
  const cause = missed.map(({ telling }) => telling).reduce((a, b) => (b.at > a.at ? b : a))
  const notice = noticeOf(order, keyOf(order, cause), { missed, dueAt }, context)
  return [{ ...notice, earliest: endOf(first, context) }, ...saidAgain(order, context)]
}

/** Lines that wait or are being prepared, and the day that their reader was told. */
const promisedLines = (order: OrderState): Missed[] =>
  unswapped(order).flatMap((line) => {
    const day = toldDate(order, line.id)
    const telling = day ? tellingOf(order, line.id, day) : undefined
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

/** Who chose something else no longer waits for that day. */
const unswapped = (order: OrderState) => {
  const swapped = new Set(takenOffers(order).map(({ offer }) => offer.lineId))
  return order.lines.filter((line) => isBackordered(line) && !swapped.has(line.id))
}

/** Who told the day that holds: not whoever repeated it since, as each update does. */
function tellingOf(order: OrderState, lineId: string, day: Day): Said | undefined {
  const tellings = order.said.filter(({ told }) => toldOf(order, told, lineId) !== undefined)
  const before = tellings.findLastIndex(({ told }) => toldOf(order, told, lineId) !== day)
  return tellings[before + 1]
}

function noticeOf(
  order: OrderState,
  key: string,
  { missed, dueAt }: { missed: readonly Missed[]; dueAt: Instant },
  context: CadenceContext,
): Notice {
  const today = dayOf(dueAt, context.merchantZone)
  const dates = datesOf(order, missed, { context, today })
  const lines = [...new Set(dates.map(({ lineId }) => lineId))]
  const ofLines = dates.filter(({ came }) => !came)
  const ofParts = dates.filter(({ came }) => came)
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
      told: Object.fromEntries(ofLines.map((date) => [date.lineId, date.old])),
      now: Object.fromEntries(ofLines.map((date) => [date.lineId, date.new])),
      ...(ofParts.length > 0 && {
        told_allocated: Object.fromEntries(ofParts.map((date) => [date.lineId, date.old])),
        now_allocated: Object.fromEntries(ofParts.map((date) => [date.lineId, date.new])),
      }),
      told_by: [...new Set(missed.map(({ telling }) => telling.messageId))],
      ...(back && { packages: back.packages }),
      missed_at: context.policy.missed_at,
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

type NewDate = NoticeFacts['dates'][number]

const inWords = ({ old, new: day, came }: NewDate) =>
  `${came ? 'of what has come, ' : ''}told ${old}, said unless shipped by then; now ${day ?? 'no date'}`

/** With the date of the others of such a line, where it moved: this word takes the place of theirs. */
function datesOf(
  order: OrderState,
  missed: readonly Missed[],
  { context, today }: { context: CadenceContext; today: Day },
): NewDate[] {
  const dates = missed.map(({ line, day, part }): NewDate => {
    const stands = part?.shipsBy ?? null
    if (!part) return { lineId: line.id, old: day, new: newDateOf(order, line, { context, today }) }
    const isAhead = stands !== null && stands > today
    const now = isAhead ? stands : packedBy(order, line, { context, today })
    return { lineId: line.id, old: day, new: now, came: true }
  })
  const alone = missed.filter(
    ({ line, part }) => part && !missed.some((one) => one.line === line && !one.part),
  )
  const { dates: moved } = movedBeside(order, [], context)
  return [...dates, ...moved.filter(({ lineId }) => alone.some(({ line }) => line.id === lineId))]
}

/**
 * Who is told "no date" is told none of the line's own either: what went by holds no more, and of what
 * is here the day told now does. How long the packing takes is told as by the word that it came: it is
 * no date by which the shop had promised to ship.
 */
function tellNew(order: OrderState, all: readonly NewDate[], context: CadenceContext): Told {
  const dates = all.filter(({ came }) => !came)
  const lines = all.map(({ lineId }) => lineId)
  const parts = all.filter(({ came }) => came).map((date) => [date.lineId, date.new])
  const { own, allocated, ...told } = tell(order, { dates: context, lines, allocated: true })
  const rules = saidRules(order, context)
  const packed = dates.filter(
    ({ lineId, new: day }) =>
      day !== null &&
      order.lines.some((line) => line.id === lineId && saidDate(order, line, rules) !== day),
  )
  const known = dates.some((date) => date.new !== null)
  const pick = <T>(of: (one: (typeof packed)[number]) => T) =>
    Object.fromEntries(packed.map((one) => [one.lineId, of(one)]))
  return {
    ...told,
    ...(own && known ? { own: { ...own, ...pick((date) => date.new) } } : {}),
    allocated: pick(({ lineId }) => allocated[lineId] ?? 0),
    ...(told.came && { came: { ...told.came, ...Object.fromEntries(parts) } }),
    dates: Object.fromEntries(dates.map((date) => [date.lineId, date.new])),
  }
}

/**
 * The promise that holds now, where it lies ahead: a missed one is never told again as new. What is
 * here is never "no date": it takes the handling time once more, from the day of the apology.
 */
function newDateOf(
  order: OrderState,
  line: Line,
  { context, today }: { context: CadenceContext; today: Day },
): Day | null {
  const { split } = saidRules(order, context)
  const shipsBy = saidDate(order, line, { split, today })
  if (shipsBy !== null && shipsBy > today) return shipsBy
  const isHere = heldWith(order, line, split).every(
    (one) => waitingQuantity(one) === 0 && allocatedQuantity(one) > 0,
  )
  return isHere ? packedBy(order, line, { context, today }) : null
}

const TIMES_MAX = 4

/**
 * Longer each time that it was missed: who never tells us of what ships would apologize twice a week.
 * Where that runs into the day by which the law wants it shipped or offered, none: its offer says it,
 * and a date on that very day would leave no time for one.
 */
function packedBy(
  order: OrderState,
  { id, backorder }: Line,
  { context, today }: { context: CadenceContext; today: Day },
): Day | null {
  const { policy, country } = context
  const since = backorder?.allocation?.at ?? ''
  const misses = order.said.filter(
    ({ kind, at, told }) =>
      kind === 'promise_missed' &&
      at > since &&
      [told.dates, told.came ?? {}].some((days) => Object.hasOwn(days, id)),
  )
  const times = Math.min(TIMES_MAX, 1 + new Set(misses.map(({ key }) => key)).size)
  const end = clockFor(delayClocks(order, context), id)?.state.on
  const days = [times, 1].map((count) =>
    addWorkingDays(today, count * Math.max(1, policy.handling_days), country),
  )
  // Where that day is over no offer comes any more: it is the merchant's to end, or to ship.
  return days.find((day) => end == null || end < today || day < end) ?? null
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
const dueAtOf = (day: Day, { policy, ...context }: CadenceContext): Instant =>
  lastOf(day, policy.missed_at, context)

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
  const missed = unswapped(order).flatMap((line): Missed[] => {
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
