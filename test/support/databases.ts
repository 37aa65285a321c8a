import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { type Handle, openDatabase } from '../../src/db/open.ts'
import { temporaryFolder } from './folder.ts'
import { type PostgresAnswer, TEMPLATE } from './postgres.ts'

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

/** What both kinds are copied from is made once a process: ten times as quick as to make each. */
let migrated: Promise<Buffer> | undefined
let postgres: Promise<{ url: string; admin: pg.Client }> | undefined

async function newSqlite({ empty = false }: Options): Promise<Fresh> {
  const folder = await temporaryFolder('tidings-sqlite-')
  const path = join(folder, 'tidings.db')
  if (!empty) {
    migrated ??= migratedSqlite()
    await writeFile(path, await migrated)
  }
  return { url: `sqlite:${path}`, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** The whole of it: who closes last leaves nothing beside the file. */
async function migratedSqlite(): Promise<Buffer> {
  const folder = await temporaryFolder('tidings-sqlite-')
  try {
    const path = join(folder, 'tidings.db')
    const handle = openDatabase(`sqlite:${path}`)
    await migrate(handle).finally(() => handle.close())
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function newPostgres({ empty = false }: Options): Promise<Fresh> {
  postgres ??= administrator()
  const { url, admin } = await postgres
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = empty ? 'template0' : TEMPLATE
  await admin.query(`create database ${name} template ${template} strategy file_copy`)

  return {
    url: url + name,
    async remove() {
      await admin.query(`drop database ${name} with (force)`)
    },
  }
}

/** Kept for the next file too. */
async function administrator() {
  const url = await askForPostgres()
  const admin = new pg.Client({ connectionString: `${url}postgres` })
  admin.on('error', () => {}) // the server ends with the run, maybe before this process
  await admin.connect()
  return { url, admin }
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
