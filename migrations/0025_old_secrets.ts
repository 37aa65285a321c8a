import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Every secret that an endpoint had within a day goes on signing, not only the last one: rotated
 * twice in an hour, a receiver that has the first one would else be cut off by the second.
 */
export const oldSecrets: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await sql`alter table webhook_endpoints
      add column old_secrets ${text} not null default '[]'`.execute(db)
    // Sealed, they are base64url with dots: nothing in them would have to be escaped.
    await sql`update webhook_endpoints
      set old_secrets = '[{"secret":"' || old_secret || '","until":"' || old_secret_until || '"}]'
      where old_secret is not null and old_secret_until is not null`.execute(db)
    await sql`alter table webhook_endpoints drop column old_secret`.execute(db)
    await sql`alter table webhook_endpoints drop column old_secret_until`.execute(db)
  },
}
