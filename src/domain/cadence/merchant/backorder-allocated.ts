import { because } from '../../because.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import type { WebhookRule } from './rule.ts'

/** Stock that came in for what waits, given by the shop or by us; `quantity` is all that it has. */
export const wantAllocatedNotice: WebhookRule = (order) => {
  const given = order.lines.flatMap(({ id, sku, backorder }) =>
    backorder?.allocation && !backorder.allocation.imported && backorder.allocated > 0
      ? [{ id, sku, quantity: backorder.allocated, ...backorder.allocation }]
      : [],
  )
  return [...new Set(given.map(({ eventId }) => eventId))].map((eventId) => {
    const lines = given.filter((one) => one.eventId === eventId)
    return {
      kind: 'backorder.allocated',
      key: `backorder.allocated:${eventId}`,
      dueAt: lines[0]?.at ?? '',
      why: 'Stock came in for what waits, and is being prepared.',
      because: because('backorder_allocated', {
        lines: lines.map(({ id }) => id),
        events: [eventId],
      }),
      facts: merchantFacts({
        data: { lines: lines.map(({ id, sku, quantity }) => ({ id, sku, quantity })) },
      }),
    }
  })
}
