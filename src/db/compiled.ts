import type { Compilable, CompiledQuery, Insertable, QueryResult } from 'kysely'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { Database } from './schema.ts'

/**
 * A query that is built once and then run with other values. Building and compiling costs five
 * times what SQLite takes to run it, so this is for what each new order goes through.
 *
 * The values must be all of the query's parameters, each once and in their order: a constant
 * inside `build` would be frozen unseen, so the first use refuses it.
 */
export function compileOnce<Values extends readonly unknown[], Row>(
  build: (db: Db, ...values: Values) => Compilable<Row>,
) {
  const texts = new Map<boolean, CompiledQuery<Row>>()

  return (db: Db, ...values: Values): Promise<QueryResult<Row>> => {
    const dialect = isPostgres(db)
    let text = texts.get(dialect)
    if (!text) {
      text = build(db, ...values).compile()
      refuseOthers(text.parameters, values)
      texts.set(dialect, text)
    }
    return db.executeQuery({ ...text, parameters: values })
  }
}

/** What happens to a row that is there already; without it, an error. */
type OnConflict<Table extends TableName> = { key: ColumnOf<Table>[]; update: ColumnOf<Table>[] }
type TableName = keyof Database
type ColumnOf<Table extends TableName> = keyof Database[Table] & string

const ROWS_KEPT_MAX = 24

/** An insert of any number of whole rows, compiled once for each number. Says how many it wrote. */
export function compileInsert<Table extends TableName>(
  table: Table,
  columns: readonly ColumnOf<Table>[],
  onConflict?: 'ignore' | OnConflict<Table>,
) {
  const texts = new Map<string, CompiledQuery>()

  return async (db: Db, rows: readonly Insertable<Database[Table]>[]): Promise<bigint> => {
    if (rows.length === 0) return 0n
    const name = `${isPostgres(db)} ${rows.length}`
    const text = texts.get(name) ?? buildInsert(db, { table, columns, rows, onConflict }).compile()
    if (rows.length <= ROWS_KEPT_MAX) texts.set(name, text)

    const parameters = rows.flatMap((row) => columns.map((column) => row[column as never]))
    const { numAffectedRows } = await db.executeQuery({ ...text, parameters })
    return numAffectedRows ?? 0n
  }
}
