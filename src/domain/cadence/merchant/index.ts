import type { MerchantNotice } from '../../merchant-notice.ts'
import type { OrderState } from '../../order.ts'
import type { CadenceContext } from '../context.ts'
import { wantCancellationRequested } from './cancellation-requested.ts'
import { wantSplitChosen, wantSubstituteChosen } from './choices.ts'
import { wantCustomerUnreachable } from './customer-unreachable.ts'
import { wantDelayExpiredNotice } from './delay-expired.ts'
import { wantDelayExpiring } from './delay-expiring.ts'
import { wantInquiryNotice } from './inquiry-received.ts'
import { wantOrderCancelledNotice } from './order-cancelled.ts'
import { wantRefundDue } from './refund-due.ts'
import type { MerchantRule } from './rule.ts'

const RULES: readonly MerchantRule[] = [
  wantCancellationRequested,
  wantOrderCancelledNotice,
  wantRefundDue,
  wantDelayExpiring,
  wantDelayExpiredNotice,
  wantCustomerUnreachable,
  wantSplitChosen,
  wantSubstituteChosen,
  wantInquiryNotice,
]

/** What the merchant should hear of an order now: each rule's word, no cap and no quiet hours. */
export const wantedMerchantNotices = (
  order: OrderState,
  context: CadenceContext,
): MerchantNotice[] => RULES.flatMap((rule) => rule(order, context))
