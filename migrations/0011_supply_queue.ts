import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Who waits for a SKU, in which order, and what of it comes when.
 *
 * A SKU has a row in `sku_queues` from the first news of its supply on; until then its waiting lines
 * stand nowhere, so that a shop which never sends supplies pays for none. A line's place is (`epoch`,
 * `rank`) and stays what it is while others come and go: a number of its own would be written anew
 * for everybody behind whoever leaves. The index carries what the units ahead of a line are summed
 * from, so that the sum reads no rows.
 *
 * `supplies` begins anew: the release before kept of each only what was told last, and neither what
 * came of it nor that it was cancelled, so all would count as still to come.
 */
export const supplyQueue: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    await sql`delete from supplies`.execute(db)
    for (const column of [
      'supplier',
      'promised_on',
      'told_on',
      'seen_on',
      'closed_on',
      'cancelled_on',
    ])
      await sql`alter table supplies add column ${sql.raw(column)} ${text}`.execute(db)
    await sql`alter table supplies add column expected_at ${text}`.execute(db)
    await sql`alter table supplies add column remaining integer not null default 0`.execute(db)
    await sql`alter table supplies add column is_open integer not null default 0`.execute(db)
    await sql`create index supplies_of_sku on supplies (merchant_id, sku, is_open)`.execute(db)
    await sql`create index supplies_seen on supplies (merchant_id, seen_on)`.execute(db)
    await sql`alter table events add column decided ${text}`.execute(db)

    await sql`create table sku_queues (
        merchant_id ${text} not null, sku ${text} not null,
        is_built integer not null, version integer not null, joined integer not null,
        units integer not null, here integer not null, here_until ${text} not null,
        here_supply ${text}, unaccounted integer not null, ahead integer not null,
        counted integer not null, missing integer,
        constraint sku_queues_pk primary key (merchant_id, sku))`.execute(db)
    await sql`create table queue (
        merchant_id ${text} not null, order_id ${text} not null, line_id ${text} not null,
        sku ${text} not null, epoch integer not null, rank ${text} not null,
        quantity integer not null, counted_at ${text} not null, is_told integer not null,
        is_dated integer not null, supply_id ${text}, expected_at ${text},
        ahead integer not null,
        constraint queue_pk primary key (merchant_id, order_id, line_id))`.execute(db)
    await sql`create index queue_in_turn on queue
      (merchant_id, sku, epoch, rank, quantity, counted_at, is_told)`.execute(db)
    await sql`create index queue_by_time on queue
      (merchant_id, sku, counted_at, quantity)`.execute(db)
  },
}
