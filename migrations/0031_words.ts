import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Why a message was planned, as sentence and as data, was over half of what one that waits takes on the
 * disk: from now on both stand in `words`, shortened, and `why` is '' and `because` null. What is stored
 * already stays as it is and is read as it is, so that no row is written anew, however many there are.
 */
export const words: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const blob = isPostgres ? sql`bytea` : sql`blob`
    await sql`alter table messages add column words ${blob}`.execute(db)
  },
}
