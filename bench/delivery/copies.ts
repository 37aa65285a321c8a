import { sql } from 'kysely'
import { isPostgres } from '../../src/db/is-postgres.ts'
import type { Db } from '../../src/db/open.ts'

/** Stand for the number of the copy in each id; as wide as what takes their place. */
export const TOKENS = { due: 'oseedtoken', waiting: 'oseedwaits', other: 'oseedother' }
const FIRST = 1_000_000_000
/** No moment that anything else is at: a message here waits to be given its own. */
export const PARKED = '2199-01-01T00:00:00.000Z'
const BATCH = 50_000
const SPREAD_SECONDS = 30 * 86_400

type Cell = string | number | bigint | Uint8Array | null
type Row = Record<string, Cell>
export type Copying = {
  token: string
  /** Numbers from here on: those of two stories must not meet. */
  from: number
  copies: number
  /** What is copied; all that the first one has a row in where none are named. */
  tables?: readonly string[]
  /** Of this kind are put at `PARKED`; null: all lie ahead, spread over thirty days. */
  parkedKind: string | null
}

/**
 * Makes many orders of one that the product has made, rows and all, in bulk: through the door it
 * would take longer than what is to be measured. Waiting rows of the first one are taken out.
 */
export async function copyOrder(db: Db, { token, from, copies, tables, parkedKind }: Copying) {
  await removeSilencing(db, token)
  if (parkedKind) await park(db, token, parkedKind)
  const found: { table: string; row: Row }[] = []
  for (const table of tables ?? (await tablesOf(db))) {
    const { rows } = await sql<Row>`select * from ${sql.table(table)}`.execute(db)
    for (const row of rows)
      if (isOf(row, token) && !(isHistory(table, row) && tables)) found.push({ table, row })
  }
  for (let done = 0; done < copies; done += BATCH) {
    const until = from + Math.min(copies, done + BATCH)
    await db.transaction().execute(async (trx) => {
      for (const { table, row } of found) {
        const span = { token, first: FIRST + from + done, end: FIRST + until }
        await insertCopies(trx, table, row, span, parkedKind === null)
      }
    })
  }
  // What was copied is no order of the bench: it would be sent as well.
  await sql`delete from due where message_id like ${`%${token}%`}`.execute(db)
}

/** What the worker made of the first one meanwhile is history, and its lease no part of it. */
const removeSilencing = (db: Db, token: string) =>
  sql`delete from due where message_id like ${`%${token}%`} and message_id in
    (select id from messages where status <> 'planned')`.execute(db)

const park = (db: Db, token: string, kind: string) =>
  sql`update due set at = ${PARKED} where message_id in
    (select id from messages where kind = ${kind} and status = 'planned' and id like ${`%${token}%`})`.execute(
    db,
  )

async function tablesOf(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => !name.startsWith('kysely'))
}

const isOf = (row: Row, token: string) =>
  Object.values(row).some((cell) => typeof cell === 'string' && cell.includes(token))

/** Where only what waits is wanted, what was sent or withdrawn would be counted with it. */
const isHistory = (table: string, row: Row) => table === 'messages' && row.status !== 'planned'

type Span = { token: string; first: number; end: number }

async function insertCopies(db: Db, table: string, row: Row, span: Span, isSpread: boolean) {
  const columns = Object.keys(row)
  const values = columns.map((column) => {
    if (table === 'due' && column === 'at' && isSpread) return spreadMoment(db, String(row.at))
    // A hash is unique in its table and has no token in it.
    if (table === 'links' && column === 'token_hash') return sql`cast(n as text)`
    return copied(row[column] ?? null, span.token)
  })
  await sql`with recursive numbers(n) as (
      select cast(${span.first} as bigint) union all select n + 1 from numbers where n + 1 < ${span.end})
    insert into ${sql.table(table)} (${sql.join(columns.map((one) => sql.ref(one)))})
    select ${sql.join(values)} from numbers`.execute(db)
}

function copied(cell: Cell, token: string) {
  if (cell === null) return sql`null`
  if (typeof cell === 'string') {
    const text = sql`cast(${cell} as text)`
    return cell.includes(token) ? sql`replace(${text}, ${token}, cast(n as text))` : text
  }
  if (cell instanceof Uint8Array) {
    // Of its row's id and key it has only the places: the same bytes are another copy's words.
    if (Buffer.from(cell).includes(token)) throw new Error('bytes that name what they are of')
    return sql`${cell}`
  }
  return sql`cast(${cell} as integer)`
}

/** Not before a day has gone by, so that nothing of it falls due while something is measured. */
function spreadMoment(db: Db, at: string) {
  const first = Math.max(Date.parse(at), Date.now() + 86_400_000)
  const begun = new Date(first).toISOString()
  const seconds = sql`cast((n * 7919) % ${sql.lit(SPREAD_SECONDS)} as integer)`
  if (isPostgres(db))
    return sql`to_char(timestamp '1970-01-01' + interval '1 second' * (${sql.lit(Math.floor(first / 1_000))} + ${seconds}), 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')`
  return sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${begun}, '+' || ${seconds} || ' seconds')`
}
