import { access, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { ROWS_BETWEEN } from '../../src/db/checkpoints.ts'
import { createWriter } from '../../src/db/group-commit.ts'
import { openDatabase, type SqliteHandle } from '../../src/db/open.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A database whose file holds nothing, and its log so many rows. */
async function logOf(rows: number) {
  const folder = await temporaryFolder('checkpoints-')
  onTestFinished(() => rm(folder, { recursive: true }))
  const handle = openDatabase(`sqlite:${join(folder, 'a.db')}`) as SqliteHandle
  handle.connection.exec('create table t (n integer primary key)')
  handle.connection.pragma('wal_checkpoint(TRUNCATE)')
  const writer = createWriter(handle)
  await writer.write((db) =>
    sql`with recursive up (n) as (select 1 union all select n + 1 from up where n < ${rows})
      insert into t select n from up`.execute(db),
  )
  await writer.write(async () => {}) // behind it: the writer has told of what came before
  return { folder, handle }
}

/** What the file alone holds, without the log beside it. */
async function rowsAtHome(folder: string): Promise<number> {
  const copy = join(folder, 'copy.db')
  await copyFile(join(folder, 'a.db'), copy)
  const connection = new BetterSqlite(copy)
  try {
    return connection.prepare('select count(*) from t').pluck().get() as number
  } finally {
    connection.close()
  }
}

it('brings home what was committed, in a thread beside the writer', async () => {
  const { folder, handle } = await logOf(ROWS_BETWEEN)

  await handle.checkpoints.settled()

  expect(await rowsAtHome(folder)).toBe(ROWS_BETWEEN)
  await handle.close()
})

it('is not asked for a few rows', async () => {
  const { folder, handle } = await logOf(ROWS_BETWEEN - 1)

  await handle.checkpoints.settled()

  expect(await rowsAtHome(folder)).toBe(0)
  await handle.close()
})

it('lets go of the file when it is closed, also in the middle', async () => {
  const { folder, handle } = await logOf(ROWS_BETWEEN)

  await handle.close()

  // SQLite removes the log as its last connection goes.
  await expect(access(join(folder, 'a.db-wal'))).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await rowsAtHome(folder)).toBe(ROWS_BETWEEN)
})

it('leaves it to the writer where the thread cannot do it', async () => {
  const { folder, handle } = await logOf(ROWS_BETWEEN - 1)
  await rm(join(folder, 'a.db')) // the writer has it open; a thread that begins now finds none

  handle.checkpoints.noteChanged(1)
  await handle.checkpoints.settled()

  expect(await createWriter(handle).write(async () => 'goes on')).toBe('goes on')
  await handle.close()
})
