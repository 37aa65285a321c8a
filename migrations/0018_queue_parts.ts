import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * A waiting line may stand in its queue in several parts: what was ordered more of it later stands
 * behind who was told a date meanwhile, and what was ordered first keeps its place. SQLite changes no
 * primary key, so its table is written anew.
 */
export const queueParts: Migration = {
  async up(db: Kysely<unknown>) {
    if (db.getExecutor().adapter instanceof PostgresAdapter) {
      await sql`alter table queue add column part integer not null default 0`.execute(db)
      await sql`alter table queue drop constraint queue_pk, add constraint queue_pk
        primary key (merchant_id, order_id, line_id, part)`.execute(db)
      return
    }
    await sql`create table queue_of_parts (
        merchant_id text not null, order_id text not null, line_id text not null,
        sku text not null, epoch integer not null, rank text not null,
        quantity integer not null, counted_at text not null, is_told integer not null,
        is_dated integer not null, supply_id text, expected_at text,
        ahead integer not null, part integer not null default 0,
        constraint queue_pk primary key (merchant_id, order_id, line_id, part))`.execute(db)
    await sql`insert into queue_of_parts select merchant_id, order_id, line_id, sku, epoch, rank,
      quantity, counted_at, is_told, is_dated, supply_id, expected_at, ahead, 0
      from queue`.execute(db)
    await sql`drop table queue`.execute(db)
    await sql`alter table queue_of_parts rename to queue`.execute(db)
    await sql`create index queue_in_turn on queue
      (merchant_id, sku, epoch, rank, quantity, counted_at, is_told)`.execute(db)
    await sql`create index queue_by_time on queue
      (merchant_id, sku, counted_at, quantity)`.execute(db)
  },
}
