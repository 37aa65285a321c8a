import { sql } from 'kysely'
import type { Handle } from '../../src/db/open.ts'

const LOOKS_MAX = 1_000

/** Until somebody waits for a lock of this PostgreSQL database, or who was to wait did not. */
export async function untilOneWaits({ read }: Handle, waiting: Promise<unknown>) {
  let isOver = false
  const over = () => {
    isOver = true
  }
  void waiting.then(over, over)
  for (let look = 0; look < LOOKS_MAX && !isOver; look += 1) {
    const { rows } = await sql`select 1 from pg_locks where not granted
      and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(
      read,
    )
    if (rows.length > 0) return
  }
}
