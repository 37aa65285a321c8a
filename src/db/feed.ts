import type { Db } from './open.ts'

/**
 * One row an hour in which a merchant sent something: how busy its feed is, without its events. With
 * it go those that nothing looks at any more: by their number, for after a long silence the days
 * before it are still asked about.
 */
export async function insertFeedHour(db: Db, merchantId: string, hour: string) {
  await db
    .insertInto('feed_hours')
    .values({ merchant_id: merchantId, hour })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .deleteFrom('feed_hours')
    .where('merchant_id', '=', merchantId)
    .where('hour', '<', ({ selectFrom }) =>
      selectFrom('feed_hours')
        .select('hour')
        .where('merchant_id', '=', merchantId)
        .orderBy('hour', 'desc')
        .limit(1)
        .offset(HOURS_MAX - 1),
    )
    .execute()
}

/** The newest first: enough for the 28 days before a silence, and the day after it. */
export async function listFeedHours(db: Db, merchantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('feed_hours')
    .select('hour')
    .where('merchant_id', '=', merchantId)
    .orderBy('hour', 'desc')
    .limit(HOURS_MAX)
    .execute()
  return rows.map(({ hour }) => hour)
}

const HOURS_MAX = 30 * 24
