import { because } from '../because.ts'
import { expiringClocks } from '../delay-expiry.ts'
import type { Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import { tellCancelled } from './cancelled.ts'
import type { CadenceContext, Rule } from './context.ts'
import { offeredBy } from './delay-words.ts'
import { factsOf, listLines, tell } from './told.ts'

/**
 * Silence ended the wait: what is cancelled, and the day of the refund (16 CFR 435.2(c), seven
 * working days by 435.1(b)), in place of `order_cancelled`. While an offer waits for its answer the
 * message stands in the plan at the moment at which it would go, for support to see it coming.
 */
export const wantDelayExpired: Rule = (order, context) => [
  ...tellCancelled(order, context, {
    kind: 'delay_expired',
    isOwn: ({ cause }) => cause === 'expired',
    why: ({ at }, titles) =>
      `${titles}: neither shipped nor agreed to in time, so cancelled on ${at} (16 CFR 435.2(c)).`,
  }),
  ...ahead(order, context),
]

function ahead(order: OrderState, context: CadenceContext): Notice[] {
  const asked = expiringClocks(order, context).filter(
    ({ clock, at, held }) => clock.state.name === 'asked' && held === null && at > context.now,
  )
  const next = asked[0]
  if (!next) return []
  const together = asked.filter(({ at }) => at === next.at).map(({ clock }) => clock)
  const lines = together.map(({ lineId }) => lineId)
  const until = next.clock.state.on
  return [
    {
      kind: 'delay_expired',
      key: `delay_expired:${until}`,
      dueAt: next.at,
      why: `${listLines(order, lines)}: cancelled at the end of ${until} unless agreed to or shipped.`,
      because: because('delay_unanswered', {
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
