import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Units that an order gave up, of a SKU whose levels are known: the next level says that they are
 * here, and without this they were taken for units of the next supply, come early.
 */
export const freedUnits: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table sku_queues add column freed integer not null default 0`.execute(db)
    await sql`alter table sku_queues add column freed_at text not null default ''`.execute(db)
  },
}
