import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import pg from 'pg'
import { answerQuestions } from '../child.ts'
import { percentile } from '../statistics.ts'
import { openProduct } from './template-order.ts'

/**
 * What a worker with nothing to do asks its database, and what that costs: its own statements are
 * heard as they pass, so that nothing here has to know how it looks.
 */
export type LookQuestion = { url: string }
export type LookAnswer = {
  /** Pages where the database tells them. */
  statements: { sql: string; ms: number; pages: number | null }[]
}

type Heard = Map<string, { sql: string; values: unknown[] }>
const SETTLE_MS = 1_500
const LISTEN_MS = 4_000
const RUNS = 201
const MOMENT = /^\d{4}-\d\d-\d\dT/
const ABOUT_DUE = /\bdue\b/
const heard: Heard = new Map()
let isListening = false

listenToSqlite()
listenToPostgres()

answerQuestions(async ({ url }: LookQuestion): Promise<LookAnswer> => {
  const app = await openProduct(url)
  const worker = app.startWorker()
  await sleep(SETTLE_MS)
  isListening = true
  await sleep(LISTEN_MS)
  isListening = false
  await worker.stop()
  await app.close()
  return { statements: url.startsWith('sqlite:') ? timeSqlite(url) : await explainPostgres(url) }
})

function hear(sql: string, values: readonly unknown[]) {
  if (!isListening || !ABOUT_DUE.test(sql)) return
  // Those that differ by their moment alone are one statement.
  const alike = values.map((one) => (MOMENT.test(String(one)) ? 'a moment' : one))
  heard.set(`${sql} ${JSON.stringify(alike)}`, { sql, values: [...values] })
}

function listenToSqlite() {
  const { prepare } = BetterSqlite.prototype
  BetterSqlite.prototype.prepare = function (this: BetterSqlite.Database, source: string) {
    const statement = prepare.call(this, source)
    for (const name of ['all', 'get', 'run', 'iterate'] as const) {
      const run = statement[name] as (...values: unknown[]) => unknown
      Object.assign(statement, {
        [name](...values: unknown[]) {
          hear(source, values.flat())
          return run.apply(statement, values)
        },
      })
    }
    return statement
  } as typeof prepare
}

function listenToPostgres() {
  const { query } = pg.Client.prototype
  type Asked = string | { text: string; values?: unknown[] }
  const heardQuery = function (this: pg.Client, asked: Asked, ...rest: unknown[]) {
    const values = Array.isArray(rest[0]) ? rest[0] : []
    if (typeof asked === 'string') hear(asked, values)
    else hear(asked.text, asked.values ?? values)
    return (query as (...all: unknown[]) => unknown).call(this, asked, ...rest)
  }
  Object.assign(pg.Client.prototype, { query: heardQuery })
}

function timeSqlite(url: string): LookAnswer['statements'] {
  const db = new BetterSqlite(url.slice('sqlite:'.length))
  try {
    return [...heard.values()].map(({ sql, values }) => {
      const statement = db.prepare(sql)
      const run = () => (statement.reader ? statement.all(...values) : statement.run(...values))
      const times = Array.from({ length: RUNS }, () => {
        const begun = performance.now()
        run()
        return performance.now() - begun
      })
      return { sql, ms: percentile(times, 0.5), pages: null }
    })
  } finally {
    db.close()
  }
}

type Explained = {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }
  'Execution Time': number
}

/** Rolled back, for a look may be a claim; the database's own time, without the way to it. */
async function explainPostgres(url: string): Promise<LookAnswer['statements']> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const explain = async (sql: string, values: unknown[]) => {
    await client.query('begin')
    const { rows } = await client.query(
      `explain (analyze, buffers, format json) ${sql}`,
      values as string[],
    )
    await client.query('rollback')
    return rows[0]['QUERY PLAN'][0] as Explained
  }
  try {
    const statements: LookAnswer['statements'] = []
    for (const { sql, values } of heard.values()) {
      if (!/^\s*(select|update|with|delete|insert)\b/i.test(sql)) continue
      const all: Explained[] = []
      for (let run = 0; run < 21; run += 1) all.push(await explain(sql, values))
      statements.push({
        sql,
        ms: percentile(
          all.map((one) => one['Execution Time']),
          0.5,
        ),
        pages: Math.max(...all.slice(1).map(pagesOf)),
      })
    }
    return statements
  } finally {
    await client.end()
  }
}

const pagesOf = ({ Plan }: Explained) => Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']
