import { findOrder } from '../db/orders.ts'
import { readBecause } from '../domain/because.ts'
import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { MessageKind, MessageStatus } from '../domain/message.ts'
import { maskTokens } from '../lib/log.ts'
import type { MessageView } from './console-types.ts'
import { maskHandedOver } from './mask-handed-over.ts'
import { loadMerchant } from './merchants.ts'
import { loadMessage } from './read-message.ts'
import type { Services } from './services.ts'

/** A message as the support pages show it: as it was sent, but for the key to the order's page. */
export async function loadMessageView(
  services: Services,
  merchantId: string,
  messageId: string,
): Promise<MessageView> {
  const merchant = await loadMerchant(services, merchantId)
  const loaded = await loadMessage(services, merchant, messageId)
  const { message, sent, handedOver, parts, attempts, receipts } = loaded
  const order = await findOrder(services.read, merchantId, message.order_id)
  const content = sent?.content
  return {
    messageId,
    orderId: message.order_id,
    orderNumber: order?.state.orderNumber ?? message.order_id,
    kind: message.kind as MessageKind | MerchantNoticeKind,
    channel: message.channel,
    status: message.status as MessageStatus,
    dueAt: message.due_at,
    sentAt: message.sent_at,
    to: sent?.to ?? null,
    subject: sent?.subject ?? null,
    why: message.withdrawn_why ? `${message.why} Withdrawn: ${message.withdrawn_why}` : message.why,
    because: readBecause(message.because),
    withdrawnBecause: readBecause(message.withdrawn_because),
    provider: message.provider,
    providerId: message.provider_id,
    html: content?.html ? maskTokens(content.html) : null,
    text: content ? maskTokens(content.text) : null,
    headers: maskHeaders(content?.headers ?? {}),
    handedOver: handedOver === null ? null : maskHandedOver(handedOver),
    parts,
    hash: sent?.sha256 ?? null,
    attempts,
    receipts,
  }
}

const maskHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, maskTokens(value)]))
