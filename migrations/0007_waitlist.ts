import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Who cancelled and still wants it, by SKU: a level names no order, and to look for them among all
 * that were ever cancelled would read every order of the merchant. Nothing in it is personal; a row
 * goes when its reader is told.
 */
export const waitlist: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('waitlist')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('sku', text, (column) => column.notNull())
      .addColumn('order_id', text, (column) => column.notNull())
      .addColumn('joined_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('waitlist_pk', ['merchant_id', 'sku', 'order_id'])
      .execute()
    await db.schema
      .createIndex('waitlist_in_turn')
      .on('waitlist')
      .columns(['merchant_id', 'sku', 'joined_at', 'order_id'])
      .execute()
  },
}
