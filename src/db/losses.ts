import type { StoredMessage } from '../domain/message.ts'
import { isLost } from '../domain/receipt.ts'
import { SENDER_REFUSED } from '../domain/refusal.ts'
import type { Db } from './open.ts'
import { listEnvelopes } from './sent.ts'

/**
 * The messages, and of those that nobody read where they went and how they were refused.
 * Asked only where there is such a one: an order whose mail arrives costs nothing by it.
 */
export async function withLosses(
  db: Db,
  merchantId: string,
  messages: StoredMessage[],
): Promise<StoredMessage[]> {
  const ids = messages.filter(({ status }) => isLost(status)).map(({ messageId }) => messageId)
  if (ids.length === 0) return messages
  const envelopes = await listEnvelopes(db, merchantId, ids)
  const addresses = new Map(envelopes.map((row) => [row.message_id, row.to_address]))
  const ends = await listEnds(db, merchantId, ids)
  return messages.map((message) => {
    if (!isLost(message.status)) return message
    const to = addresses.get(message.messageId) || null
    const end = ends.get(message.messageId)
    return { ...message, to, isRefused: end === REFUSED, isOfSender: end === SENDER_REFUSED }
  })
}

/** How the last attempt at each ended. */
async function listEnds(
  db: Db,
  merchantId: string,
  ids: string[],
): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('attempts')
    .select(['message_id', 'n', 'outcome'])
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', ids)
    .execute()
  const last = new Map<string, (typeof rows)[number]>()
  for (const row of rows)
    if ((last.get(row.message_id)?.n ?? 0) < row.n) last.set(row.message_id, row)
  return new Map([...last].map(([id, { outcome }]) => [id, outcome]))
}

/** For the message or its reader, and so for good. */
const REFUSED = 'rejected'
