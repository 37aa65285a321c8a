import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What came of each promise that was told: a row a line, so that a report over a year reads rows
 * of a few numbers and not the state of every order. The days between are kept as numbers, for the
 * two databases count days in different words.
 */
export const promiseOutcomes: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const text = isPostgres ? sql`text collate "C"` : sql`text`
    const real = isPostgres ? sql`double precision` : sql`real`
    await db.schema
      .createTable('promise_outcomes')
      .addColumn('merchant_id', text, (c) => c.notNull())
      .addColumn('order_id', text, (c) => c.notNull())
      .addColumn('line_id', text, (c) => c.notNull())
      .addColumn('sku', text)
      .addColumn('supplier', text)
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('rule', text, (c) => c.notNull())
      .addColumn('confidence', real)
      .addColumn('first_on', text, (c) => c.notNull())
      .addColumn('last_on', text, (c) => c.notNull())
      .addColumn('shipped_on', text)
      .addColumn('ended_on', text)
      .addColumn('days_early', sql`integer`)
      .addColumn('slip_days', sql`integer`, (c) => c.notNull())
      .addPrimaryKeyConstraint('promise_outcomes_pk', [
        'merchant_id',
        'order_id',
        'line_id',
      ] as never[])
      .execute()
    await sql`create index promise_outcomes_by_day on promise_outcomes
      (merchant_id, first_on)`.execute(db)
  },
}
