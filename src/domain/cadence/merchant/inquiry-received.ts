import { because } from '../../because.ts'
import { openInquiries } from '../../inquiry.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import type { MerchantRule } from './rule.ts'

/** A question that nobody has answered yet: its customer was told, within 24 hours. */
export const wantInquiryNotice: MerchantRule = (order) =>
  openInquiries(order).map(({ inquiryId, eventId, at, via }) => ({
    kind: 'inquiry.received' as const,
    key: `inquiry.received:${inquiryId}`,
    dueAt: at,
    why: `A question came by ${via} and is not answered yet.`,
    because: because('inquiry_open', {
      inquiry: inquiryId,
      events: [eventId],
      via,
      came_at: at,
    }),
    facts: merchantFacts({ inquiryId, since: at }),
  }))
