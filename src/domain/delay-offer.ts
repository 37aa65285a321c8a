import { APPLICABLE_DAYS, firstTold } from './applicable-time.ts'
import type { CadenceContext } from './cadence/context.ts'
import { addDays } from './calendar.ts'
import { askedToCancel } from './cancel-asked.ts'
import { hourOfDay, zonesOf } from './deadline.ts'
import { type DelayClock, delayClocks, expiresAt, hasDelayOptions } from './delay-option.ts'
import { handledAgain, handlingOf, packedBy } from './handling-time.ts'
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
import { missedHour } from './policy-of-kind.ts'
import { afterQuietHours, beforeQuietHours } from './recipient.ts'
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
export const owedOffers = oncePerPlan((order, context): readonly OwedOffer[] => {
  if (!hasDelayOptions(context)) return []
  return delayClocks(order, context).flatMap((clock) => {
    const owed = owedOffer(order, clock, context)
    const end = expiresAt(clock, context)
    return owed && end !== null && context.now < end ? [owed] : []
  })
})

/**
 * The offers of the next message: those of delays that are known, with them the undated ones that
 * are due by then, and what leaves in one parcel with any that is given a date. A line in stock is not asked about ahead of its day: nearly all have shipped
 * by it, and a message planned for each would be one more row an order for nothing.
 */
export const offersTogether = oncePerPlan((order, context): readonly OwedOffer[] => {
  const all = owedOffers(order, context)
  if (all.length === 0) return all
  const owed = all.filter(
    ({ isKnown, dueAt, clock }) => isKnown || dueAt <= context.now || hasBackorder(order, clock),
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

const hasBackorder = (order: OrderState, { lineId }: DelayClock) =>
  order.lines.some(({ id, backorder }) => id === lineId && backorder !== null)

/** What is owed for one line, were it still in time: nothing to who has asked to cancel it. */
export function owedOffer(
  order: OrderState,
  clock: DelayClock,
  context: CadenceContext,
): OwedOffer | null {
  if (isPacked(order, clock, context)) return null
  const date = (clock.isFreed ? null : clock.date) ?? packedAgainBy(order, clock, context)
  const offer = offerOf({ ...clock, date }, toldSince(order, clock))
  if (!offer || askedToCancel(order)?.lines.includes(clock.lineId)) return null
  const isKnown = !isUndated(order, clock, context)
  const limit = latestAt(clock, context)
  const missed = isKnown ? missedAt(order, clock, context) : null
  const since = missed ?? (isKnown ? knownSince(order, clock, context) : clock.startedAt)
  const wishedAt =
    missed ??
    (isKnown
      ? dueOfChange(order, clock, { since, context })
      : ripeAt(order, offer, { clock, context }))
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

/** To who reads texts alone before the night in which none may go, where T is over when it is. */
function latestAt(clock: DelayClock, context: CadenceContext): Instant {
  const at = hourOfDay(clock.state.on ?? clock.originalOn, LATEST_HOUR, zonesOf(context))
  return canBeTold(clock, at, context) ? at : beforeQuietHours(at, context.zone, context.policy)
}

/** Whether what goes then is read before T is over: a text waits for the end of the quiet hours. */
export function canBeTold(clock: DelayClock, at: Instant, context: CadenceContext): boolean {
  const { reach, zone, policy } = context
  const end = expiresAt(clock, context)
  return reach !== 'sms' || end === null || afterQuietHours(at, zone, policy) < end
}

/**
 * The words of the offer, as data; null where the line is not late against what was last offered.
 * Silence is consent to one definite date of at most 30 days after T, (b)(1)(ii), and that once;
 * to a later date or none silence cancels 30 days after T, (b)(1)(iii); to any further delay, also
 * of what she had agreed to by choosing one package, it cancels on the date that stands, (b)(2)(ii).
 */
function offerOf(
  { lineId, originalOn, date, offers, state }: DelayClock,
  told: Day | null,
): DelayOffer | null {
  const last = offers.at(-1)
  if (state.on === null) return null
  // Asked about a wait without a date: one that is known since is another delay, and asked about.
  if (date === null && last?.revisedOn === null && state.name !== 'unasked') return null
  // By T at the latest: a date that moves inside it is no delay, whatever was told earlier.
  const known = later(told ?? last?.revisedOn ?? originalOn, originalOn)
  const stands = state.name === 'agreed' ? state.on : known
  if (date !== null && date <= stands) return null

  const made = { lineId, originalOn, revisedOn: date }
  if (last || state.name === 'agreed') return { ...made, silence: 'cancel', until: state.on }
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
 * What is here is never "no date": where its day went by, it takes the handling time once more, counted
 * from the day that it has to ship by; of what ships together, from the last of those days, or one parcel
 * would be given two dates. Where the day was one that was offered, from today on, while that is in time.
 */
function packedAgainBy(order: OrderState, clock: DelayClock, context: CadenceContext): Day | null {
  if (!clock.isFreed && !(clock.isPassed && isHere(order, clock, context))) return null
  const lines = linesWith(order, clock, context)
  const inTime = !clock.isFreed && wasDated(clock) ? packedInTime(order, clock, context) : null
  if (inTime) return inTime
  const together = new Set(lines.map(({ id }) => id))
  const last = delayClocks(order, context)
    .filter(({ lineId }) => together.has(lineId))
    .map(({ state, originalOn }) => state.on ?? originalOn)
    .reduce((a, b) => (b > a ? b : a), clock.state.on ?? clock.originalOn)
  return packedBy(last, handledAgain(handlingOf(lines, context)))
}

/** Each date of an offer that goes by is a further delay (435.2(b)(2)), also of what is here. */
const wasDated = ({ offers }: DelayClock) => (offers.at(-1)?.revisedOn ?? null) !== null

/** Asked about a wait without a date, and here: what packing takes is no further delay, and told with it. */
function isPacked(order: OrderState, clock: DelayClock, context: CadenceContext): boolean {
  const line = order.lines.find(({ id }) => id === clock.lineId)
  if (!line || clock.date === null || clock.offers.at(-1)?.revisedOn !== null) return false
  const promise = saidPromise(order, line, saidRules(order, context))
  return promise?.basis.rule === 'allocation' && isHere(order, clock, context)
}

function packedInTime(order: OrderState, clock: DelayClock, context: CadenceContext): Day | null {
  const handling = handledAgain(handlingOf(linesWith(order, clock, context), context))
  const day = packedBy(saidRules(order, context).today, handling)
  return day < (clock.state.on ?? clock.originalOn) ? day : null
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
 * what was in stock, whose day of packing is no promise: of a line whose others are cancelled the day
 * that moved was theirs, and what is here can be packed anew while that ends before the day that it
 * has to ship by. Any other day that was told and goes by is a delay without a date from then on, also
 * long before T: who is told that there is nothing to do would be asked about it weeks later.
 */
function isUndated(order: OrderState, clock: DelayClock, context: CadenceContext): boolean {
  const { lineId, basis, since, date, isPassed, isFreed } = clock
  if (isFreed || clock.isOfStock) return true
  if (date !== null) return false
  if (isPassed && isHere(order, clock, context))
    return !wasDated(clock) && packedInTime(order, clock, context) !== null
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
  const hour = missedHour(context.policy, order)
  return zonesOf(context)
    .map((zone) => momentOf(addDays(day, 1), hour, zone))
    .reduce(later)
}

/**
 * Three days before the day in question, at the hour at which this merchant writes. Where silence ends
 * it on that very day, and no date can be given, in time for its reminder and the merchant's warnings.
 */
function ripeAt(
  order: OrderState,
  { revisedOn, until }: DelayOffer,
  { clock, context }: { clock: DelayClock; context: CadenceContext },
): Instant {
  const on = clock.state.on ?? clock.originalOn
  const isLast = revisedOn === null && until === on
  const day = addDays(on, isLast ? -LAST_RIPE_DAYS : -RIPE_DAYS)
  const ripe = hourOfDay(day, context.policy.send_hour, [context.zone])
  return later(ripe, firstWordAt(order, context) ?? ripe)
}

const RIPE_DAYS = 3
const LAST_RIPE_DAYS = 8

/**
 * As soon as it is known: ten minutes after the last change, an hour after the first, like any
 * other moved date, so that changes which come together make one message.
 */
function dueOfChange(order: OrderState, clock: DelayClock, { since, context }: Since): Instant {
  const first = firstWordAt(order, context)
  if (first) return later(since, first)
  const last = lastChange(order, clock, context) ?? since
  const quiet = addMinutes(later(last, since), QUIET_MINUTES)
  // Another word has shown the date before: the offer of it waits as long for what may follow.
  if (!firstUntold(order, clock.lineId, context)) return quiet
  return earlier(quiet, addMinutes(since, FIRST_MINUTES))
}

const QUIET_MINUTES = 10
const FIRST_MINUTES = 60

const firstWordAt = (order: OrderState, { policy }: CadenceContext) =>
  order.placed?.imported && order.said.length === 0 ? spreadAt(order, policy) : null

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
