import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * From when on a person may have to look at an order, so that the list of those asks for them alone. Rows
 * that are there already have '' ("maybe now"), and are looked through until they are settled anew: none
 * is written here, however many there are. Who has nothing to look at, which is most, stands in no index.
 */
export const lookFrom: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table orders add column look_from text default ''`.execute(db)
    await sql`create index orders_to_look_at on orders (merchant_id, placed_at, order_id, look_from)
      where look_from is not null`.execute(db)
  },
}
