import { findMessage } from '../db/messages.ts'
import type { MessageRow } from '../db/schema.ts'
import {
  type Attempt,
  findContent,
  findHandedOver,
  listAttempts,
  listReceipts,
  type SentContent,
} from '../db/sent.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantOf } from '../lib/id.ts'
import { countSegments } from '../render/sms.ts'
import type { Receipt } from './read-orders.ts'
import type { Services } from './services.ts'

/** Of a text: in how many parts it goes, and in which alphabet they are counted. */
export type TextParts = { segments: number; encoding: 'GSM-7' | 'UCS-2' }

export type MessageDetail = {
  message: MessageRow
  sent: SentContent | null
  /** The bytes that the provider was handed; null before it answered, and once they are erased. */
  handedOver: string | null
  parts: TextParts | null
  attempts: Attempt[]
  receipts: Receipt[]
}

/** One message as it was sent, byte for byte; `sent` is null while it is only planned. */
export async function loadMessage(
  { read }: Services,
  merchant: Merchant,
  id: string,
): Promise<MessageDetail> {
  // An id carries its merchant; what is no id at all, with a NUL for one, is not asked about.
  const message = merchantOf(id) === merchant.id ? await findMessage(read, merchant.id, id) : null
  if (!message) throw new DomainError('not_found', `There is no message ${id}`)
  const receipts = await listReceipts(read, merchant.id, [id])
  const sent = await findContent(read, merchant.id, id)
  return {
    message,
    sent,
    handedOver: await findHandedOver(read, merchant.id, id),
    parts: message.channel === 'sms' && sent?.to ? countSegments(sent.content.text) : null,
    attempts: await listAttempts(read, merchant.id, id),
    receipts: receipts.map(({ kind, at, detail }) => ({ kind, at, detail })),
  }
}
