import { because } from '../../because.ts'
import { addDays } from '../../calendar.ts'
import { hourOfDay } from '../../deadline.ts'
import {
  backBy,
  type ExpiringClock,
  expiringClocks,
  warnedAt,
  warnedDays,
} from '../../delay-expiry.ts'
import type { DelayClock } from '../../delay-option.ts'
import { later } from '../../instant.ts'
import { type MerchantNotice, merchantFacts } from '../../merchant-notice.ts'
import type { Day, Instant, OrderState } from '../../order.ts'
import type { CadenceContext } from '../context.ts'
import { offeredBy } from '../delay-words.ts'
import type { MerchantRule } from './rule.ts'

/**
 * A wait that is about to end by itself: 7 and 2 days ahead and as the policy says, be it that the customer's silence
 * cancels or that it is the seller's own date that must be kept. What we do not cancel by ourselves
 * (the policy, our own lateness) is put before the merchant when its day is over.
 */
export const wantDelayExpiring: MerchantRule = (order, context) => {
  const clocks = expiringClocks(order, context)
  const days = [...new Set(clocks.map(({ clock }) => clock.state.on ?? ''))]
  return days.flatMap((day) => {
    const together = clocks.filter(({ clock }) => clock.state.on === day)
    return [...ahead(order, day, { clocks: together, context }), ...over(day, together, context)]
  })
}

function ahead(
  order: OrderState,
  day: Day,
  { clocks, context }: { clocks: readonly ExpiringClock[]; context: CadenceContext },
): MerchantNotice[] {
  const coming = clocks.filter(({ at }) => at > context.now)
  return warnedDays(context).flatMap((days, place, all) => {
    const until = all[place + 1]
    const dueAt = hourOfDay(addDays(day, -days), context.policy.send_hour, [context.merchantZone])
    const next =
      until && hourOfDay(addDays(day, -until), context.policy.send_hour, [context.merchantZone])
    if (next && context.now >= next) return []
    // Nothing to be warned of before the offer, or the order itself, is there.
    const warned = coming.filter(({ clock }) => {
      if (namedAt(clock, day) >= dueAt) return false
      if (clock.state.name === 'asked') return true
      return warnedAt(clock, context).includes(dueAt) && dueAt <= context.now
    })
    if (warned.length === 0) return []
    const what = warned.every(isYours) ? 'the merchant decides' : 'it is cancelled'
    return [
      noticeOf(warned, {
        key: `delay.expiring:${day}:${days}`,
        // Voided to be printed again, it is not about to end at all.
        dueAt: warned
          .flatMap(({ clock }) => backBy(order, clock.lineId, { at: dueAt, context }) ?? [])
          .reduce(later, dueAt),
        why: `Neither shipped nor agreed to by the end of ${day}, ${what} (16 CFR 435.2).`,
        deadline: day,
      }),
    ]
  })
}

/** Of the offers the first that named the day: one that is made anew leaves it where it is. */
const namedAt = ({ offers, knownAt }: DelayClock, day: Day): Instant =>
  (offers.find(({ until, revisedOn }) => until === day || revisedOn === day) ?? offers.at(-1))
    ?.at ?? knownAt

/** Held, and its day is over: cancelling it is the merchant's to do. */
function over(
  day: string,
  clocks: readonly ExpiringClock[],
  { now }: CadenceContext,
): MerchantNotice[] {
  const held = clocks.filter((one) => one.at <= now && isYours(one))
  const [first] = held
  if (!first) return []
  return [
    noticeOf(held, {
      key: `delay.expiring:${day}:past`,
      dueAt: first.at,
      why:
        first.held === 'confirm'
          ? `Not shipped and not agreed to by ${day}; by your policy it is not cancelled by itself.`
          : `Not shipped by ${day}, and the offer was not in time by no fault of its customer; it is not cancelled by itself.`,
      deadline: day,
      since: first.at,
    }),
  ]
}

/** What we do not cancel by ourselves. */
const isYours = ({ held }: ExpiringClock) => held === 'confirm' || held === 'late'

const noticeOf = (
  clocks: readonly ExpiringClock[],
  {
    deadline,
    since,
    ...notice
  }: Pick<MerchantNotice, 'key' | 'dueAt' | 'why'> & { deadline: Day; since?: Instant },
): MerchantNotice => ({
  kind: 'delay.expiring',
  ...notice,
  because: because('delay_expiring', {
    lines: clocks.map(({ clock }) => clock.lineId),
    applicable: Object.fromEntries(clocks.map(({ clock }) => [clock.lineId, clock.originalOn])),
    told_by: offeredBy(clocks.map(({ clock }) => clock)),
    deadline,
    held: clocks.find(({ held }) => held)?.held ?? null,
  }),
  facts: merchantFacts({
    lines: clocks.map(({ clock }) => ({ lineId: clock.lineId, quantity: clock.quantity })),
    by: clocks.every(isYours) ? 'merchant' : 'tidings',
    deadline,
    since: since ?? null,
    ...(clocks.every(({ clock }) => clock.state.name !== 'asked') && { isUnasked: true as const }),
  }),
})
