import pg from 'pg'

/** Wake-ups between processes on one PostgreSQL, over a connection of their own. */
export type Signals = {
  /** Tells every process, this one too, to look for due work. */
  tell(): Promise<void>
  /** Connects, or connects again after the server was away; cheap where it stands. */
  ensure(): Promise<void>
  close(): Promise<void>
}

const CHANNEL = 'tidings_wake'

/**
 * One LISTEN a process, and NOTIFY never inside a transaction: there it takes a lock that
 * serialises all commits (PostgreSQL, `PreCommit_Notify`), which stopped whole services under load.
 * What is lost while the server is away the worker's own look finds.
 */
export function openSignals(
  url: string,
  onSignal: () => void,
  onError: (error: Error) => void,
): Signals {
  let client: pg.Client | null = null
  let isClosed = false
  // What was on its way when we closed ends with the connection, and is no fault.
  const report = (error: Error) => {
    if (!isClosed) onError(error)
  }

  async function ensure() {
    if (client || isClosed) return
    const fresh = new pg.Client({ connectionString: url })
    client = fresh
    const drop = () => {
      if (client === fresh) client = null
    }
    fresh.on('error', (error) => {
      report(error)
      drop()
    })
    fresh.on('end', drop)
    fresh.on('notification', () => onSignal())
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
    } catch (error) {
      drop()
      report(error as Error)
    }
  }

  return {
    ensure,
    async tell() {
      await ensure()
      await client?.query(`notify ${CHANNEL}`).catch(report)
    },
    async close() {
      isClosed = true
      await client?.end().catch(report)
    },
  }
}
