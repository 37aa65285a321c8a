import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { compileOnce, readAhead, writeTogether } from '../../src/db/compiled.ts'
import { createWriter, type Writer } from '../../src/db/group-commit.ts'
import type { Db, Handle } from '../../src/db/open.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('a transaction whose statements do not wait', (open, dialect) => {
  let handle: Handle
  let writer: Writer
  beforeEach(async () => {
    handle = await open()
    writer = createWriter(handle)
  })

  it('answers each with its own rows, in whatever way it is asked', async () => {
    const seen = await writer.write(async (db) => {
      await insert(db, 'a', '1')
      const [first, built, none] = await Promise.all([
        select(db, 'a'),
        db.selectFrom('order_terms').select('term').execute(),
        select(db, 'z'),
      ])
      return [first.rows, built, none.rows]
    })

    expect(seen).toEqual([[{ order_id: '1' }], [{ term: 'a' }], []])
  })

  it('sees what was written together, and keeps none of it where a later one fails', async () => {
    const failed = writer.write(async (db) => {
      await writeTogether(db, async () => {
        await insert(db, 'a', '1')
      })
      expect((await select(db, 'a')).rows).toEqual([{ order_id: '1' }])
      throw new Error('thought better of it')
    })

    await expect(failed).rejects.toThrow('thought better of it')
    expect(await terms(handle)).toEqual([])
  })

  it('fails by the fault of a write that nobody waited for, whatever came behind it', async () => {
    await writer.write((db) => insert(db, 'a', '1'))
    for (const isFollowed of [true, false]) {
      const failed = writer.write(async (db) => {
        await insert(db, 'b', '1')
        await writeTogether(db, async () => {
          await insert(db, 'a', '1')
        })
        if (isFollowed) await select(db, 'a')
      })

      await expect(failed).rejects.toMatchObject({ code: UNIQUE[dialect] })
    }
    await writer.write((db) => insert(db, 'c', '1'))
    expect(await terms(handle)).toEqual(['a', 'c'])
  })

  it('runs one transaction of many at a time on each connection', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `t${String(n).padStart(2, '0')}`)
    const seen = await Promise.all(
      names.map((name) =>
        writer.write(async (db) => {
          await insert(db, name, name)
          return (await select(db, name)).rows[0]?.order_id
        }),
      ),
    )

    expect(seen).toEqual(names)
    expect(await terms(handle)).toEqual(names)
  })

  if (dialect !== 'postgres') return

  describe('what is asked ahead', () => {
    it('is answered once from what was asked, and at the first write no more', async () => {
      await writer.write(async (db) => {
        const asked: Promise<unknown>[] = []
        const ask = () => {
          readAhead(db, () => {
            asked.push(moment(db, 1))
            return asked
          })
          return asked.at(-1)
        }

        const first = await ask()
        expect(await moment(db, 1)).toEqual(first)
        expect(await moment(db, 1)).not.toEqual(first)
        const second = await ask()
        await insert(db, 'a', '1')
        expect(await moment(db, 1)).not.toEqual(second)
      })
    })

    it('is no more true in the next transaction', async () => {
      const first = await writer.write(async (db) => {
        const asked: Promise<unknown>[] = []
        readAhead(db, () => {
          asked.push(moment(db, 1))
          return asked
        })
        return asked[0]
      })

      for (let n = 0; n < CONNECTIONS; n += 1)
        expect(await writer.write((db) => moment(db, 1))).not.toEqual(first)
    })

    it('troubles nobody where it is never looked at, not even when it fails', async () => {
      const failed = writer.write(async (db) => {
        readAhead(db, () => [divide(db, 0)])
        return (await select(db, 'a')).rows
      })

      await expect(failed).rejects.toMatchObject({ code: '22012' })
      expect(await writer.write(async (db) => (await select(db, 'a')).rows)).toEqual([])
    })
  })
})

const UNIQUE = { sqlite: 'SQLITE_CONSTRAINT_PRIMARYKEY', postgres: '23505' }

/** More than a pool has, so that each has had its turn. */
const CONNECTIONS = 12

const insert = (db: Db, term: string, orderId: string) => insertTerm(db, 'mer_1', term, '', orderId)

const insertTerm = compileOnce(
  (db, merchantId: string, term: string, kind: string, orderId: string) =>
    db.insertInto('order_terms').values({ merchant_id: merchantId, term, kind, order_id: orderId }),
)

const select = compileOnce((db, term: string) =>
  db.selectFrom('order_terms').select('order_id').where('term', '=', term),
)

/** Another one at each asking. */
const moment = compileOnce((db, n: number) =>
  db.selectNoFrom([
    sql<string>`clock_timestamp()::text`.as('at'),
    sql<number>`${n}::integer`.as('n'),
  ]),
)

const divide = compileOnce((db, n: number) =>
  db.selectNoFrom(sql<number>`1 / ${n}::integer`.as('share')),
)

async function terms({ read }: Handle): Promise<string[]> {
  const rows = await read.selectFrom('order_terms').select('term').orderBy('term').execute()
  return rows.map(({ term }) => term)
}
