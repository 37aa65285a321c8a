import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * A merchant's policies as they were put, the first of them the one it had before; and what the
 * walks need that a change of policy starts: whose clock they run on, and whose turn it is.
 *
 * `unreachable` is kept beside an order so that who cannot be reached is counted apart from who is
 * left in silence; the index holds waiting orders alone, for the longest silence of a merchant.
 */
export const policyVersions: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('policy_versions')
      .addColumn('merchant_id', text, (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .addColumn('actor', text, (column) => column.notNull())
      .addColumn('policy', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('policy_versions_pk', ['merchant_id', 'version'])
      .execute()
    await sql`insert into policy_versions (merchant_id, version, at, actor, policy)
      select id, 1, created_at, 'tidings', policy from merchants`.execute(db)

    await sql`alter table walks add column clock ${text} not null default ''`.execute(db)
    await sql`alter table walks add column walked_at ${text} not null default ''`.execute(db)
    await sql`create index walks_next on walks (clock, walked_at) where done_at is null`.execute(db)

    await sql`alter table orders add column unreachable integer not null default 0`.execute(db)
    await sql`create index orders_silent on orders (merchant_id, unreachable, silent_since)
      where silent_since is not null`.execute(db)
  },
}
