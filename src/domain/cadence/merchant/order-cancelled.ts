import { merchantFacts } from '../../merchant-notice.ts'
import { cancelledNow } from './cancelled-now.ts'
import type { MerchantRule } from './rule.ts'

/**
 * Somebody cancelled through us: the shop's own system does not know of it, and would ship. Not the
 * merchant's own cancellation, which came from there, nor one known to us only long after.
 */
export const wantOrderCancelledNotice: MerchantRule = (order) =>
  cancelledNow(order).flatMap(({ act: { eventId, at, by, reason, imported }, lines }) =>
    by === 'merchant' || imported || lines.length === 0
      ? []
      : [
          {
            kind: 'order.cancelled',
            key: `order.cancelled:${eventId}`,
            dueAt: at,
            why: `Cancelled by the ${by}, through us: the shop's own system has to be told.`,
            facts: merchantFacts({ lines, by, reason }),
          },
        ],
  )
