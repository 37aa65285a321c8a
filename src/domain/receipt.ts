import type { MessageStatus } from './message.ts'
import type { Instant } from './order.ts'

/** What a provider may say of a message once it has it, in our words. */
export const RECEIPT_KINDS = [
  'processed',
  'sent',
  'deferred',
  'delivered',
  'blocked',
  'bounced',
  'dropped',
  'failed',
  'complaint',
  'unsubscribed',
  'resubscribed',
] as const
export type ReceiptKind = (typeof RECEIPT_KINDS)[number]

/** One word of a provider's, as its connector read it. */
export type Receipt = {
  /** Ours, where it came back; else the provider's own names the message. */
  messageId: string | null
  providerId: string | null
  /** Of this word alone, and the same when it is repeated. */
  receiptId: string
  kind: ReceiptKind
  /** Null where it brings none: then it is dated by us. */
  at: Instant | null
  /** The provider's code or class of the reason, by which an address may be given up. */
  code: string | null
  detail: string | null
}

/**
 * The status of a message once these words are known: the furthest that any of them proves. As the
 * furthest of many is the same in whatever order they come and however often, so is the status;
 * times are not asked, for a provider's own run apart.
 *
 * A bounce outdoes a delivery: a server that took a mail may send it back later, and none says that
 * it delivered what it had sent back. A refusal does not: of two attempts one may have arrived. A
 * complaint, or an unsubscribing, comes from who has read it.
 */
export function statusAfter(status: MessageStatus, kinds: readonly ReceiptKind[]): MessageStatus {
  return kinds.reduce((furthest, kind) => {
    const proven = PROVES[kind]
    return proven && RANK[proven] > RANK[furthest] ? proven : furthest
  }, status)
}

const PROVES: Record<ReceiptKind, MessageStatus | null> = {
  processed: 'sent',
  sent: 'sent',
  // It has it, and goes on trying.
  deferred: 'sent',
  delivered: 'delivered',
  complaint: 'delivered',
  unsubscribed: 'delivered',
  resubscribed: null,
  dropped: 'failed',
  failed: 'failed',
  blocked: 'bounced',
  bounced: 'bounced',
}

const RANK: Record<MessageStatus, number> = {
  withdrawn: 0,
  held: 0,
  planned: 0,
  sending: 1,
  unclear: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  bounced: 6,
}

/** Nobody read it: what it said counts as unsaid. */
export const isLost = (status: string) => status === 'failed' || status === 'bounced'

export const isReceiptKind = (kind: string): kind is ReceiptKind =>
  (RECEIPT_KINDS as readonly string[]).includes(kind)
