import { chmod, copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../src/db/open.ts'
import { type Server, startPostgres } from '../../test/support/postgres-server.ts'

export type StoreName = 'SQLite' | 'PostgreSQL'
/** Makes databases, and others that are like one that was made; all end with the bench. */
export type Store = {
  name: StoreName
  create(name: string): Promise<string>
  /** Nobody may have the first one open. */
  copy(url: string, name: string): Promise<string>
  remove(url: string): Promise<void>
  close(): Promise<void>
}

export function sqliteStore(folder: string): Store {
  const urlOf = (name: string) => `sqlite:${join(folder, `${name}.db`)}`
  const pathOf = (url: string) => url.slice('sqlite:'.length)
  return {
    name: 'SQLite',
    create: async (name) => urlOf(name),
    async copy(url, name) {
      await copyFile(pathOf(url), pathOf(urlOf(name)))
      return urlOf(name)
    },
    async remove(url) {
      for (const end of ['', '-wal', '-shm']) await rm(`${pathOf(url)}${end}`, { force: true })
    },
    close: async () => {},
  }
}

/** Durability is left as it comes; room is given as anybody would for a machine of its own. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '2GB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  max_connections: '200',
}

export async function postgresStore(folder: string): Promise<Store & { server: Server }> {
  // On the disk that is measured with; the server is another user where we are root.
  const place = join(folder, 'postgres')
  await mkdir(place)
  for (const one of [folder, place]) await chmod(one, 0o755)
  const server = await startPostgres(SETTINGS, place)
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: `${server.url}postgres` })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  const nameOf = (url: string) => url.slice(server.url.length)
  return {
    name: 'PostgreSQL',
    server,
    async create(name) {
      await administer(`create database ${name}`)
      return server.url + name
    },
    async copy(url, name) {
      const statement = `create database ${name} template ${nameOf(url)} strategy file_copy`
      await whenNobodyIsIn(() => administer(statement))
      return server.url + name
    },
    remove: (url) => administer(`drop database if exists ${nameOf(url)} with (force)`),
    close: () => server.stop(),
  }
}

/** A session that was closed, or the vacuum, is gone a moment later (object_in_use). */
async function whenNobodyIsIn(copy: () => Promise<void>) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await copy()
    } catch (error) {
      if (tries === IN_USE_TRIES_MAX || (error as { code?: string }).code !== '55006') throw error
      await sleep(500)
    }
  }
}

const IN_USE_TRIES_MAX = 60

/** What a database does by itself after a while, so that its moment decides nothing. */
export async function analyze(url: string) {
  const handle = openDatabase(url)
  try {
    if (handle.dialect === 'sqlite') handle.connection.exec('analyze')
    else await handle.pool.query('vacuum analyze')
  } finally {
    await handle.close()
  }
}
