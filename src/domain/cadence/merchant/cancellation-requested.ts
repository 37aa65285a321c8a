import { because } from '../../because.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import { isStillAsked } from '../cancellation-asked.ts'
import type { MerchantRule } from './rule.ts'

/** A wish to cancel that only the merchant can answer; gone once it is, or nothing of it is open. */
export const wantCancellationRequested: MerchantRule = (order) => {
  const request = order.cancellationRequest
  if (!request || !isStillAsked(order, request)) return []
  const { eventId, at, by, lines, reason } = request
  return [
    {
      kind: 'cancellation.requested',
      key: `cancellation.requested:${eventId}`,
      dueAt: at,
      why: `The ${by} asked to cancel what is being prepared; nothing is cancelled until it is answered.`,
      because: because('cancellation_to_answer', {
        lines: lines.map(({ id }) => id),
        events: [eventId],
        by,
        asked_at: at,
      }),
      facts: merchantFacts({
        lines: lines.map(({ id: lineId, quantity }) => ({ lineId, quantity })),
        by,
        reason,
      }),
    },
  ]
}
