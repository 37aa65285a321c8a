import { merchantFacts } from '../../merchant-notice.ts'
import { byWhom, cancelledNow } from './cancelled-now.ts'
import type { MerchantRule } from './rule.ts'

/**
 * Somebody cancelled through us: the shop's own system does not know of it, and would ship. Not the
 * merchant's own cancellation, which came from there, nor one known to us only long after. What
 * silence ended is told by `delay.expired`: two mails of one act are one too many.
 */
export const wantOrderCancelledNotice: MerchantRule = (order) =>
  cancelledNow(order).flatMap(({ act: { eventId, at, by, reason, imported, cause }, lines }) =>
    by === 'merchant' || cause === 'expired' || imported || lines.length === 0
      ? []
      : [
          {
            kind: 'order.cancelled',
            key: `order.cancelled:${eventId}`,
            dueAt: at,
            why: `Cancelled by ${byWhom(by)}, through us: the shop's own system has to be told.`,
            facts: merchantFacts({ lines, by, reason }),
          },
        ],
  )
