import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Addresses that take no mail or texts of a merchant, by hash: an erasure may leave them, and a
 * person is found by none. `text_ids` leads from a provider's id of a text to ours, for status
 * callbacks that bring nothing else; a table of its own, for an index over it on `messages` would
 * make every update of a mail dearer.
 */
export const suppressions: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('suppressions')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('channel', text, (column) => column.notNull())
      .addColumn('address_hash', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('reason', text, (column) => column.notNull())
      .addColumn('source', text, (column) => column.notNull())
      .addColumn('order_id', text, (column) => column.notNull())
      .addColumn('message_id', text, (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('suppressions_pk', ['merchant_id', 'channel', 'address_hash'])
      .execute()
    await db.schema
      .createIndex('suppressions_newest')
      .unique()
      .on('suppressions')
      .columns(['merchant_id', 'id'])
      .execute()
    await db.schema
      .createTable('text_ids')
      .addColumn('provider_id', text, (column) => column.notNull())
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('message_id', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('text_ids_pk', ['provider_id'])
      .execute()
  },
}
