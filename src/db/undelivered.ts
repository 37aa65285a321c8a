import type { Db } from './open.ts'
import type { MessageRow } from './schema.ts'

/**
 * What customers did not get, the newest first. By the primary key, whose ids sort as made, and no
 * further back than `from`: an index over what failed would make every update of a status dearer,
 * for a page that is seldom opened.
 */
export async function listUndelivered(
  db: Db,
  merchantId: string,
  { from, before, limit }: { from: string; before: string | null; limit: number },
): Promise<MessageRow[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '>=', from)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .where('status', 'in', ['failed', 'bounced'])
    .where('channel', 'in', ['email', 'sms'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
