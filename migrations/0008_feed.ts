import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The hours in which a merchant sent us something. A feed that falls silent must not let waits run
 * out whose goods have long shipped; to see it in the events themselves would read a month of them.
 */
export const feed: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('feed_hours')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('hour', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('feed_hours_pk', ['merchant_id', 'hour'])
      .execute()
  },
}
