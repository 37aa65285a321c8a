import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createWriter } from '../../src/db/group-commit.ts'
import { findMessage } from '../../src/db/messages.ts'
import type { Db } from '../../src/db/open.ts'
import { onPostgres } from '../support/databases.ts'

const prepared = async (db: Db) => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from pg_prepared_statements
    where statement like '%from "messages"%'`.execute(db)
  return rows[0]?.n
}

onPostgres('a statement that is built once', (open) => {
  it('is planned once by a connection', async () => {
    const { db } = await open()
    await db.connection().execute(async (one) => {
      expect(await findMessage(one, 'mer_1', 'msg_1')).toBeNull()
      expect(await findMessage(one, 'mer_1', 'msg_2')).toBeNull()
      expect(await prepared(one)).toBe(1)
    })
  })

  it('goes without its name from the first time that the server does not know it', async () => {
    const handle = await open()
    const { db } = handle
    const writer = createWriter(handle)
    const find = () => writer.write((on) => findMessage(on, 'mer_1', 'msg_1'))
    await find()
    // As a pooler does it, that hands the next transaction to another connection.
    await sql`deallocate all`.execute(db)

    expect(await find()).toBeNull()
    await sql`deallocate all`.execute(db)
    expect(await findMessage(db, 'mer_1', 'msg_1')).toBeNull()
    expect(await prepared(db)).toBe(0)
  })
})
