import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Checkpoints } from './checkpoints.ts'
import { openPostgres, type PostgresOptions } from './dialect-postgres.ts'
import { openSqlite, type SqliteConnection } from './dialect-sqlite.ts'
import type { Holds } from './holds.ts'
import type { Work, WorkEnd } from './joint-transaction.ts'
import type { Database } from './schema.ts'
import type { Statements } from './statement-cache.ts'

/** What a query function takes first: the database, or a transaction on it. */
export type Db = Kysely<Database>

/**
 * An open database. `db` may write; `read` sees what is committed and never waits behind a write.
 * On PostgreSQL they are the same pool.
 */
export type Handle = SqliteHandle | PostgresHandle
export type SqliteHandle = Opened & {
  dialect: 'sqlite'
  connection: SqliteConnection
  /** The writing connection's, kept: for who holds it and needs no way through Kysely. */
  statements: Statements
  /** To be told of what was committed. */
  checkpoints: Checkpoints
}
export type PostgresHandle = Opened & {
  dialect: 'postgres'
  pool: Pool
  /** Runs `work` in a transaction whose statements do not wait for one another. */
  transact<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Runs several side by side in one; throws `FellApart` where nothing of them is kept. */
  transactTogether(works: readonly Work[]): Promise<WorkEnd[]>
}
type Opened = { db: Db; read: Db; holds: Holds; close(): Promise<void> }

/** Opens `sqlite:PATH` or `postgres://…`. */
export function openDatabase(url: string, options: PostgresOptions = {}): Handle {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, options)

  throw new Error('A database is named by sqlite:PATH or postgres://…')
}
