import { because } from '../because.ts'
import { isZero } from '../money.ts'
import type { Rule } from './context.ts'
import { factsOf, tell } from './told.ts'

/**
 * Money has gone back: one word a refund, with its sum. Not one for several: each comes as an entry
 * of its own on the statement of an account, and a total would be found nowhere.
 */
export const wantRefundIssued: Rule = (order, { now }) =>
  order.refunds
    .filter(({ imported, amount }) => !imported && !isZero(amount))
    .map(({ eventId, at, amount }) => ({
      kind: 'refund_issued',
      key: `refund_issued:${eventId}`,
      dueAt: now,
      why: `The merchant refunded ${amount.amount} ${amount.currency} on ${at}.`,
      because: because('refund_issued', {
        events: [eventId],
        amount: amount.amount,
        currency: amount.currency,
        refunded_at: at,
      }),
      facts: factsOf({ refunded: amount, told: tell(order, {}) }),
    }))
