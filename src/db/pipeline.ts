import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { nameOf, noteNameFault } from './named-statements.ts'
import type { Db } from './open.ts'
import type { Database } from './schema.ts'

/**
 * A connection of PostgreSQL for one transaction, that writes statements as they are asked for and
 * does not wait for one to be answered before the next. The way there and back, and the two calls of
 * the system for it, cost several times what a statement does by its key.
 */
export type Pipeline = {
  run<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>>
  /** Of a write whose answer nobody needs; its fault is that of the transaction. */
  write(text: string, values: readonly unknown[]): void
  /** Begins to ask what will be asked for in a moment: then the answer is there, or on its way. */
  ahead(ask: () => Promise<unknown>[]): void
}

const pipelines = new WeakMap<Db, Pipeline>()

/** Undefined outside of a transaction, and on SQLite. */
export const pipelineOf = (db: Db): Pipeline | undefined => pipelines.get(db)

export function openTransactions(pool: Pool) {
  const kept = new WeakMap<PoolClient, Line>()

  return async function transact<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const line = kept.get(client) ?? openLine(client)
    kept.set(client, line)
    try {
      line.begin()
      const answer = await work(line.db)
      await line.commit()
      client.release()
      return answer
    } catch (error) {
      const fault = line.fault() ?? error
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
      throw fault
    }
  }
}

type Line = { db: Db; begin(): void; commit(): Promise<void>; fault(): unknown }

function openLine(client: PoolClient): Line {
  const sender = openSender(client)
  const pipeline = openPipeline(sender.send)
  const db = kyselyOn((text, values) => pipeline.run(text, values))
  pipelines.set(db, pipeline)

  return {
    db,
    fault: sender.fault,
    begin() {
      sender.reset()
      // A write, so nothing is known any more that was asked in the last one.
      pipeline.write('begin', [])
    },
    async commit() {
      sender.gather()
      const { command } = await client.query('commit')
      if (sender.fault() !== null) throw sender.fault()
      if (command !== 'COMMIT') throw new Error(`the transaction ended by ${command}`)
    },
  }
}

function openSender(client: PoolClient) {
  const gather = gatherer(client)
  let fault: unknown = null

  async function send<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    gather()
    try {
      const name = nameOf(text)
      const query = { text, values: [...values], ...(name && { name }) }
      const { command, rowCount, rows } = await client.query(query)
      return CHANGES.has(command)
        ? { rows, numAffectedRows: BigInt(rowCount ?? 0) }
        : { rows: rows as Row[] }
    } catch (error) {
      // What comes behind a statement that has failed fails for that alone.
      if (fault === null) {
        fault = error
        noteNameFault(error)
      }
      throw fault
    }
  }

  return {
    send,
    gather,
    fault: () => fault,
    reset() {
      fault = null
    },
  }
}

type Send = ReturnType<typeof openSender>['send']

function openPipeline(send: Send): Pipeline {
  const asked = new Map<string, Promise<QueryResult<unknown>>>()
  let isAhead = false

  function sendOn<Row>(text: string, values: readonly unknown[]) {
    // What was asked ahead may not be true any more.
    if (!isAhead && !text.startsWith('select')) asked.clear()
    return send<Row>(text, values)
  }

  return {
    run<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
      const key = isAhead || asked.size > 0 ? `${text}\0${JSON.stringify(values)}` : ''
      const known = asked.get(key) as Promise<QueryResult<Row>> | undefined
      if (known && !isAhead) asked.delete(key)
      if (known) return known
      const answer = sendOn<Row>(text, values)
      if (isAhead) asked.set(key, answer)
      return answer
    },
    write: (text, values) => void sendOn(text, values).catch(unheard),
    ahead(ask) {
      isAhead = true
      try {
        for (const answer of ask()) answer.catch(unheard)
      } finally {
        isAhead = false
      }
    },
  }
}

/** It is that of the transaction, which tells of it at its end. */
const unheard = () => {}

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** Lets what is written in one turn leave as one. */
function gatherer(client: PoolClient) {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  let isGathering = false
  return () => {
    if (isGathering) return
    isGathering = true
    stream.cork()
    process.nextTick(() => {
      isGathering = false
      stream.uncork()
    })
  }
}

type Socket = { cork(): void; uncork(): void }
type Run = (text: string, values: readonly unknown[]) => Promise<QueryResult<unknown>>

/** For what is asked by way of Kysely: the transaction is ours, so it finds its one connection. */
function kyselyOn(run: Run): Db {
  const connection: DatabaseConnection = {
    executeQuery: <R>({ sql, parameters }: CompiledQuery) =>
      run(sql, parameters) as Promise<QueryResult<R>>,
    streamQuery() {
      throw new Error('rows are not streamed')
    },
  }
  const nested = async () => {
    throw new Error('a transaction in a transaction')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: nested,
    commitTransaction: nested,
    rollbackTransaction: nested,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
