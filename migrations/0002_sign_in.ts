import { type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Who may open the console. The first five tables are those of better-auth 1.7, under our names;
 * a test asks the library itself whether anything is missing.
 *
 * They alone hold dates in the database's own type: the library writes them. `date` is what it
 * reads on SQLite (where it is text), and would lose the time of day on PostgreSQL.
 */
export const signIn: Migration = {
  async up(db: Kysely<unknown>) {
    const date = db.getExecutor().adapter instanceof PostgresAdapter ? 'timestamptz' : 'date'
    const flag = date === 'date' ? 'integer' : 'boolean'
    // As merchants.id is written: a text in another order could not be looked up in its index.
    const ourId = date === 'date' ? sql`text` : sql`text collate "C"`

    await dated(db.schema.createTable('users'), date)
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .addColumn('email_verified', flag, (column) => column.notNull())
      .addColumn('image', 'text')
      .execute()
    await ofUser(dated(db.schema.createTable('sessions'), date))
      .addColumn('expires_at', date, (column) => column.notNull())
      .addColumn('token', 'text', (column) => column.notNull().unique())
      .addColumn('ip_address', 'text')
      .addColumn('user_agent', 'text')
      .execute()
    await ofUser(dated(db.schema.createTable('accounts'), date))
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('provider_id', 'text', (column) => column.notNull())
      .addColumn('access_token', 'text')
      .addColumn('refresh_token', 'text')
      .addColumn('id_token', 'text')
      .addColumn('access_token_expires_at', date)
      .addColumn('refresh_token_expires_at', date)
      .addColumn('scope', 'text')
      .addColumn('password', 'text')
      .execute()
    await dated(db.schema.createTable('verifications'), date)
      .addColumn('identifier', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('expires_at', date, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('sign_in_attempts')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('last_request', 'bigint', (column) => column.notNull())
      .execute()
    await ofUser(db.schema.createTable('members'))
      .addColumn('merchant_id', ourId, (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('members_pk', ['merchant_id', 'user_id'])
      .execute()

    for (const [table, column] of INDEXES) {
      await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute()
    }
  },
}

const INDEXES = [
  ['sessions', 'user_id'],
  ['accounts', 'user_id'],
  ['verifications', 'identifier'],
  ['members', 'user_id'],
] as const

const dated = (table: CreateTableBuilder<string, never>, date: 'date' | 'timestamptz') =>
  table
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('created_at', date, (column) => column.notNull())
    .addColumn('updated_at', date, (column) => column.notNull())

const ofUser = <Columns extends string>(table: CreateTableBuilder<string, Columns>) =>
  table.addColumn('user_id', 'text', (column) =>
    column.notNull().references('users.id').onDelete('cascade'),
  )
