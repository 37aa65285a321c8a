import { PostgresAdapter } from 'kysely'
import type { Db } from './open.ts'

/** Row locks are PostgreSQL's; on SQLite a write transaction is alone anyway. */
export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter
