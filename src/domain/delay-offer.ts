import type { CadenceContext } from './cadence/context.ts'
import { addDays, addWorkingDays } from './calendar.ts'
import { askedToCancel } from './cancel-asked.ts'
import { hourOfDay } from './deadline.ts'
import {
  APPLICABLE_DAYS,
  type DelayClock,
  delayClocks,
  expiresAt,
  firstTold,
  zonesOf,
} from './delay-option.ts'
import { spreadAt } from './import-spread.ts'
import { addMinutes, earlier, later } from './instant.ts'
import { momentOf } from './local-time.ts'
import { oncePerPlan } from './once-per-plan.ts'
import {
  allocatedQuantity,
  type Day,
  type Instant,
  type Line,
  type OrderState,
  ownValue,
  waitingQuantity,
} from './order.ts'
import type { DelayOffer } from './said.ts'
import { heldWith, saidDate, saidPromise, saidRules, untoldChanges } from './said-date.ts'

/** An offer that has to be made: what it says, and when it goes at the latest. */
export type OwedOffer = {
  clock: DelayClock
  offer: DelayOffer
  dueAt: Instant
  /** A delay that is known; else an order taken without a date, which is none until T is near. */
  isKnown: boolean
  /** When it was said, whenever we heard of it. */
  statedAt: Instant
}

/**
 * The offers that are to be made and can still be valid: a first one never goes later than the day
 * that it is about, a renewed one never later than the date that it is to replace (435.2(b)(1) and
 * (b)(2)). After that there is nothing to be offered any more, only to be cancelled.
 */
export const owedOffers = oncePerPlan((order, context): readonly OwedOffer[] =>
  delayClocks(order, context).flatMap((clock) => {
    const owed = owedOffer(order, clock, context)
    const end = expiresAt(clock, context)
    return owed && end !== null && context.now < end ? [owed] : []
  }),
)

/**
 * The offers of the next message: those of delays that are known, with them the undated ones that
 * are due by then, and what leaves in one parcel with any that is given a date. A line in stock is not asked about ahead of its day: nearly all have shipped
 * by it, and a message planned for each would be one more row an order for nothing.
 */
export const offersTogether = oncePerPlan((order, context): readonly OwedOffer[] => {
  const all = owedOffers(order, context)
  if (all.length === 0) return all
  const owed = all.filter(
    ({ isKnown, dueAt, clock }) => isKnown || dueAt <= context.now || isBackordered(order, clock),
  )
  const known = owed.filter(({ isKnown }) => isKnown)
  const first = (known.length > 0 ? known : owed).map(({ dueAt }) => dueAt).sort()[0]
  const by = first === undefined ? context.now : later(first, context.now)
  const going = owed.filter(({ isKnown, dueAt }) => isKnown || dueAt <= by)
  const dated = going.filter(({ offer }) => offer.revisedOn !== null)
  const together = new Set(
    dated.flatMap(({ clock }) => linesWith(order, clock, context)).map(({ id }) => id),
  )
  return owed.filter((one) => going.includes(one) || together.has(one.clock.lineId))
})

const isBackordered = (order: OrderState, { lineId }: DelayClock) =>
  order.lines.some(({ id, backorder }) => id === lineId && backorder !== null)

/** What is owed for one line, were it still in time: nothing to who has asked to cancel it. */
export function owedOffer(
  order: OrderState,
  clock: DelayClock,
  context: CadenceContext,
): OwedOffer | null {
  if (isPacked(order, clock, context)) return null
  const date = (clock.isFreed ? null : clock.date) ?? packedBy(order, clock, context)
  const offer = offerOf({ ...clock, date }, toldSince(order, clock))
  if (!offer || askedToCancel(order)?.lines.includes(clock.lineId)) return null
  const isKnown = !isUndated(order, clock, context)
  const limit = hourOfDay(clock.state.on ?? clock.originalOn, LATEST_HOUR, zonesOf(context))
  const missed = isKnown ? missedAt(order, clock, context) : null
  const since = missed ?? (isKnown ? knownSince(order, clock, context) : clock.startedAt)
  const wishedAt =
    missed ??
    (isKnown ? dueOfChange(order, clock, { since, context }) : ripeAt(order, clock, context))
  const last = lastChange(order, clock, context) ?? since
  const dueAt = last < limit ? earlier(wishedAt, limit) : last
  return {
    clock,
    offer,
    isKnown,
    dueAt,
    statedAt: missed ?? statedAt(order, clock, { since, context }),
  }
}

/** "At the latest 15:00 on T": what becomes known after it on that day goes at once. */
export const LATEST_HOUR = '15:00'

/**
 * The words of the offer, as data; null where the line is not late against what was last offered.
 * Silence is consent to one definite date of at most 30 days after T, (b)(1)(ii), and that once;
 * to a later date or none silence cancels 30 days after T, (b)(1)(iii); to any further delay it
 * cancels on the date that stands, (b)(2)(ii).
 */
function offerOf(
  { lineId, originalOn, date, offers, state }: DelayClock,
  told: Day | null,
): DelayOffer | null {
  const last = offers.at(-1)
  if (state.on === null) return null
  // Asked about a wait without a date: one that is known since is another delay, and asked about.
  if (date === null && last?.revisedOn === null && state.name !== 'unasked') return null
  const stands = state.name === 'agreed' ? state.on : (told ?? last?.revisedOn ?? originalOn)
  if (date !== null && date <= stands) return null

  const made = { lineId, originalOn, revisedOn: date }
  if (last) return { ...made, silence: 'cancel', until: state.on }
  const latest = addDays(originalOn, APPLICABLE_DAYS)
  return date !== null && date <= latest
    ? { ...made, silence: 'consent', until: date }
    : { ...made, silence: 'cancel', until: latest }
}

/** An earlier date that was told after the offer: what is later than that is a further delay. */
function toldSince({ said }: OrderState, { lineId, offers }: DelayClock): Day | null {
  const last = offers.at(-1)
  const since = last && said.findLast(({ told }) => Object.hasOwn(told.dates, lineId))
  const day = (since && since.at > last.at && ownValue(since.told.dates, lineId)) || null
  return day !== null && last?.revisedOn != null && day < last.revisedOn ? day : null
}

/**
 * What is here is never "no date": where its day went by, it takes the handling time once more,
 * counted from the day that it has to ship by; of what ships together, from the last of those days,
 * or one parcel would be given two dates.
 */
function packedBy(order: OrderState, clock: DelayClock, context: CadenceContext): Day | null {
  if (!clock.isFreed && !(clock.isPassed && isHere(order, clock, context))) return null
  const { policy, country } = context
  const together = new Set(linesWith(order, clock, context).map(({ id }) => id))
  const last = delayClocks(order, context)
    .filter(({ lineId }) => together.has(lineId))
    .map(({ state, originalOn }) => state.on ?? originalOn)
    .reduce((a, b) => (b > a ? b : a), clock.state.on ?? clock.originalOn)
  return addWorkingDays(last, Math.max(1, policy.handling_days), country)
}

/**
 * Asked about a wait without a date, and its stock has come: the days that packing takes are no further
 * delay, and whoever says that it is here says its day.
 */
function isPacked(order: OrderState, clock: DelayClock, context: CadenceContext): boolean {
  const line = order.lines.find(({ id }) => id === clock.lineId)
  if (!line || clock.date === null || clock.offers.at(-1)?.revisedOn !== null) return false
  const promise = saidPromise(order, line, saidRules(order, context))
  return promise?.basis.rule === 'allocation' && isHere(order, clock, context)
}

/** With all that it ships with: what is kept for a line that still waits goes by that one's date. */
function isHere(order: OrderState, clock: DelayClock, context: CadenceContext): boolean {
  const lines = linesWith(order, clock, context)
  return (
    lines.length > 0 &&
    lines.every((line) => waitingQuantity(line) === 0 && allocatedQuantity(line) > 0)
  )
}

const linesWith = (order: OrderState, { lineId }: DelayClock, context: CadenceContext): Line[] =>
  order.lines
    .filter(({ id }) => id === lineId)
    .flatMap((line) => heldWith(order, line, saidRules(order, context).split))

/**
 * Taken without a date, and none was ever told: no delay yet, for 30 days is what it may take. So is
 * a hoped-for day that went by before the one that it has to ship by, and what was in stock of a line
 * whose others are cancelled: the day that moved was theirs. Not once an offer was made:
 * then each day that goes by is a further delay (435.2(b)(2)), unless its stock is here.
 */
const isUndated = (order: OrderState, clock: DelayClock, context: CadenceContext) => {
  const { lineId, basis, since, date, isPassed, isFreed, offers } = clock
  if (isFreed || clock.isOfStock) return true
  if (date !== null) return false
  if (isPassed) return offers.length === 0 || isHere(order, clock, context)
  return basis === 'thirty_days' && firstTold(order, lineId, since) === null
}

/** When the day that holds has gone by for all, the apology is due, whose place the offer takes. */
function missedAt(
  order: OrderState,
  { lineId, isPassed }: DelayClock,
  context: CadenceContext,
): Instant | null {
  const line = order.lines.find(({ id }) => id === lineId)
  const day = line && saidDate(order, line, saidRules(order, context))
  if (!isPassed || !day) return null
  return zonesOf(context)
    .map((zone) => momentOf(addDays(day, 1), context.policy.missed_at, zone))
    .reduce(later)
}

/** Three days before the day in question, at the hour at which this merchant writes. */
function ripeAt(
  order: OrderState,
  { originalOn, state }: DelayClock,
  context: CadenceContext,
): Instant {
  const day = addDays(state.on ?? originalOn, -RIPE_DAYS)
  const ripe = hourOfDay(day, context.policy.send_hour, [context.zone])
  return later(ripe, firstWordAt(order) ?? ripe)
}

const RIPE_DAYS = 3

/**
 * As soon as it is known: ten minutes after the last change, an hour after the first, like any
 * other moved date, so that changes which come together make one message.
 */
function dueOfChange(order: OrderState, clock: DelayClock, { since, context }: Since): Instant {
  const first = firstWordAt(order)
  if (first) return later(since, first)
  const last = lastChange(order, clock, context) ?? since
  const quiet = addMinutes(later(last, since), QUIET_MINUTES)
  // Another word has shown the date before: the offer of it waits as long for what may follow.
  if (!firstUntold(order, clock.lineId, context)) return quiet
  return earlier(quiet, addMinutes(since, FIRST_MINUTES))
}

const QUIET_MINUTES = 10
const FIRST_MINUTES = 60

const firstWordAt = (order: OrderState) =>
  order.placed?.imported && order.said.length === 0 ? spreadAt(order) : null

/** When the date left for good what was told of it; what was late from the start, since the order. */
const knownSince = (
  order: OrderState,
  { lineId, knownAt }: DelayClock,
  context: CadenceContext,
): Instant => later(firstUntold(order, lineId, context)?.heardAt ?? knownAt, knownAt)

type Since = { since: Instant; context: CadenceContext }

const statedAt = (order: OrderState, { lineId }: DelayClock, { since, context }: Since): Instant =>
  earlier(firstUntold(order, lineId, context)?.at ?? since, since)

function firstUntold(order: OrderState, lineId: string, context: CadenceContext) {
  const line = order.lines.find(({ id }) => id === lineId)
  return line && untoldChanges(order, line, saidRules(order, context))[0]
}

/** Of the line, or of what it is held for. */
const lastChange = (order: OrderState, clock: DelayClock, context: CadenceContext) =>
  linesWith(order, clock, context)
    .flatMap(({ backorder }) => backorder?.history.at(-1)?.heardAt ?? [])
    .sort()
    .at(-1)
