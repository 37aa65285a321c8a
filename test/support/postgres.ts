import { createServer, type Socket } from 'node:net'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { type Server, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The port to ask at for the PostgreSQL of this run: see `databases.ts`. */
    postgresDoor: number
  }
}

/** The database that those of the tests are copied from. */
export const TEMPLATE = 'migrated'
export type PostgresAnswer = { url: string } | { failed: string }

/**
 * vitest's globalSetup: one PostgreSQL a run, started when the first test file asks for it at the
 * door, so that a run of domain tests does not pay for it.
 */
export default async function setup(project: TestProject) {
  let server: Promise<Server> | undefined

  const door = createServer((socket) => {
    server ??= startWithTemplate()
    void tell(socket, server)
  })
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening))
  const address = door.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  project.provide('postgresDoor', address.port)

  return async () => {
    door.close()
    const running = await server?.catch(() => undefined)
    await running?.stop()
  }
}

async function tell(socket: Socket, server: Promise<Server>) {
  socket.on('error', () => {}) // a worker that was stopped meanwhile
  const answer: PostgresAnswer = await server.then(
    ({ url }) => ({ url }),
    (error) => ({ failed: `PostgreSQL for the tests did not start: ${error}` }),
  )
  socket.end(JSON.stringify(answer))
}

async function startWithTemplate(): Promise<Server> {
  const server = await startPostgres()
  try {
    await administer(server.url, `create database ${TEMPLATE}`)
    const handle = openDatabase(server.url + TEMPLATE)
    await migrate(handle).finally(() => handle.close())
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Runs one statement that no transaction may hold, such as `create database`. */
export async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: `${server}postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
