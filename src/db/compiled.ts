import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import { type DirectText, executeDirectly, statementsOf } from './direct.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'

/**
 * A query that is built once and then run with other values: building and compiling one takes
 * several times as long as SQLite takes to run it, and a new order goes through ten.
 *
 * The values must be all of the query's parameters, each once and in their order. A constant in
 * `build` would be frozen, and a value left out lost, so the first use refuses both.
 */
export function compileOnce<Values extends readonly unknown[], Row>(
  build: (db: Db, ...values: Values) => Compilable<Row>,
) {
  const texts: Record<Dialect, Text<Row> | null> = { sqlite: null, postgres: null }

  return (db: Db, ...values: Values): Promise<QueryResult<Row>> => {
    const statements = statementsOf(db)
    const dialect = dialectOf(db, statements)
    const text = texts[dialect] ?? compileWith(build(db, ...values), values)
    texts[dialect] = text
    return execute(db, statements, { text, parameters: values })
  }
}

const ROWS_KEPT_MAX = 24

/** The same for an insert of rows that are whole, for each number of them. Says how many it wrote. */
export function compileInsert<Row extends object>(
  build: (db: Db, rows: Row[]) => Compilable<unknown>,
) {
  const texts: Record<Dialect, InsertText<Row>[]> = { sqlite: [], postgres: [] }

  return async (db: Db, rows: readonly Row[]): Promise<bigint> => {
    const [first] = rows
    if (!first) return 0n

    const statements = statementsOf(db)
    const known = texts[dialectOf(db, statements)]
    const kept = known[rows.length]
    const columns = kept?.columns ?? (Object.keys(first) as (keyof Row)[])
    const parameters: unknown[] = []
    for (const row of rows) pushValues(parameters, row, columns)
    const text = kept?.text ?? compileWith(build(db, [...rows]), parameters)
    if (rows.length <= ROWS_KEPT_MAX) known[rows.length] ??= { text, columns }

    const { numAffectedRows } = await execute(db, statements, { text, parameters })
    return numAffectedRows ?? 0n
  }
}

type Text<Row> = CompiledQuery<Row> & DirectText
type InsertText<Row> = { text: Text<unknown>; columns: (keyof Row)[] }
type Dialect = 'sqlite' | 'postgres'

type Direct = ReturnType<typeof statementsOf>

const dialectOf = (db: Db, statements: Direct): Dialect =>
  statements || !isPostgres(db) ? 'sqlite' : 'postgres'

function execute<Row>(
  db: Db,
  statements: Direct,
  { text, parameters }: { text: Text<Row>; parameters: readonly unknown[] },
): Promise<QueryResult<Row>> {
  if (statements) return executeDirectly<Row>(statements, text, parameters)
  return db.executeQuery<Row>({ ...text, parameters })
}

/** By name: two callers may write the fields of their rows in another order. */
function pushValues<Row extends object>(
  values: unknown[],
  row: Row,
  columns: readonly (keyof Row)[],
) {
  if (Object.keys(row).length !== columns.length) throw new Error('a row with other columns')
  for (const column of columns) {
    if (row[column] === undefined) throw new Error(`a row without ${String(column)}`)
    values.push(row[column])
  }
}

function compileWith<Row>(query: Compilable<Row>, values: readonly unknown[]): Text<Row> {
  const text = query.compile()
  const isSame = values.every((value, at) => Object.is(value, text.parameters[at]))
  if (!isSame || values.length !== text.parameters.length) {
    throw new Error(`these are not the values of: ${text.sql}`)
  }
  return { ...text } // Kysely's own is frozen
}
