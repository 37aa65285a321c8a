import { vi } from 'vitest'
import type { SqliteHandle } from '../../src/db/open.ts'

/** How SQLite goes about the last query of `run`, its steps in one line. */
export async function planOf(
  handle: SqliteHandle,
  run: (db: SqliteHandle['db']) => Promise<unknown>,
) {
  const prepare = vi.spyOn(handle.connection, 'prepare')
  await run(handle.db)
  const [sql = ''] = prepare.mock.calls.at(-1) ?? []
  prepare.mockRestore()
  const values = [...sql.matchAll(/\?/g)].map(() => null)
  const steps = handle.connection.prepare(`explain query plan ${sql}`).all(values)
  return (steps as { detail: string }[]).map(({ detail }) => detail).join('; ')
}
