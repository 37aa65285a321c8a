import { applicableTime, startOf } from './applicable-time.ts'
import type { CadenceContext } from './cadence/context.ts'
import { dayOf } from './calendar.ts'
import { endOfDay, zonesOf } from './deadline.ts'
import { freedDate } from './freed-date.ts'
import { chosenWait } from './hold-choice.ts'
import { leftHereAt } from './left-here.ts'
import { type MadeOffer, madeOffers } from './made-offer.ts'
import { oncePerPlan } from './once-per-plan.ts'
import { type Day, type Instant, type Line, type OrderState, openQuantity } from './order.ts'
import { heldWith, ownDate, type SaidRules, saidDate, saidRules } from './said-date.ts'
import { chosenAt, takenOffers } from './substitute.ts'
import { isOfStock } from './wait-units.ts'

/**
 * Delay options (16 CFR 435.2): one clock for each line that has not shipped. A clock runs to the
 * applicable time, T, and on from there as offers are made and answered; where it stands is a pure
 * function of what was said and agreed to, so it can be shown for any moment.
 */
export type DelayClock = {
  lineId: string
  /**
   * All of it that is neither shipped nor cancelled. A unit that is here is late as well once the day of
   * its line is over: to give it a clock of its own once the others have ended would begin its T anew.
   */
  quantity: number
  /** T, the applicable time of 435.2(a)(1), and where it comes from. */
  originalOn: Day
  basis: 'shown' | 'promised' | 'thirty_days'
  /** When the seller had the order and its payment (435.1(c)), and when we heard of it. */
  startedAt: Instant
  knownAt: Instant
  /** The date that holds now; null where none can be given. A day gone by is no date any more. */
  date: Day | null
  isPassed: boolean
  /** In stock, and no longer kept for the rest: its date is no promise of stock, but of packing. */
  isFreed: boolean
  /** When something else was chosen in its place: nothing that was said before is about that. */
  since: Instant | null
  /** What is left of it was in stock, and is kept for nothing: no date of units on backorder is its. */
  isOfStock: boolean
  /** What was put before the customer, oldest first. */
  offers: MadeOffer[]
  state: DelayState
}

/**
 * - `unasked`: nothing was offered; it ships by `on` (T), or is cancelled unasked, (c)(5).
 * - `agreed`: to a later date, by an answer or, once, by silence; it ships by it, (b)(2).
 * - `asked`: an offer waits for its answer; silence cancels on `on`, (b)(1)(iii) and (b)(2)(ii).
 * - `open_ended`: agreed to a delay without a date; no deadline, cancellable until it ships.
 */
export type DelayState =
  | { name: 'unasked'; on: Day }
  | { name: 'agreed'; on: Day; by: 'answer' | 'silence' }
  | { name: 'asked'; on: Day }
  | { name: 'open_ended'; on: null }

/** For whom the rule binds: by the policy, else where the merchant or the address is in the US. */
export function hasDelayOptions({ policy, country, recipientCountry }: CadenceContext): boolean {
  if (policy.delay_options) return policy.delay_options === 'ftc'
  return isUs(country) || isUs(recipientCountry)
}

const isUs = (country: string | null) =>
  ['US', 'USA', 'UNITED STATES'].includes(country?.trim().toUpperCase() ?? '')

/**
 * The clocks that run for an order now. Before payment none does: there is no order to keep. What was
 * put before a customer runs to its end also where the rule binds no more (another policy, another
 * address): the day that it named, and the right to cancel, are her merchant's word.
 */
export const delayClocks = oncePerPlan((order, context): DelayClock[] => {
  const { placed } = order
  if (!placed || order.paymentStatus === 'pending') return []
  const isBound = hasDelayOptions(context)
  if (!isBound && !order.said.some(({ told }) => told.offers)) return []
  return order.lines
    .filter((line) => openQuantity(line) > 0)
    .map((line) => clockOf(order, line, { placed, context }))
    .filter(({ offers }) => isBound || offers.length > 0)
})

export const clockFor = (clocks: readonly DelayClock[], lineId: string) =>
  clocks.find((clock) => clock.lineId === lineId)

type Placed = NonNullable<OrderState['placed']>

function clockOf(
  order: OrderState,
  line: Line,
  { placed, context }: { placed: Placed; context: CadenceContext },
): DelayClock {
  const since = chosenAt(order, line.id)
  const rules = saidRules(order, context)
  const offers = madeOffers(order, context, { lineId: line.id, since })
  const start = startOf(order, line, { placed, since })
  const applicable = applicableTime(order, line, { startedAt: start.at, since, context })
  // Of what is still to be swapped the date of what was ordered is nobody's.
  const isSwapped =
    since !== null && takenOffers(order).some(({ offer }) => offer.lineId === line.id)
  const promised = isSwapped ? null : saidDate(order, line, rules)
  const isPassed = !isSwapped && hasPassed(order, line, rules)
  const freedOn = isSwapped ? null : freedDate(order, line, { since, context, rules })
  // Counted from the original: what was told of T once holds, whatever is heard of it later.
  const originalOn = offers[0]?.originalOn ?? applicable.on
  return {
    lineId: line.id,
    quantity: openQuantity(line),
    originalOn,
    basis: applicable.basis,
    startedAt: start.at,
    knownAt: start.heardAt,
    date: isPassed ? null : (promised ?? freedOn),
    isPassed,
    isFreed: freedOn !== null,
    since,
    isOfStock: line.backorder !== null && isOfStock(line) && !isKept(order, line, rules),
    offers,
    state: withChoice(
      stateOf(originalOn, offers, {
        date: promised,
        leftAt: isOfStock(line) ? leftHereAt(order, line) : null,
        zone: context.merchantZone,
      }),
      offers,
      (stood) => chosenWait(order, line, { ...context, stood }),
    ),
  }
}

const isKept = (order: OrderState, line: Line, { split }: SaidRules) =>
  heldWith(order, line, split).some((one) => one !== line)

/** Told as missed it is no promise any more, but the date that was stated last was one. */
function hasPassed(order: OrderState, line: Line, rules: SaidRules): boolean {
  const date = saidDate(order, line, rules)
  if (date !== null) return date < rules.today
  const undated = heldWith(order, line, rules.split).filter((one) => ownDate(one) === null)
  return undated.every((one) => !isOfStock(one) && one.backorder?.expectedAt != null)
}

/**
 * A delay that was taken back is no delay: where the date is again one that its reader had agreed to,
 * or T itself, nobody is asked whether to wait for a later one, and it ships by what holds. Also once
 * that day has gone by, till an offer says so: else the end of a kept word would be that of a question.
 * So it is where what was asked about is cancelled by then, and what was in stock is left.
 */
function stateOf(
  originalOn: Day,
  offers: readonly MadeOffer[],
  { date, leftAt, zone }: { date: Day | null; leftAt: Instant | null; zone: string },
): DelayState {
  const state = stateAfter(originalOn, offers)
  const last = offers.at(-1)
  if (state.name !== 'asked' || !last) return state
  const before = agreedBefore(originalOn, offers)
  if (before.on === null) return state
  const isBack = date !== null && date <= before.on && dayOf(last.at, zone) <= date
  const isLeft = leftAt !== null && last.at < leftAt && dayOf(leftAt, zone) <= before.on
  if (!isBack && !isLeft) return state
  // The day that its reader was given to answer by is not drawn in because stock came.
  return { ...before, on: last.until > before.on ? last.until : before.on }
}

/** What held before the offers that nobody has answered. */
function agreedBefore(originalOn: Day, offers: readonly MadeOffer[]): DelayState {
  for (let count = offers.length - 1; count > 0; count -= 1) {
    const state = stateAfter(originalOn, offers.slice(0, count))
    if (state.name !== 'asked') return state
  }
  return { name: 'unasked', on: originalOn }
}

/** Where the clock stands after its offers: each takes the place of the one before it. */
function stateAfter(originalOn: Day, offers: readonly MadeOffer[]): DelayState {
  const last = offers.at(-1)
  if (!last) return { name: 'unasked', on: originalOn }
  if (last.consentedAt !== null) {
    const { agreedTo = last.revisedOn } = last
    return agreedTo === null
      ? { name: 'open_ended', on: null }
      : { name: 'agreed', on: agreedTo, by: 'answer' }
  }
  if (last.silence === 'consent' && last.revisedOn !== null)
    return { name: 'agreed', on: last.revisedOn, by: 'silence' }
  return { name: 'asked', on: last.until }
}

/**
 * Who chose to have all in one package agreed to the day on which it was to go: what that adds to the
 * wait of a line is no delay of the seller's. It answers no offer that asks about more than that.
 */
function withChoice(
  state: DelayState,
  offers: readonly MadeOffer[],
  chosenBefore: (stood: Day) => { at: Instant; on: Day } | null,
): DelayState {
  if (state.name !== 'unasked' && state.name !== 'agreed') return state
  const chosen = chosenBefore(state.on)
  const isNew = chosen !== null && chosen.at > (offers.at(-1)?.at ?? '')
  return isNew && chosen.on > state.on ? { name: 'agreed', on: chosen.on, by: 'answer' } : state
}

/** The end of the day on which the clock runs out; null where it has no deadline any more. */
export const expiresAt = ({ state }: DelayClock, context: CadenceContext): Instant | null =>
  state.on === null ? null : endOfDay(state.on, zonesOf(context))
