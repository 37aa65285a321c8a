import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, inject } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { type Handle, openDatabase } from '../../src/db/open.ts'
import { temporaryFolder } from './folder.ts'
import { administer, type PostgresAnswer, TEMPLATE } from './postgres.ts'

export type DialectName = 'sqlite' | 'postgres'
type Open = () => Promise<Handle>
type Define = (open: Open, dialect: DialectName) => void
type Options = {
  /** Without any table, for tests of the migrations themselves. */
  empty?: boolean
}

/**
 * Runs the same tests on a real SQLite file and on a real PostgreSQL. Every `open()` is a fresh
 * database with the present schema; all are closed and removed after the last test.
 */
export function eachDatabase(name: string, define: Define, options: Options = {}) {
  onSqlite(name, define, options)
  onPostgres(name, define, options)
}

export function onSqlite(name: string, define: Define, options: Options = {}) {
  describe(`${name} (sqlite)`, () =>
    define(
      opener(() => newSqlite(options)),
      'sqlite',
    ))
}

export function onPostgres(name: string, define: Define, options: Options = {}) {
  describe(`${name} (postgres)`, () =>
    define(
      opener(() => newPostgres(options)),
      'postgres',
    ))
}

/** A second handle on the same database, as another process would have it. */
export function openUrl(url: string): Handle {
  return openDatabase(url)
}

type Fresh = { url: string; remove(): Promise<void> }
const urls = new WeakMap<Handle, string>()

/** The URL of what `open()` gave, for what is started by itself on the same database. */
export function urlOf(handle: Handle): string {
  const url = urls.get(handle)
  if (!url) throw new Error('not a database of eachDatabase')
  return url
}

function opener(make: () => Promise<Fresh>): Open {
  const opened: { handle: Handle; fresh: Fresh }[] = []

  afterAll(async () => {
    for (const { handle, fresh } of opened) {
      await handle.close()
      await fresh.remove()
    }
  })

  return async () => {
    const fresh = await make()
    const handle = openDatabase(fresh.url)
    urls.set(handle, fresh.url)
    opened.push({ handle, fresh })
    return handle
  }
}

async function newSqlite({ empty = false }: Options): Promise<Fresh> {
  const folder = await temporaryFolder('tidings-sqlite-')
  const url = `sqlite:${join(folder, 'tidings.db')}`
  if (!empty) {
    const handle = openDatabase(url)
    await migrate(handle)
    await handle.close()
  }
  return { url, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function newPostgres({ empty = false }: Options): Promise<Fresh> {
  const server = await askForPostgres()
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = empty ? 'template0' : TEMPLATE
  await administer(server, `create database ${name} template ${template} strategy file_copy`)

  return {
    url: server + name,
    remove: () => administer(server, `drop database ${name} with (force)`),
  }
}

/** Never skipped: where PostgreSQL cannot start, the tests fail and say why. */
async function askForPostgres(): Promise<string> {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    connect(inject('postgresDoor'), '127.0.0.1')
      .on('data', (chunk) => {
        text += chunk
      })
      .on('end', () => resolve(text))
      .on('error', reject)
  })
  const parsed = JSON.parse(answer) as PostgresAnswer
  if ('failed' in parsed) throw new Error(parsed.failed)
  return parsed.url
}
