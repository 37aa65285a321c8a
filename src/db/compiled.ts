import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import { type DirectText, executeDirectly, statementsOf } from './direct.ts'
import { isPostgres } from './is-postgres.ts'
import type { LateTable } from './late-writes.ts'
import { nameStatement } from './named-statements.ts'
import type { Db } from './open.ts'
import { pipelineOf } from './pipeline.ts'

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

/**
 * The same for an insert of rows that are whole, for each number of them. Says how many it wrote,
 * but not where they may be `late`: on SQLite they are written when they are asked for, or at the
 * end of the transaction.
 */
export function compileInsert<Row extends object>(
  build: (db: Db, rows: Row[]) => Compilable<unknown>,
  { late }: { late?: LateTable } = {},
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
    const text = kept?.text ?? {
      ...compileWith(build(db, [...rows]), parameters),
      ...(late && { late }),
    }
    if (rows.length <= ROWS_KEPT_MAX) known[rows.length] ??= { text, columns }

    const { numAffectedRows } = await execute(db, statements, { text, parameters })
    return numAffectedRows ?? 0n
  }
}

/**
 * The same for writes to several tables that are one act: on PostgreSQL one statement, since there it
 * is the way to the server and back that costs, and not the row. No two may touch the same row.
 */
export function compileTogether<Values extends readonly unknown[]>(
  build: (db: Db, ...values: Values) => Compilable<unknown>[],
) {
  const kept: Record<Dialect, Part[] | null> = { sqlite: null, postgres: null }

  return (db: Db, ...values: Values): Promise<void> => {
    const statements = statementsOf(db)
    const dialect = dialectOf(db, statements)
    kept[dialect] ??= partsOf(build(db, ...values), values)
    const parts = kept[dialect]
    return writeTogether(db, async () => {
      for (const { text, from, to } of parts)
        await execute(db, statements, { text, parameters: values.slice(from, to) })
    })
  }
}

type Part = { text: Text<unknown>; from: number; to: number }

function partsOf(queries: readonly Compilable<unknown>[], values: readonly unknown[]): Part[] {
  let from = 0
  const parts = queries.map((query) => {
    const to = from + query.compile().parameters.length
    const part = { text: compileWith(query, values.slice(from, to)), from, to }
    from = to
    return part
  })
  if (from !== values.length) throw new Error('values that no query has')
  return parts
}

/**
 * Lets the compiled writes of `work` go together at its end, on PostgreSQL as one statement. They
 * answer nothing then, no two may touch the same row, and `work` may not read.
 */
export async function writeTogether(db: Db, work: () => Promise<void>): Promise<void> {
  if (dialectOf(db, statementsOf(db)) === 'sqlite' || gathering.has(db)) return work()
  const writes: Write[] = []
  gathering.set(db, writes)
  try {
    await work()
  } finally {
    gathering.delete(db)
  }
  const [first, ...others] = writes
  if (!first) return
  const text = others.length === 0 ? first.text : joined(writes)
  const parameters = writes.flatMap((one) => one.parameters)
  if (others.length === 0) nameStatement(text.sql)
  const pipeline = pipelineOf(db)
  if (pipeline) pipeline.write(text.sql, parameters)
  else await db.executeQuery({ ...text, parameters })
}

type Write = { text: Text<unknown>; parameters: readonly unknown[] }
const gathering = new WeakMap<Db, Write[]>()

/** Which writes meet varies; so many such texts are kept and run by name, and no longer ones than so. */
const JOINED_MAX = 200
const NAMED_LENGTH_MAX = 10_000
type Joined = { behind: Map<Text<unknown>, Joined>; text: Text<unknown> | null }
const joins: Joined = { behind: new Map(), text: null }
let joinedCount = 0

/** By the texts that meet: to write the numbers of fifty values anew took longer than to send them. */
function joined(writes: readonly Write[]): Text<unknown> {
  let at: Joined | undefined = joins
  for (const { text } of writes) at = at?.behind.get(text)
  if (at?.text) return at.text
  const text = join(writes)
  if (joinedCount >= JOINED_MAX || text.sql.length > NAMED_LENGTH_MAX) return text
  joinedCount += 1
  let one = joins
  for (const { text: next } of writes) {
    const known = one.behind.get(next) ?? { behind: new Map(), text: null }
    one.behind.set(next, known)
    one = known
  }
  one.text = text
  nameStatement(text.sql)
  return text
}

function join(writes: readonly Write[]): Text<unknown> {
  let from = 0
  const clauses = writes.map(({ text, parameters }, at) => {
    const by = from
    from += parameters.length
    return `w${at} as (${text.sql.replaceAll(/\$(\d+)/g, (_, n) => `$${Number(n) + by}`)})`
  })
  return { ...(writes[0]?.text as Text<unknown>), sql: `with ${clauses.join(', ')} select 1` }
}

/**
 * Asks of PostgreSQL now what will be asked for in a moment, so that the answers come together; at the
 * first write they are forgotten. On SQLite an answer comes no way, and nothing is asked.
 */
export const readAhead = (db: Db, ask: () => Promise<unknown>[]) => pipelineOf(db)?.ahead(ask)

type Text<Row> = CompiledQuery<Row> & DirectText
type InsertText<Row> = { text: Text<unknown>; columns: (keyof Row)[] }
type Dialect = 'sqlite' | 'postgres'

type Direct = ReturnType<typeof statementsOf>

const dialectOf = (db: Db, statements: Direct): Dialect =>
  statements || !isPostgres(db) ? 'sqlite' : 'postgres'

const NOTHING: QueryResult<never> = { rows: [] }

function execute<Row>(
  db: Db,
  statements: Direct,
  { text, parameters }: { text: Text<Row>; parameters: readonly unknown[] },
): Promise<QueryResult<Row>> {
  if (statements) return executeDirectly<Row>(statements, text, parameters)

  const writes = gathering.get(db)
  if (writes) {
    writes.push({ text, parameters })
    return Promise.resolve(NOTHING)
  }
  nameStatement(text.sql)
  const pipeline = pipelineOf(db)
  if (pipeline) return pipeline.run<Row>(text.sql, parameters)
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
