import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Handle, openDatabase, type SqliteHandle } from '../../src/db/open.ts'
import { eachDatabase, openUrl, urlOf } from '../support/databases.ts'

eachDatabase('a database', (open, dialect) => {
  let handle: Handle
  beforeAll(async () => {
    handle = await open()
  })

  it('is fresh, with the present schema and no rows', async () => {
    expect(handle.dialect).toBe(dialect)
    expect(await handle.db.selectFrom('merchants').selectAll().execute()).toEqual([])
  })

  it('gives counts and sums as numbers', async () => {
    const { rows } = await sql`
      select count(*) as n, sum(x) as s from (select 2 as x union all select 3) t`.execute(
      handle.read,
    )

    expect(rows).toEqual([{ n: 2, s: 5 }])
  })

  it('is not the same as the one opened before it', async () => {
    expect(urlOf(await open())).not.toBe(urlOf(handle))
  })

  it('shows to one handle what another one wrote', async () => {
    const other = openUrl(urlOf(handle))
    await insertTerm(handle, 'seen')

    expect(await terms(other)).toEqual(['seen'])
    await other.close()
  })
})

describe('openDatabase on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-open-'))
  const path = join(folder, 'deeper', 'tidings.db')
  const handle = openDatabase(`sqlite:${path}`) as SqliteHandle
  beforeAll(async () => {
    await sql`create table order_terms (merchant_id text, term text, kind text, order_id text)`.execute(
      handle.db,
    )
  })
  afterAll(async () => {
    await handle.close()
    rmSync(folder, { recursive: true })
  })

  it('makes the folder, and files that only their owner can read', () => {
    for (const name of [path, `${path}-wal`]) expect(statSync(name).mode & 0o777).toBe(0o600)
  })

  it('keeps a commit through a power cut', () => {
    const FULL = 2

    expect(handle.connection.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(handle.connection.pragma('synchronous', { simple: true })).toBe(FULL)
    expect(handle.connection.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('keeps nothing in the file of what was written over or deleted', async () => {
    const person = 'Ana Ruiz, Calle Mayor 7. '
    await insertTerm(handle, person.repeat(1_000))
    handle.connection.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(path).includes(person)).toBe(true)

    await sql`update order_terms set term = 'erased' where term like 'Ana%'`.execute(handle.db)
    handle.connection.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(path).includes(person)).toBe(false)
    await sql`delete from order_terms`.execute(handle.db)
  })

  it('reads beside an open transaction, and only what is committed', async () => {
    await handle.db.transaction().execute(async (trx) => {
      await insertTerm({ db: trx }, 'open')

      expect(await terms(handle)).toEqual([])
    })

    expect(await terms(handle)).toEqual(['open'])
  })

  it('does not write through `read`', async () => {
    await expect(insertTerm({ db: handle.read }, 'x')).rejects.toThrow('readonly')
  })

  it('takes the write lock when a transaction begins, not at its first write', async () => {
    const other = openDatabase(`sqlite:${path}`) as SqliteHandle
    other.connection.pragma('busy_timeout = 0')

    await handle.db.transaction().execute(async () => {
      await expect(other.db.transaction().execute(async () => {})).rejects.toThrow('locked')
    })
    await other.close()
  })

  it('closes what was never used', async () => {
    const other = openDatabase(`sqlite:${path}`) as SqliteHandle
    await other.close()

    expect(other.connection.open).toBe(false)
  })

  it('lives in memory without a second connection', async () => {
    const memory = openDatabase('sqlite::memory:')

    expect(memory.read).toBe(memory.db)
    await memory.close()
  })
})

describe('openDatabase', () => {
  it('refuses a URL of another database', () => {
    expect(() => openDatabase('mysql://db/tidings')).toThrow('sqlite:PATH or postgres://')
  })
})

function insertTerm({ db }: Pick<Handle, 'db'>, term: string) {
  return db
    .insertInto('order_terms')
    .values({ merchant_id: 'mer_1', term, kind: 'name', order_id: '1' })
    .execute()
}

async function terms({ read }: Handle): Promise<string[]> {
  const rows = await read.selectFrom('order_terms').select('term').execute()
  return rows.map(({ term }) => term)
}
