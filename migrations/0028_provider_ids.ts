import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * From a provider's id to ours for mails too, since not every event of SendGrid's brings back what
 * we gave it. A word that comes before we have stored the id is kept in `early_receipts`, and its id
 * here, without a message: the one key on which who keeps it and who stores the id meet.
 */
export const providerIds: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('provider_ids')
      .addColumn('provider_id', text, (column) => column.notNull())
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('message_id', text, (column) => column.notNull())
      .addColumn('has_early', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('provider_ids_pk', ['provider_id'])
      .execute()
    await sql`insert into provider_ids (provider_id, merchant_id, message_id, has_early)
      select provider_id, merchant_id, message_id, 0 from text_ids`.execute(db)
    await sql`insert into provider_ids (provider_id, merchant_id, message_id, has_early)
      select provider_id, merchant_id, id, 0 from messages
      where provider = 'sendgrid' and provider_id is not null
      on conflict do nothing`.execute(db)
    await db.schema.dropTable('text_ids').execute()
    await db.schema
      .createTable('early_receipts')
      .addColumn('provider_id', text, (column) => column.notNull())
      .addColumn('receipt_id', text, (column) => column.notNull())
      .addColumn('told_to', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .addColumn('code', text)
      .addColumn('detail', text)
      .addColumn('kept_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('early_receipts_pk', ['provider_id', 'receipt_id'])
      .execute()
  },
}
