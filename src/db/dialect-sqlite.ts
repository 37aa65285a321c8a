import { closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import { makeFolder } from '../lib/make-folder.ts'
import { LOG_PAGES_MAX, noCheckpoints, openCheckpoints } from './checkpoints.ts'
import { runDirectly } from './direct.ts'
import { openHolds } from './holds.ts'
import type { SqliteHandle } from './open.ts'
import type { Database } from './schema.ts'
import { cachePreparedStatements, type Statements } from './statement-cache.ts'

export type SqliteConnection = BetterSqlite.Database

/** How long another process (a command beside the server) may hold the file before we give up. */
const BUSY_TIMEOUT_MS = 5_000
const CACHE_KB = 32_768

/**
 * One connection writes, a second one only reads: a read beside an open transaction would
 * otherwise wait for its commit, and a page that support looks at waits for nothing.
 */
export function openSqlite(path: string): SqliteHandle {
  const connection = connect(path)
  const statements = cachePreparedStatements(connection)
  const db = kyselyOver(statements)
  const isInMemory = path === ':memory:'
  const reading = isInMemory ? connection : openToRead(path)
  const read = isInMemory ? db : directlyOver(cachePreparedStatements(reading))
  const checkpoints = isInMemory ? noCheckpoints : openCheckpoints(path)

  return {
    dialect: 'sqlite',
    connection,
    statements,
    checkpoints,
    holds: openHolds(),
    db,
    read,
    async close() {
      await checkpoints.close()
      await read.destroy()
      if (read !== db) await db.destroy()
      // Kysely closes only what it has used.
      connection.close()
      reading.close()
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
  // What is erased is overwritten, not only let go: who was forgotten is not read out of the file.
  // It cost nothing that could be told from noise, since the pages are written anyway.
  connection.pragma('secure_delete = ON')
  // The default of 2 MB holds a thousandth of a busy shop's indexes, and each page that is not
  // held is looked for in the log and copied from the system's cache.
  connection.pragma(`cache_size = -${CACHE_KB}`)
  connection.pragma(`wal_autocheckpoint = ${LOG_PAGES_MAX}`)
  // A savepoint keeps the pages it changes; beyond 64 kB they would go to a file: 160 µs an event.
  connection.pragma('temp_store = MEMORY')
  return connection
}

/** The file holds personal data: only its owner may read it. SQLite gives -wal and -shm the same mode. */
function makeFile(path: string) {
  makeFolder(dirname(path))
  closeSync(openSync(path, 'a', 0o600))
}

/** Nobody holds it for longer than one query, so that nobody need wait for it. */
function directlyOver(statements: Statements): Kysely<Database> {
  const db = kyselyOver(statements)
  runDirectly(db, statements)
  return db
}

const openToRead = (path: string) => new BetterSqlite(path, { readonly: true })

const kyselyOver = (database: SqliteDatabase): Kysely<Database> =>
  new Kysely({ dialect: new SqliteDialect({ database }) })
