import { because } from '../because.ts'
import { isWaiting } from '../order.ts'
import type { Rule } from './context.ts'
import { factsOf, tell } from './told.ts'

/**
 * A text that said CANCEL: to the carriers it means no more texts, and its writer may have meant the
 * order. The texts are stopped; which it was is asked by mail, while there is something to cancel.
 */
export const wantCancelOrStop: Rule = (order) => {
  if (!isWaiting(order)) return []
  const last = order.inquiries.findLast(({ stopsTexts }) => stopsTexts)
  if (!last) return []
  const { inquiryId, eventId, at } = last
  return [
    {
      kind: 'cancel_or_stop',
      key: `cancel_or_stop:${inquiryId}`,
      dueAt: at,
      why: `A text said CANCEL on ${at}: the texts are stopped, and the order may have been meant.`,
      because: because('cancel_or_stop', { inquiry: inquiryId, events: [eventId], said_at: at }),
      facts: factsOf({ inquiryId, told: tell(order, {}) }),
    },
  ]
}
