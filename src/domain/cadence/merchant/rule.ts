import type { MerchantNotice } from '../../merchant-notice.ts'
import type { StoredMessage } from '../../message.ts'
import type { OrderState } from '../../order.ts'
import type { CadenceContext } from '../context.ts'

/**
 * One rule of what the merchant hears: the notices that should exist for an order now. A rule goes
 * on wanting a notice while its act is not done, and stops when it is: so one that is done before
 * it goes is withdrawn, and one that waits for an address is not sent for nothing.
 */
export type MerchantRule = (order: OrderState, context: CadenceContext) => MerchantNotice[]

/**
 * One rule of what only endpoints hear: what has happened, each as long as the order is known, for
 * that it happened stays true. Keyed by what caused it, so that folding anew tells nothing twice.
 */
export type WebhookRule = (
  order: OrderState,
  messages: readonly StoredMessage[],
  context: CadenceContext,
) => MerchantNotice[]
