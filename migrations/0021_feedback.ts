import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Answers to "did it come when we said", a narrow row each, with what the record says of the same
 * order: a report over a year reads no order's state. Answers of before stand with their score, and
 * with no more: the record of their orders would have to be folded anew for each.
 */
export const feedback: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('feedback')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('order_id', text, (column) => column.notNull())
      .addColumn('given_on', text, (column) => column.notNull())
      .addColumn('score', 'integer', (column) => column.notNull())
      .addColumn('carrier', text)
      .addColumn('record', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('feedback_pk', ['merchant_id', 'order_id'])
      .execute()
    await sql`create index feedback_by_day on feedback (merchant_id, given_on)`.execute(db)
    const score = isPostgres
      ? sql`(body::json -> 'data' ->> 'score')::integer`
      : sql`cast(json_extract(body, '$.data.score') as integer)`
    await sql`insert into feedback (merchant_id, order_id, given_on, score, carrier, record)
      select merchant_id, order_id, substr(min(occurred_at), 1, 10), min(${score}), null, 'none'
      from events where type = 'feedback.given' and order_id is not null
      group by merchant_id, order_id`.execute(db)
  },
}
