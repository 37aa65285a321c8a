import { findMessage } from '../db/messages.ts'
import type { MessageRow } from '../db/schema.ts'
import {
  type Attempt,
  findContent,
  listAttempts,
  listReceipts,
  type SentContent,
} from '../db/sent.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Receipt } from './read-orders.ts'
import type { Services } from './services.ts'

export type MessageDetail = {
  message: MessageRow
  sent: SentContent | null
  attempts: Attempt[]
  receipts: Receipt[]
}

/** One message as it was sent, byte for byte; `sent` is null while it is only planned. */
export async function loadMessage(
  { read }: Services,
  merchant: Merchant,
  id: string,
): Promise<MessageDetail> {
  const message = await findMessage(read, merchant.id, id)
  if (!message) throw new DomainError('not_found', `There is no message ${id}`)
  const receipts = await listReceipts(read, merchant.id, [id])
  return {
    message,
    sent: await findContent(read, merchant.id, id),
    attempts: await listAttempts(read, merchant.id, id),
    receipts: receipts.map(({ kind, at, detail }) => ({ kind, at, detail })),
  }
}
