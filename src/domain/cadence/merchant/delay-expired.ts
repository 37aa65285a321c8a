import { because } from '../../because.ts'
import { sharedEnd } from '../../delay-end.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import type { MerchantRule } from './rule.ts'

/** Time ended a wait (16 CFR 435.2): what it cancelled must not ship any more. */
export const wantDelayExpiredNotice: MerchantRule = (order) =>
  order.expiries.flatMap(({ eventId, at, deadlines }) => {
    const act = order.cancellations.find((one) => one.eventId === eventId)
    if (!act || act.imported || act.lines.length === 0) return []
    const deadline = Object.values(deadlines).sort().at(-1) ?? null
    const isUnasked = sharedEnd(order, deadlines) !== 'unanswered'
    return [
      {
        kind: 'delay.expired',
        key: `delay.expired:${eventId}`,
        dueAt: at,
        why: isUnasked
          ? `Not shipped by ${deadline ?? 'its deadline'}: cancelled, unasked.`
          : `Nobody agreed to the delay by ${deadline ?? 'its deadline'}: cancelled, unasked.`,
        because: because('delay_expired', {
          lines: act.lines.map(({ id }) => id),
          events: [eventId],
          deadline,
        }),
        facts: merchantFacts({
          lines: act.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity })),
          by: 'tidings',
          deadline,
          ...(isUnasked && { isUnasked }),
        }),
      },
    ]
  })
