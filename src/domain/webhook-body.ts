import type { HookedNotice } from './merchant-notice.ts'
import type { OrderState } from './order.ts'

type Told = Pick<HookedNotice, 'kind' | 'at' | 'facts' | 'because'>
type About = Pick<OrderState, 'orderId' | 'orderNumber'>

/**
 * An event as endpoints get it (Standard Webhooks, "Payload structure"): type, timestamp, data. No
 * address and no name of a customer stands in it; whoever needs those asks for the order.
 */
export function webhookBody(
  { kind, at, facts, because }: Told,
  { messageId, order }: { messageId: string; order: About | null },
): string {
  const { lines, by, reason, refund, deadline, chosen, inquiryId, since, data } = facts
  const about = {
    ...(order && { order_id: order.orderId, order_number: order.orderNumber }),
    ...(lines.length > 0 && {
      lines: lines.map(({ lineId, quantity }) => ({ id: lineId, quantity })),
    }),
    ...(by && { by }),
    ...(reason !== null && { reason }),
    ...(refund && { amount: refund.amount, deadline: refund.deadline }),
    ...(deadline && { deadline }),
    ...(chosen !== null && { [CHOSEN[kind] ?? 'chosen']: chosen }),
    ...(inquiryId && { inquiry_id: inquiryId }),
    ...(since && { since }),
    ...data,
    because,
  }
  return JSON.stringify({ id: messageId, type: kind, timestamp: at, data: about })
}

const CHOSEN: Partial<Record<Told['kind'], string>> = {
  'split.chosen': 'split',
  'substitute.chosen': 'sku',
}
