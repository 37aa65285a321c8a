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
  /** Nothing is known any more that was asked ahead: another transaction begins. */
  forget(): void
}

export type Send = <Row>(text: string, values: readonly unknown[]) => Promise<QueryResult<Row>>

const pipelines = new WeakMap<Db, Pipeline>()

/** Undefined outside of a transaction, and on SQLite. */
export const pipelineOf = (db: Db): Pipeline | undefined => pipelines.get(db)

/** What a transaction is handed: all that it asks is sent by `send`, in its order. */
export function openPipelined(send: Send): { db: Db; pipeline: Pipeline } {
  const pipeline = openPipeline(send)
  const db = kyselyOn((text, values) => pipeline.run(text, values))
  pipelines.set(db, pipeline)
  return { db, pipeline }
}

/** Nobody asks ahead for what is due. */
const KEEPS = /^(select|update "due") /

function openPipeline(send: Send): Pipeline {
  const asked = new Map<string, Promise<QueryResult<unknown>>>()
  let isAhead = false

  function sendOn<Row>(text: string, values: readonly unknown[]) {
    // What was asked ahead may not be true any more.
    if (!isAhead && !KEEPS.test(text)) asked.clear()
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
    forget: () => asked.clear(),
  }
}

/** It is that of the transaction, which tells of it at its end. */
const unheard = () => {}

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
