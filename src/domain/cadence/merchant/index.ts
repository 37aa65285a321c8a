import type { MerchantNotice } from '../../merchant-notice.ts'
import type { StoredMessage } from '../../message.ts'
import type { OrderState } from '../../order.ts'
import type { CadenceContext } from '../context.ts'
import { wantDelayConsented, wantWaitlistJoined } from './answers-told.ts'
import { wantAllocatedNotice } from './backorder-allocated.ts'
import { wantCancellationRequested } from './cancellation-requested.ts'
import { wantSplitChosen, wantSubstituteChosen } from './choices.ts'
import { wantCustomerUnreachable } from './customer-unreachable.ts'
import { wantDelayExpiredNotice } from './delay-expired.ts'
import { wantDelayExpiring } from './delay-expiring.ts'
import { wantInquiryNotice } from './inquiry-received.ts'
import { wantMessageFailed, wantMessageSent } from './messages-told.ts'
import {
  wantExpiredCancelledNotice,
  wantOrderCancelledNotice,
  wantOwnCancelledNotice,
} from './order-cancelled.ts'
import { wantPromiseChanged } from './promise-changed.ts'
import { wantRefundDue, wantRefundVoid } from './refund-due.ts'
import type { MerchantRule, WebhookRule } from './rule.ts'

const RULES: readonly MerchantRule[] = [
  wantCancellationRequested,
  wantOrderCancelledNotice,
  wantRefundDue,
  wantRefundVoid,
  wantDelayExpiring,
  wantDelayExpiredNotice,
  wantCustomerUnreachable,
  wantSplitChosen,
  wantSubstituteChosen,
  wantInquiryNotice,
]

const WEBHOOK_RULES: readonly WebhookRule[] = [
  wantPromiseChanged,
  wantAllocatedNotice,
  wantMessageSent,
  wantMessageFailed,
  wantDelayConsented,
  wantWaitlistJoined,
  wantExpiredCancelledNotice,
  wantOwnCancelledNotice,
]

/**
 * What the merchant should hear of an order now: each rule's word, no cap and no quiet hours. What
 * only endpoints hear is not looked for where there is none.
 */
export const wantedMerchantNotices = (
  order: OrderState,
  context: CadenceContext,
  messages: readonly StoredMessage[] = [],
): MerchantNotice[] => [
  ...RULES.flatMap((rule) => rule(order, context)).map(asReached(context)),
  ...(context.webhooks?.length
    ? WEBHOOK_RULES.flatMap((rule) => rule(order, messages, context))
    : []),
]

/** That its customer was told is said of nobody whom nothing reaches. */
const asReached =
  ({ reach }: CadenceContext) =>
  (notice: MerchantNotice): MerchantNotice =>
    reach === 'none' ? { ...notice, facts: { ...notice.facts, isUnreached: true } } : notice
