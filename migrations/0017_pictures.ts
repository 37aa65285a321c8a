import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Pictures of products, kept by us so that no shopper's browser asks a third party. A URL is one
 * narrow row, from which pages learn where its picture is and how large; the bytes stand apart, once
 * however many URLs lead to them. `next_at` is the worker's: null where there is nothing to fetch.
 */
export const pictures: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('picture_urls')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('url_hash', text, (column) => column.notNull())
      .addColumn('url', text, (column) => column.notNull())
      .addColumn('picture', text)
      .addColumn('width', 'integer', (column) => column.notNull())
      .addColumn('height', 'integer', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('next_at', text)
      .addColumn('why', text)
      .addColumn('seen_on', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('picture_urls_pk', ['merchant_id', 'url_hash'])
      .execute()
    await sql`create index picture_urls_next on picture_urls (next_at)
      where next_at is not null`.execute(db)
    await db.schema
      .createTable('pictures')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('kept_at', text, (column) => column.notNull())
      .addColumn('bytes', isPostgres ? sql`bytea` : sql`blob`, (column) => column.notNull())
      .addPrimaryKeyConstraint('pictures_pk', ['merchant_id', 'hash'])
      .execute()
  },
}
