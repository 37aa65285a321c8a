import type { Instant } from '../domain/order.ts'
import { toMessage } from './message-words.ts'
import type { Db } from './open.ts'
import type { MessageRow } from './schema.ts'

/**
 * What customers did not get, the newest first. By the primary key, whose ids sort as made, and no
 * further back than `from`: an index over what failed would make every update of a status dearer,
 * for a page that is seldom opened. What is held counts once its moment has come by `now`.
 */
export async function listUndelivered(
  db: Db,
  merchantId: string,
  {
    from,
    before,
    now,
    limit,
  }: { from: string; before: string | null; now: Instant; limit: number },
): Promise<MessageRow[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '>=', from)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['failed', 'bounced']),
        eb.and([eb('status', '=', 'held'), eb('due_at', '<=', now)]),
      ]),
    )
    .where('channel', 'in', ['email', 'sms'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toMessage)
}
