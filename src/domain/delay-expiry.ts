import type { CadenceContext } from './cadence/context.ts'
import { addDays } from './calendar.ts'
import { hourOfDay, zonesOf } from './deadline.ts'
import { canBeTold, LATEST_HOUR, owedOffer } from './delay-offer.ts'
import {
  clockFor,
  type DelayClock,
  delayClocks,
  expiresAt,
  hasDelayOptions,
} from './delay-option.ts'
import { addHours, addMinutes, later, toInstant } from './instant.ts'
import { oncePerPlan } from './once-per-plan.ts'
import type { Day, Instant, OrderState } from './order.ts'
import { promiseOf } from './promise.ts'

/**
 * A clock that runs out, and what keeps it from cancelling by itself: the policy, a feed that looks
 * dead (what has shipped may not have been told), or that we were late ourselves. What is held is
 * put before the merchant.
 */
export type ExpiringClock = {
  clock: DelayClock
  at: Instant
  held: 'confirm' | 'feed' | 'late' | null
}

/**
 * Every clock with a deadline, the next first: what the merchant is told ahead of it. Where the rule
 * binds no more only what an offer had said to end does: of a date that was agreed to it said nothing.
 */
export const expiringClocks = oncePerPlan((order, context): readonly ExpiringClock[] =>
  delayClocks(order, context)
    .filter(({ state }) => state.name === 'asked' || hasDelayOptions(context))
    .flatMap((clock) => {
      const at = expiresAt(clock, context)
      return at === null ? [] : [{ clock, at, held: holdOf(order, { clock, at }, context) }]
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
)

/**
 * When the merchant is warned of a date of its own that it must keep, else it is cancelled unasked.
 * Looked at on those days and not planned from the start: nearly all ship by it, and a notice for
 * each would be rows for nothing. Without a date the offer comes first, to whoever can be reached.
 */
export function warnedAt({ state, date }: DelayClock, context: CadenceContext): Instant[] {
  if (state.name !== 'unasked' && state.name !== 'agreed') return []
  if (date === null && context.reach !== 'none') return []
  const { on } = state
  return warnedDays(context).map((days) =>
    hourOfDay(addDays(on, -days), context.policy.send_hour, [context.merchantZone]),
  )
}

/** How many days ahead of an end its customer is reminded, and its merchant warned; the first first. */
export const warnedDays = ({ policy }: Pick<CadenceContext, 'policy'>): number[] =>
  [...new Set(policy.warned_days)].sort((a, b) => b - a)

function holdOf(
  order: OrderState,
  expiry: { clock: DelayClock; at: Instant },
  context: CadenceContext,
): ExpiringClock['held'] {
  if (isLate(order, expiry, context)) return 'late'
  if (context.policy.expiry === 'confirm') return 'confirm'
  return context.feedSilentSince === null ? null : 'feed'
}

/**
 * Whether the fault may be ours, and not the seller's: the order was first known to us after its
 * day; a package was out as far as anybody knew, until nobody could be asked any more; an offer was owed and we did not send it;
 * or nobody looked for a day. An offer whose silence cancels does so however late it is: its reader
 * was told that it would, and was reminded of it. Where that reminder did not go (it was thought to be
 * under way, and is not) her silence answers nothing.
 */
function isLate(
  order: OrderState,
  { clock, at }: { clock: DelayClock; at: Instant },
  context: CadenceContext,
): boolean {
  if (clock.knownAt >= at || wentOut(order, { clock, at }, context)) return true
  if (context.now < at) return false
  if (clock.state.name === 'asked')
    return context.reach !== 'none' && !wasReminded(order, clock, context)
  // Where the merchant confirms each, it waits for that and for nobody's look.
  const isConfirmed = context.policy.expiry === 'confirm'
  if (!isConfirmed && context.now >= addHours(at, LATE_HOURS)) return true
  return context.reach !== 'none' && wasOwed(order, clock, { ...context, now: justBefore(at) })
}

/** The last that was owed: an outage may have kept the one before it back. */
function wasReminded(
  { said }: OrderState,
  { state, offers }: DelayClock,
  context: CadenceContext,
): boolean {
  const offeredAt = offers.at(-1)?.at ?? ''
  const owed = warnedDays(context).filter((days) =>
    isReminded(offeredAt, state.on ?? '', { days, context }),
  )
  const last = owed.at(-1)
  if (last === undefined) return true
  const key = reminderKey(state.on ?? '', last)
  return said.some((one) => one.key === key && one.at > offeredAt)
}

export const reminderKey = (until: Day, days: number) => `delay_option_reminder:${until}:${days}`

/** Who was asked today is not asked again tomorrow, but for the last time that is left. */
export const isReminded = (
  offeredAt: Instant,
  until: Day,
  { days, context }: { days: number; context: CadenceContext },
): boolean =>
  offeredAt !== '' &&
  addHours(offeredAt, days === warnedDays(context).at(-1) ? LAST_AFTER_HOURS : AFTER_OFFER_HOURS) <
    remindedAt(until, days, context)

const AFTER_OFFER_HOURS = 24
const LAST_AFTER_HOURS = 12

export const remindedAt = (until: Day, days: number, { policy, zone }: CadenceContext): Instant =>
  hourOfDay(addDays(until, -days), policy.send_hour, [zone])

/**
 * As it stood on the last moment of the day: what was promised for that day had not passed yet. Not
 * what came to light too late for a text: that the night kept it back is no fault of ours.
 */
function wasOwed(order: OrderState, { lineId }: DelayClock, context: CadenceContext): boolean {
  const then = asItStood(order, context.now)
  const clock = clockFor(delayClocks(then, context), lineId)
  const owed = clock && owedOffer(then, clock, context)
  if (!owed || owed.statedAt > context.now) return false
  return canBeTold(owed.clock, owed.statedAt, context)
}

/**
 * With the dates that were stated by then, whenever we heard of them, and what was told by then. By the
 * apology of the day after, the date that was to hold would have been none all along, and the offer
 * of that one that we owed.
 */
const asItStood = (order: OrderState, moment: Instant): OrderState => ({
  ...order,
  said: order.said.filter(({ at }) => at <= moment),
  lines: order.lines.map((line) => {
    const history = line.backorder?.history.filter(({ at }) => at <= moment) ?? []
    const last = history.at(-1)
    if (!line.backorder || !last || history.length === line.backorder.history.length) return line
    return { ...line, backorder: { ...line.backorder, promise: promiseOf(last), history } }
  }),
})

const justBefore = (at: Instant): Instant => toInstant(Date.parse(at) - 1)

const LATE_HOURS = 24

/**
 * It was out for all that anybody knew when the last could have been asked: of a question that was put
 * in time, when that ended. Taken back before, it is asked about, or ends, like any other. Not where it was
 * offered since: its reader was asked with the package known to be none.
 */
function wentOut(
  order: OrderState,
  { clock, at }: { clock: DelayClock; at: Instant },
  context: CadenceContext,
): boolean {
  const { lineId, offers, state } = clock
  const isAsked = state.name === 'asked'
  const last = isAsked ? at : hourOfDay(state.on ?? '', LATEST_HOUR, zonesOf(context))
  return takenBack(order, lineId).some(
    ({ voidedAt = last }) => voidedAt >= last && (offers.at(-1)?.at ?? '') <= voidedAt,
  )
}

/**
 * When what is due at a moment at which the line was thought to be under way may be said at the
 * earliest: her reader is told first that it is not, by a word that waits for what may follow. Null
 * where it was not, and where it still is.
 */
export function backBy(
  order: OrderState,
  lineId: string,
  { at, context }: { at: Instant; context: CadenceContext },
): Instant | null {
  const rests = context.policy.change_quiet_minutes
  const ends = takenBack(order, lineId)
    .filter(({ shippedAt, voidedAt }) => voidedAt !== undefined && (shippedAt ?? '') <= at)
    .map(({ voidedAt = '' }) => addMinutes(voidedAt, rests))
  return ends.filter((end) => at < end).reduce<Instant | null>((a, b) => later(a ?? b, b), null)
}

const takenBack = ({ shipments }: OrderState, lineId: string) =>
  shipments.filter(
    ({ voided, shippedAt, lines }) =>
      voided && shippedAt !== null && lines.some(({ id }) => id === lineId),
  )
