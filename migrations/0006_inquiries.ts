import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What customers asked and what an agent wrote. The words are personal, and so lie here and not in
 * the events: erasing them changes no order. What is still open stands in an index of its own,
 * oldest first, for somebody has to answer it within a day.
 */
export const inquiries: Migration = {
  async up(db: Kysely<unknown>) {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? TEXT_OF_POSTGRES : sql`text`
    await db.schema
      .createTable('inquiries')
      .addColumn('merchant_id', text, (c) => c.notNull())
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('order_id', text, (c) => c.notNull())
      .addColumn('via', text, (c) => c.notNull())
      .addColumn('sender', text)
      .addColumn('subject', text)
      .addColumn('text', text, (c) => c.notNull())
      .addColumn('attachments', sql`integer`, (c) => c.notNull())
      .addColumn('received_at', text, (c) => c.notNull())
      .addColumn('answered_at', text)
      .addPrimaryKeyConstraint('inquiries_pk', ['merchant_id', 'id'] as never[])
      .execute()
    await sql`create index inquiries_open on inquiries (merchant_id, received_at, id)
      where answered_at is null`.execute(db)
    await sql`create index inquiries_of_order on inquiries (merchant_id, order_id)`.execute(db)
    await db.schema
      .createTable('letters')
      .addColumn('merchant_id', text, (c) => c.notNull())
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('order_id', text, (c) => c.notNull())
      .addColumn('inquiry_id', text)
      .addColumn('subject', text)
      .addColumn('text', text, (c) => c.notNull())
      .addColumn('written_by', text, (c) => c.notNull())
      .addColumn('written_at', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('letters_pk', ['merchant_id', 'id'] as never[])
      .execute()
    await sql`create index letters_of_order on letters (merchant_id, order_id)`.execute(db)
  },
}

/** Byte order, as everywhere: ids and instants compare alike in both databases. */
const TEXT_OF_POSTGRES = sql`text collate "C"`
