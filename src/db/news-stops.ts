import type { NewsTopic } from '../domain/optional-news.ts'
import type { Db } from './open.ts'

type Reader = { merchantId: string; readerHash: string }

export async function listNewsStops(
  db: Db,
  { merchantId, readerHash }: Reader,
): Promise<NewsTopic[]> {
  const rows = await db
    .selectFrom('news_stops')
    .select('topic')
    .where('merchant_id', '=', merchantId)
    .where('reader_hash', '=', readerHash)
    .execute()
  return rows.map(({ topic }) => topic)
}

/** What the reader wants off from now on, and nothing else; who had stopped it before is kept. */
export async function saveNewsStops(
  db: Db,
  { merchantId, readerHash }: Reader,
  { topics, orderId, now }: { topics: readonly NewsTopic[]; orderId: string; now: string },
) {
  await db
    .deleteFrom('news_stops')
    .where('merchant_id', '=', merchantId)
    .where('reader_hash', '=', readerHash)
    .$if(topics.length > 0, (query) => query.where('topic', 'not in', topics))
    .execute()
  if (topics.length === 0) return
  await db
    .insertInto('news_stops')
    .values(
      topics.map((topic) => ({
        merchant_id: merchantId,
        reader_hash: readerHash,
        topic,
        order_id: orderId,
        stopped_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
