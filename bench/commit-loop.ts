import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import BetterSqlite from 'better-sqlite3'
import { answerQuestions } from './child.ts'
import { orderPlacedMaker } from './order-placed.ts'

export type CommitRun = { run: string; seconds: number }
export type CommitResult = { answers: number; seconds: number }

const [, , folder = ''] = process.argv
const connection = new BetterSqlite(join(folder, 'commit-loop.db'))
connection.pragma('journal_mode = WAL')
connection.pragma('synchronous = FULL')
connection.exec('create table if not exists kept (id text primary key, body text not null)')
const insert = connection.prepare('insert into kept values (?, ?)')

/** The same bytes, one row a transaction, each on the disk before the next: no HTTP, nothing else. */
answerQuestions(async ({ run, seconds }: CommitRun): Promise<CommitResult> => {
  const bodyOf = orderPlacedMaker(run, new Date())
  const begun = performance.now()
  let orders = 0
  while (performance.now() - begun < seconds * 1_000) {
    orders += 1
    insert.run(`${run}-${orders}`, bodyOf(orders))
  }
  return { answers: orders, seconds: (performance.now() - begun) / 1_000 }
})
