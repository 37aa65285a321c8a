import { closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { makeFolder } from '../lib/make-folder.ts'
import type { SqliteHandle } from './open.ts'
import type { Database } from './schema.ts'
import { cachePreparedStatements } from './statement-cache.ts'

export type SqliteConnection = BetterSqlite.Database

/** How long another process (a command beside the server) may hold the file before we give up. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * One connection writes, a second one only reads: a read beside an open transaction would
 * otherwise wait for its commit, and a page that support looks at waits for nothing.
 */
export function openSqlite(path: string): SqliteHandle {
  const connection = connect(path)
  const db = kyselyOver(connection)
  const read = path === ':memory:' ? db : kyselyOver(new BetterSqlite(path, { readonly: true }))

  return {
    dialect: 'sqlite',
    connection,
    db,
    read,
    async close() {
      await read.destroy()
      if (read !== db) await db.destroy()
      // Kysely closes only what it has used.
      connection.close()
    },
  }
}

function connect(path: string): SqliteConnection {
  if (path !== ':memory:') makeFile(path)
  const connection = new BetterSqlite(path, { timeout: BUSY_TIMEOUT_MS })
  connection.pragma('journal_mode = WAL')
  // NORMAL may lose the last commits at a power cut, and we said 202 for them.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  // A savepoint keeps the pages it changes; beyond 64 kB they would go to a file: 160 µs an event.
  connection.pragma('temp_store = MEMORY')
  return connection
}

/** The file holds personal data: only its owner may read it. SQLite gives -wal and -shm the same mode. */
function makeFile(path: string) {
  makeFolder(dirname(path))
  closeSync(openSync(path, 'a', 0o600))
}

function kyselyOver(connection: SqliteConnection): Kysely<Database> {
  return new Kysely({
    dialect: new SqliteDialect({ database: cachePreparedStatements(connection) }),
  })
}
