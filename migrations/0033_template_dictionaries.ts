import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What the contents of messages are compressed against: a made-up message of the same template, by
 * the hash of what it says and never changed. A message names the one that it needs; those of before
 * need none. No foreign key: on PostgreSQL each message that goes would lock the one row that all of
 * its kind share.
 */
export const templateDictionaries: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('template_dictionaries')
      .addColumn('hash', text, (column) => column.notNull().primaryKey())
      .addColumn('template_version', text, (column) => column.notNull())
      .addColumn('content', isPostgres ? sql`bytea` : sql`blob`, (column) => column.notNull())
      .execute()
    await sql`alter table message_bytes add column dictionary ${text}`.execute(db)
    // Compressed already, like what is kept of a message.
    if (isPostgres)
      await sql`alter table template_dictionaries alter column content set storage external`.execute(
        db,
      )
  },
}
