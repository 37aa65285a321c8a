import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Templates of merchants' own, each by the hash of its content and never changed: a message names
 * the one that it was made with. Which of them are in use stands with the merchant, which is read
 * with every message anyway, so a merchant without any costs no query.
 */
export const ownTemplates: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('own_templates')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('version', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('channel', text, (column) => column.notNull())
      .addColumn('locale', text, (column) => column.notNull())
      .addColumn('subject', text)
      .addColumn('preheader', text)
      .addColumn('body', text, (column) => column.notNull())
      .addColumn('made_at', text, (column) => column.notNull())
      .addColumn('made_by', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('own_templates_pk', ['merchant_id', 'version'])
      .execute()
    await sql`alter table merchants add column templates ${text} not null default '{}'`.execute(db)
  },
}
