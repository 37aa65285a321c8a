import type { CadenceContext } from './cadence/context.ts'
import { waitsOf } from './cadence/silence-budget.ts'
import { later } from './instant.ts'
import { plusDays } from './local-time.ts'
import type { Instant, Line, OrderState } from './order.ts'
import { silenceBudgetDays } from './policy-of-kind.ts'
import { afterQuietHours } from './recipient.ts'

/** When nothing could be sent. */
export type Outage = { from: Instant; to: Instant }

/** A time without a word for a customer who waited and could have been reached. */
export type Silence = {
  seconds: number
  from: Instant
  to: Instant
  budgetDays: number
  /** How far it went over the budget, less the time in which nothing could be sent. */
  overSeconds: number
}

export type SilenceMeter = {
  /** The longest, and the one that went over its budget most. */
  longest: Silence | null
  worst: Silence | null
  /** Since when the customer both waits and can be reached; null while not. */
  openSince: Instant | null
}

export const newSilenceMeter = (): SilenceMeter => ({ longest: null, worst: null, openSince: null })

/**
 * Measures the silence that a step ends, or would end: the order as it was until then. Beside the
 * rules and not by them, so that a rule that forgets somebody is seen: all it shares with them is
 * what waiting means.
 */
export function measureSilence(
  meter: SilenceMeter,
  order: OrderState,
  context: CadenceContext,
  outages: readonly Outage[],
) {
  if (meter.openSince === null) return
  const waits = waitsOf(order, context).filter(({ since }) => since < context.now)
  for (const { line, since } of waits) {
    const silence = silenceOf(order, line, later(since, meter.openSince), context, outages)
    if (silence.seconds <= 0) continue
    // One word is for all of its lines: of several that wait, the least of their budgets is the order's.
    if (silence.seconds > (meter.longest?.seconds ?? 0))
      meter.longest = { ...silence, budgetDays: leastBudget(waits, context) }
    if (silence.overSeconds > (meter.worst?.overSeconds ?? Number.NEGATIVE_INFINITY))
      meter.worst = silence
  }
}

const leastBudget = (waits: readonly { line: Line }[], { policy }: CadenceContext) =>
  silenceBudgetDays(
    policy,
    waits.map(({ line }) => line),
  )

/** After the step: a wait that begins now begins with it, also where it had ended before. */
export function followWait(meter: SilenceMeter, order: OrderState, context: CadenceContext) {
  const isOpen = context.reach !== 'none' && waitsOf(order, context).length > 0
  if (!isOpen) meter.openSince = null
  else meter.openSince ??= later(order.placed?.heardAt ?? context.now, startOf(order, context))
}

/** A first wait began with the order; one that comes back begins when it does. */
const startOf = (order: OrderState, { now }: CadenceContext): Instant =>
  order.said.length > 0 ? now : (order.placed?.at ?? now)

function silenceOf(
  order: OrderState,
  line: Line,
  waitsFrom: Instant,
  context: CadenceContext,
  outages: readonly Outage[],
): Silence {
  const { now, policy, zone } = context
  const from = later(order.said.at(-1)?.at ?? waitsFrom, waitsFrom)
  const budgetDays = silenceBudgetDays(policy, [line])
  const ends = Date.parse(plusDays(from, budgetDays, zone))
  const over = Date.parse(now) - ends - heldBack(readableAgain(outages, context), from, now)
  return {
    seconds: (Date.parse(now) - Date.parse(from)) / 1_000,
    from,
    to: now,
    budgetDays,
    overSeconds: over / 1_000,
  }
}

/** An outage that ends by night lasts until the morning for who reads texts alone. */
const readableAgain = (outages: readonly Outage[], { reach, zone, policy }: CadenceContext) =>
  reach === 'sms'
    ? outages.map(({ from, to }) => ({ from, to: afterQuietHours(to, zone, policy) }))
    : outages

const heldBack = (outages: readonly Outage[], from: Instant, to: Instant): number =>
  outages
    .map(
      (one) =>
        Math.min(Date.parse(one.to), Date.parse(to)) -
        Math.max(Date.parse(one.from), Date.parse(from)),
    )
    .reduce((all, ms) => all + Math.max(0, ms), 0)
