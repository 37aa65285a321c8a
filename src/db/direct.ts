import type { QueryResult, SqliteDatabase, SqliteStatement } from 'kysely'
import type { LateTable, LateWrites } from './late-writes.ts'
import type { Db } from './open.ts'

type Statements = Pick<SqliteDatabase, 'prepare'> & { late: LateWrites }

const held = new WeakMap<Db, Statements>()

/**
 * Lets the compiled queries of who holds SQLite's one connection run on it at once. The way through
 * Kysely (its lock, its providers, its plugins, a dozen promises) takes as long as many a query
 * itself, and a new order makes ten of them.
 */
export function runDirectly(db: Db, statements: Statements) {
  held.set(db, statements)
}

/** Where the compiled queries of `db` run directly; undefined where Kysely must find a connection. */
export const statementsOf = (db: Db): Statements | undefined => held.get(db)

/** A text with the statement that was last prepared of it, and on which connection. */
export type DirectText = {
  sql: string
  /** Into which table its rows may go as late as somebody asks for them: then it tells no count. */
  late?: LateTable
  prepared?: { on: Statements; statement: SqliteStatement }
}

export async function executeDirectly<Row>(
  statements: Statements,
  text: DirectText,
  parameters: readonly unknown[],
): Promise<QueryResult<Row>> {
  // Kept here as well: to find it by its text, and to note that it was used, takes 2 to 5 µs.
  if (text.prepared?.on !== statements) {
    text.prepared = { on: statements, statement: statements.prepare(text.sql) }
  }
  const { statement } = text.prepared
  if (text.late) {
    statements.late.add(text.late, statement, parameters)
    return { rows: [] }
  }
  statements.late.before(text.sql)
  if (statement.reader) return { rows: statement.all(parameters) as Row[] }

  const { changes } = statement.run(parameters)
  return { rows: [], numAffectedRows: BigInt(changes) }
}
