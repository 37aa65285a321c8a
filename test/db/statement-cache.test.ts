import BetterSqlite from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { cachePreparedStatements } from '../../src/db/statement-cache.ts'

describe('cachePreparedStatements', () => {
  let connection: BetterSqlite.Database
  let cache: ReturnType<typeof cachePreparedStatements>
  beforeEach(() => {
    connection = new BetterSqlite(':memory:')
    connection.exec('create table t (a integer); insert into t values (1), (2)')
    cache = cachePreparedStatements(connection)
  })

  it('prepares a text once', () => {
    expect(cache.prepare('select a from t')).toBe(cache.prepare('select a from t'))
  })

  it('keeps no more than 500, and drops the least recently used', () => {
    const first = cache.prepare('select 0')
    const second = cache.prepare('select 1')
    for (let n = 2; n < 500; n++) cache.prepare(`select ${n}`)
    cache.prepare('select 0')
    cache.prepare('select 500')

    expect(cache.prepare('select 0')).toBe(first)
    expect(cache.prepare('select 1')).not.toBe(second)
  })

  it('gives another one while the kept one is iterated over', () => {
    const rows = cache.prepare('select a from t').iterate([])
    rows.next()

    expect(cache.prepare('select a from t').all([])).toHaveLength(2)
    rows.return?.()
  })

  it('forgets what it kept when the schema changes', () => {
    expect(cache.prepare('select * from t').all([])).toEqual([{ a: 1 }, { a: 2 }])
    cache.prepare('alter table t add column b integer').run([])

    expect(cache.prepare('select * from t').all([])[0]).toEqual({ a: 1, b: null })
  })
})
