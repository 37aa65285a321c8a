import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Where a merchant hears our own events. Those that are enabled stand in the merchant's own row as
 * well: every order looks at that, and one of a merchant without endpoints asks for nothing more.
 *
 * What is told to them are messages, whose keys begin with the endpoint's id of 43 characters. Their
 * index holds those alone, so a mail does not pay for it.
 */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('webhook_endpoints')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('url', text, (column) => column.notNull())
      .addColumn('description', text)
      .addColumn('types', text, (column) => column.notNull())
      .addColumn('status', text, (column) => column.notNull())
      .addColumn('disabled_why', text)
      .addColumn('secret', text, (column) => column.notNull())
      .addColumn('old_secret', text)
      .addColumn('old_secret_until', text)
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('updated_at', text, (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('failing_since', text)
      .addColumn('paused_until', text)
      .addPrimaryKeyConstraint('webhook_endpoints_pk', ['merchant_id', 'id'])
      .execute()
    await sql`alter table merchants add column webhooks ${text} not null default '[]'`.execute(db)
    await sql`create index messages_of_endpoint
      on messages (merchant_id, substr(key, 1, 43), status, created_at, id)
      where channel = 'webhook'`.execute(db)
  },
}
