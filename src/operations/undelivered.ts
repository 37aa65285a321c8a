import { findOrderNumbers } from '../db/orders.ts'
import { listAttempts, listEnvelopes, listReceipts } from '../db/sent.ts'
import { listUndelivered } from '../db/undelivered.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { ContactChannel, MessageKind } from '../domain/message.ts'
import { isLost, isReceiptKind, statusAfter } from '../domain/receipt.ts'
import { idFloor } from '../lib/id.ts'
import type { ConsoleOperations, Page, UndeliveredRow } from './console-types.ts'
import { loadMerchant } from './merchants.ts'
import { resendMessage } from './resend-message.ts'
import type { Services } from './services.ts'

const KEPT_DAYS = 90
/** Its cursor is the last one's id; nothing else is asked of the database. */
const CURSOR = /^msg_\w{1,64}$/

/** The dead letters of a shop, and sending one again: what it says today, to today's address. */
export const undeliveredOperations = (
  services: Services,
): Pick<ConsoleOperations, 'listUndelivered' | 'sendAgain'> => ({
  listUndelivered: (merchantId, input) => readUndelivered(services, merchantId, input),
  async sendAgain(merchantId, messageId, by) {
    const merchant = await loadMerchant(services, merchantId)
    await resendMessage(services, merchant, { id: messageId, by, once: true })
  },
})

async function readUndelivered(
  services: Services,
  merchantId: string,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<Page<UndeliveredRow>> {
  const { read, clock } = services
  const now = merchantNow(await loadMerchant(services, merchantId), clock.now())
  const since = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000)
  const from = idFloor('msg', merchantId, since)
  const before = cursor && CURSOR.test(cursor) ? cursor : null
  const found = await listUndelivered(read, merchantId, { from, before, now, limit: limit + 1 })
  const page = found.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const numbers = await findOrderNumbers(read, merchantId, [
    ...new Set(page.map((row) => row.order_id)),
  ])
  const envelopes = await listEnvelopes(read, merchantId, ids)
  const reasons = await reasonsOf(read, merchantId, ids)
  return {
    nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    rows: page.map((row) => ({
      messageId: row.id,
      orderId: row.order_id,
      orderNumber: numbers.get(row.order_id) ?? row.order_id,
      kind: row.kind as MessageKind,
      channel: row.channel as ContactChannel,
      to: envelopes.find(({ message_id: id }) => id === row.id)?.to_address || null,
      status: statusOf(row.status),
      at: row.status === 'held' ? row.due_at : row.updated_at,
      reason: row.status === 'held' ? whyHeld(row.why) : (reasons.get(row.id) ?? null),
    })),
  }
}

const statusOf = (status: string): UndeliveredRow['status'] =>
  status === 'failed' || status === 'held' ? status : 'bounced'

/** What it would have said stands on its own page: here, what keeps it back. */
const whyHeld = (why: string) => why.split(' Held: ').at(-1) ?? why

/** What came later outdoes what was answered at the hand-over. */
async function reasonsOf(read: Services['read'], merchantId: string, ids: readonly string[]) {
  const reasons = new Map<string, string | null>()
  for (const id of ids)
    reasons.set(id, (await listAttempts(read, merchantId, id)).at(-1)?.detail ?? null)
  for (const { message_id: id, kind, detail } of await listReceipts(read, merchantId, ids))
    if (isReceiptKind(kind) && isLost(statusAfter('planned', [kind])))
      reasons.set(id, detail ?? kind)
  return reasons
}
