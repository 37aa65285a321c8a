import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Pictures by SKU, for shops whose orders name none: a row is made by the catalogue, by an order, or
 * by both, whichever comes first. And what is needed to find pictures that nobody shows any more.
 */
export const keptPictures: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('sku_pictures')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('sku', text, (column) => column.notNull())
      .addColumn('url', text)
      .addColumn('url_hash', text)
      .addColumn('seen_on', text)
      .addPrimaryKeyConstraint('sku_pictures_pk', ['merchant_id', 'sku'])
      .execute()
    await sql`create index picture_urls_seen on picture_urls (seen_on)`.execute(db)
    await sql`create index picture_urls_of on picture_urls (merchant_id, picture)
      where picture is not null`.execute(db)
  },
}
