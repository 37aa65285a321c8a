import { sql } from 'kysely'
import type { DateRecord } from '../domain/date-record.ts'
import type { Db } from './open.ts'
import type { FeedbackTable } from './schema-feedback.ts'

/** Keeps an answer; the first one stands. */
export async function insertFeedback(db: Db, row: FeedbackTable) {
  await db
    .insertInto('feedback')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export type FeedbackGrouping = 'month' | 'carrier'
/** How often a score was given by who had which record; `key` null: no one carrier. */
export type FeedbackCount = {
  key: string | null
  record: DateRecord
  score: number
  answers: number
}

/** A carrier more is one more word that a merchant's system may write as it likes. */
const ROWS_MAX = 10_000

/** Answers of a span of days. */
export async function countFeedback(
  db: Db,
  merchantId: string,
  { by, from, to }: { by: FeedbackGrouping; from: string; to: string },
): Promise<FeedbackCount[]> {
  const key =
    by === 'month' ? sql<string | null>`substr(given_on, 1, 7)` : sql<string | null>`carrier`
  const rows = await db
    .selectFrom('feedback')
    .where('merchant_id', '=', merchantId)
    .where('given_on', '>=', from)
    .where('given_on', '<=', to)
    .select(({ fn }) => [key.as('key'), 'record', 'score', fn.countAll().as('answers')])
    .groupBy([key, 'record', 'score'])
    .orderBy(key)
    .limit(ROWS_MAX)
    .execute()
  return rows.map((row) => ({ ...row, answers: Number(row.answers) }))
}
