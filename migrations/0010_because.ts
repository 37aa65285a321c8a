import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Why a message was planned and why it went away, as data beside the sentences: null where it was
 * planned before. Numbers that said STOP, of which only a hash is kept, by merchant: an order that
 * comes later must not write to them, and erasing a person must not make them forgotten.
 */
export const because: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await sql`alter table messages add column because text`.execute(db)
    await sql`alter table messages add column withdrawn_because text`.execute(db)

    await db.schema
      .createTable('stopped_numbers')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('number_hash', text, (column) => column.notNull())
      .addColumn('stopped_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('stopped_numbers_pk', ['merchant_id', 'number_hash'])
      .execute()
  },
}
