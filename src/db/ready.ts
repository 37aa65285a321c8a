import { sql } from 'kysely'
import type { Handle } from './open.ts'

/** The database answers, and has our tables. Throws what it said otherwise. */
export async function isReady({ read }: Handle): Promise<boolean> {
  await sql`select 1 from merchants limit 1`.execute(read)
  return true
}
