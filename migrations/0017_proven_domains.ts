import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Merchants' own domains, and whether they are proven. Several may name one, for whoever is first
 * could keep it from whose it is; proven it is of one alone. Found by the host of a request, so here
 * the domain stands first in the key.
 */
export const provenDomains: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('merchant_domains')
      .addColumn('domain', text, (column) => column.notNull())
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('proven_at', text)
      .addColumn('checked_at', text)
      .addColumn('reason', text)
      .addPrimaryKeyConstraint('merchant_domains_pk', ['domain', 'merchant_id'])
      .execute()
    await sql`create unique index merchant_domains_proven on merchant_domains (domain)
      where proven_at is not null`.execute(db)
    await sql`create index merchant_domains_of on merchant_domains (merchant_id)`.execute(db)
  },
}
