import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * That the pages of an order were opened, for who has to show it at a dispute: a row a link, page
 * and hour, with no address and no more of a browser than its family.
 */
export const pageViews: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('page_views')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('order_id', text, (column) => column.notNull())
      .addColumn('link_hash', text, (column) => column.notNull())
      .addColumn('page', text, (column) => column.notNull())
      .addColumn('hour', text, (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .addColumn('client', text, (column) => column.notNull())
      .addColumn('way', text)
      .addColumn('postcode_given', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('page_views_pk', [
        'merchant_id',
        'order_id',
        'link_hash',
        'page',
        'hour',
      ])
      .execute()
  },
}
