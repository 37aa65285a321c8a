import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { openHolds } from './holds.ts'
import { openLocks } from './holds-postgres.ts'
import { runByName } from './named-statements.ts'
import type { PostgresHandle } from './open.ts'
import type { Database } from './schema.ts'
import { openTransactions } from './transactions.ts'

export type PostgresOptions = {
  connectionsMax?: number
  /** Told of connections that break while nobody waits for them; the pool replaces them by itself. */
  onError?: (error: Error) => void
}

const CONNECT_TIMEOUT_MS = 10_000
const INT8 = 20
const NUMERIC = 1700

export function openPostgres(url: string, options: PostgresOptions): PostgresHandle {
  const { connectionsMax = 10, onError = () => {} } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: { getTypeParser: parserOf },
    pipeline: true,
  })
  // An 'error' that nobody listens to ends the process: a server that restarts must not end ours.
  pool.on('error', onError)
  pool.on('connect', (client) => {
    client.on('error', onError)
    runByName(client)
  })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })

  const holds = openHolds(openLocks(url, onError))
  const transactions = openTransactions(pool)
  async function close() {
    await holds.close()
    await db.destroy()
  }
  return { dialect: 'postgres', pool, ...transactions, db, read: db, holds, close }
}

/** Counts and sums come as numbers, as they do from SQLite, where a number holds them exactly. */
const parserOf: pg.CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (oid === INT8 || oid === NUMERIC) return numberWhereSafe
  return pg.types.getTypeParser(oid, format)
}

function numberWhereSafe(text: string): number | string {
  const number = Number(text)
  const digits = text.replace(/[^0-9]/g, '').length
  return digits <= 15 || Number.isSafeInteger(number) ? number : text
}
