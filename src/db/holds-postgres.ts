import pg from 'pg'
import type { Across } from './holds.ts'

/** So many names at once a process, each with a connection; who comes then waits for one of them. */
const CONNECTIONS_MAX = 8
/** Apart from other advisory locks of the database. */
const SEED = 7_301

/**
 * Advisory locks, each on a connection of its own: the server lets go of what a process held that
 * was killed, and nobody waits for the end of a lease. Not the connections of the pool that
 * everything else uses, for who holds one of those waits for others of them. Each is held by an open
 * transaction: one of a session is let go of by another where a pooler is between us (PgBouncer), and
 * so is nobody's and never free.
 */
export function openLocks(url: string, onError: (error: Error) => void): Across {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS_MAX })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  /** In use; what is closed under its user has let go by that. */
  const used = new Set<pg.PoolClient>()
  const endUse = (client: pg.PoolClient, isBroken: boolean) => {
    if (used.delete(client)) client.release(isBroken)
  }

  async function ask(client: pg.PoolClient, text: string, values: string[] = []) {
    try {
      return (await client.query(text, values)).rows[0]
    } catch (error) {
      endUse(client, true)
      throw error
    }
  }

  async function letGoOf(client: pg.PoolClient) {
    if (!used.has(client)) return
    await ask(client, 'rollback').then(() => endUse(client, false), onError)
  }

  async function get(text: string, name: string) {
    const client = await pool.connect()
    used.add(client)
    await ask(client, 'begin')
    const row = await ask(client, `select ${text}(hashtextextended($1, ${SEED})) as it`, [name])
    if (row?.it !== false) return () => letGoOf(client)
    await letGoOf(client)
    return null
  }

  return {
    lock: async (name) => (await get('pg_advisory_xact_lock', name)) ?? (async () => {}),
    tryLock: (name) => get('pg_try_advisory_xact_lock', name),
    async close() {
      for (const client of used) endUse(client, true)
      await pool.end()
    },
  }
}
