import { because } from '../because.ts'
import { expiringClocks } from '../delay-expiry.ts'
import { owedOffer } from '../delay-offer.ts'
import type { DelayClock } from '../delay-option.ts'
import type { Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import { tellCancelled } from './cancelled.ts'
import type { CadenceContext, Rule } from './context.ts'
import { offeredBy } from './delay-words.ts'
import { withRemoved } from './removed.ts'
import { isBackordered } from './silence-budget.ts'
import { factsOf, listLines, tell } from './told.ts'
import { kindTelling } from './told-as-one.ts'

/**
 * Silence ended the wait: what is cancelled, and the day of the refund (16 CFR 435.2(c), seven
 * working days by 435.1(b)), in place of `order_cancelled`, and with what else was cancelled and is
 * untold. While an offer waits for its answer, or a
 * date has to be kept, the message stands in the plan at the moment at which it would go, for support
 * to see it coming.
 */
export const wantDelayExpired: Rule = (order, context) => {
  const kind = 'delay_expired'
  const kindOf = kindTelling(order, context)
  const cancelled = tellCancelled(order, context, { kind, kindOf })
  return [
    ...withRemoved(order, context, { kind, isTelling: kindOf({}) === kind, cancelled }),
    ...ahead(order, context),
  ]
}

function ahead(order: OrderState, context: CadenceContext): Notice[] {
  const ending = expiringClocks(order, context).filter(
    ({ clock, at, held }) => held === null && at > context.now && endsNext(order, clock, context),
  )
  const next = ending[0]
  if (!next) return []
  const together = ending.filter(({ at }) => at === next.at).map(({ clock }) => clock)
  const lines = together.map(({ lineId }) => lineId)
  const until = next.clock.state.on
  const isAsked = together.some(({ state }) => state.name === 'asked')
  return [
    {
      kind: 'delay_expired',
      key: `delay_expired:${until}`,
      dueAt: next.at,
      why: `${listLines(order, lines)}: cancelled at the end of ${until} unless ${isAsked ? 'agreed to or ' : ''}shipped.`,
      because: because(isAsked ? 'delay_unanswered' : 'delay_to_be_kept', {
        lines,
        applicable: Object.fromEntries(together.map((one) => [one.lineId, one.originalOn])),
        told_by: offeredBy(together),
        until_day: until,
      }),
      facts: factsOf({
        lines,
        cancelled: together.map(({ lineId, quantity }) => ({ lineId, quantity })),
        told: tell(order, {}),
      }),
    },
  ]
}

/**
 * Whether no other word of the delay lies before its end. A date that falls on that day is not missed
 * before it either; one that goes by earlier is followed by an offer. A line in stock has no row of
 * its own in the plan ahead: nearly all ship.
 */
function endsNext(order: OrderState, clock: DelayClock, context: CadenceContext): boolean {
  if (clock.state.name === 'asked') return true
  const line = order.lines.find(({ id }) => id === clock.lineId)
  const isLast = clock.date === clock.state.on && owedOffer(order, clock, context) === null
  return isLast && line !== undefined && isBackordered(line)
}
