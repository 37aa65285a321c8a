import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What a reader turned off for good, by the hash of their address: an order placed next month is to
 * know it too. The address itself is not needed, so it is not here, and an erasure may leave it:
 * forgetting that somebody wants no mail would bring the mail back.
 */
export const newsStops: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('news_stops')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('reader_hash', text, (column) => column.notNull())
      .addColumn('topic', text, (column) => column.notNull())
      .addColumn('order_id', text, (column) => column.notNull())
      .addColumn('stopped_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('news_stops_pk', ['merchant_id', 'reader_hash', 'topic'])
      .execute()
  },
}
