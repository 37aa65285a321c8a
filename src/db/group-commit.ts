import { runDirectly } from './direct.ts'
import type { Holds } from './holds.ts'
import type { LateWrites } from './late-writes.ts'
import type { Db, Handle, SqliteHandle } from './open.ts'
import { postgresWriter } from './writer-postgres.ts'

/**
 * Runs `work` in a transaction and answers once it is durable. `work` may run twice (PostgreSQL
 * asks for it after a deadlock, on SQLite one that shares the transaction may fail), so it must do
 * nothing but query; on SQLite everybody's writes wait while it runs, so it must never await the
 * network, nor another `write`.
 */
export type Writer = {
  write<T>(work: (db: Db) => Promise<T>, sharing?: Sharing): Promise<T>
  /** Over more than a transaction, and without one. */
  holds: Holds
}

/**
 * On PostgreSQL such works may go in one transaction, as on SQLite all do: works of the one order
 * whose row they take before they write of it.
 */
export type Sharing = { isShared: true } | MayBeLost
/**
 * At a power cut, as if it had not been: nobody is told of it, and it is done again. Alone it does
 * not wait for the disk on SQLite; the next that does brings it along. One statement is all that
 * writes: on PostgreSQL that is a transaction by itself, without a way there to begin and to end it.
 */
type MayBeLost = { mayBeLost: true }

type Options = { groupCommit?: boolean }

const BATCH_MAX = 64
/** A turn may hold the making of a page: who came first does not wait for many. */
const TURNS_MAX = 8

export function createWriter(handle: Handle, { groupCommit = true }: Options = {}): Writer {
  if (handle.dialect === 'postgres') return postgresWriter(handle)
  return sqliteWriter(handle, groupCommit ? BATCH_MAX : 1)
}

type Job = {
  work(db: Db): Promise<unknown>
  resolve(value: unknown): void
  reject(reason: unknown): void
  mayBeLost: boolean
}

/**
 * One fsync for all who came together; every answer waits for the commit. With 64 writers in
 * flight: 15,000 small transactions a second instead of 2,000, and 0.4 ms for a lone one either way.
 */
function sqliteWriter(handle: SqliteHandle, batchMax: number): Writer {
  const queue: Job[] = []
  const changes = changesOf(handle.connection)
  let draining = false
  let changed = 0

  async function drain() {
    while (queue.length > 0) {
      await gather()
      await commitTogether(handle, changes, queue.splice(0, batchMax))
      const total = changes.get() as number
      handle.checkpoints.noteChanged(total - changed)
      changed = total
    }
    draining = false
  }

  /**
   * better-sqlite3 never yields to the event loop, so without a turn of it a request whose bytes
   * already lie in its socket is not seen in time to join: 64 HTTP clients got 1,200 answers a
   * second instead of 6,000. It is no wait: what else could run is run, and nothing else. Another
   * turn as long as one brings somebody, for those who were answered by one commit come back over
   * two or three; who missed them waited for two commits, and both wrote the same pages.
   */
  async function gather() {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      const before = queue.length
      await new Promise(setImmediate)
      if (queue.length === before || queue.length >= batchMax) return
    }
  }

  return {
    holds: handle.holds,
    write: (work, sharing) =>
      new Promise((resolve, reject) => {
        const mayBeLost = sharing !== undefined && 'mayBeLost' in sharing
        queue.push({ work, resolve: resolve as Job['resolve'], reject, mayBeLost })
        if (draining) return
        draining = true
        void drain()
      }),
  }
}

/**
 * Settles every job and never throws: what fails the transaction as a whole rejects all of them.
 * First as if nothing could fail, for a savepoint each copies every page that the job touches;
 * where one fails that had written, all are taken back and run again with a savepoint each, so that
 * it takes back only its own rows.
 */
async function commitTogether(handle: SqliteHandle, changes: Changes, jobs: Job[]) {
  try {
    const answers = await handle.db.connection().execute(async (db) => {
      runDirectly(db, handle.statements)
      const { connection, statements } = handle
      const batch = { db, connection, late: statements.late, changes, jobs }
      return (await inTransaction(batch, runPlainly)) ?? (await inTransaction(batch, runGuarded))
    })
    for (const answer of answers ?? []) answer()
  } catch (error) {
    for (const { reject } of jobs) reject(error)
  }
}

type Batch = {
  db: Db
  connection: SqliteHandle['connection']
  late: LateWrites
  changes: Changes
  jobs: Job[]
}
/** What tells a caller how it went; given only when the commit is through. */
type Answer = () => void

async function inTransaction(
  batch: Batch,
  run: (batch: Batch) => Promise<Answer[] | null>,
): Promise<Answer[] | null> {
  const { connection, late, jobs } = batch
  const mayBeLost = jobs.every((job) => job.mayBeLost)
  if (mayBeLost) connection.exec('pragma synchronous = normal')
  try {
    connection.exec('begin immediate')
    const answers = await run(batch)
    if (answers) connection.exec('commit')
    return answers
  } finally {
    late.clear()
    if (connection.inTransaction) connection.exec('rollback')
    if (mayBeLost) connection.exec('pragma synchronous = full')
  }
}

/** How many rows were ever written on it. */
const changesOf = (connection: SqliteHandle['connection']) =>
  connection.prepare('select total_changes()').pluck()
type Changes = ReturnType<typeof changesOf>

/** Null where a job failed that had written, or what was written late, and then nobody knows whose. */
async function runPlainly(batch: Batch): Promise<Answer[] | null> {
  const { connection, late, jobs } = batch
  const answers = await answersOf(batch)
  if (!answers) return null
  try {
    late.flush()
    return answers
  } catch (reason) {
    if (jobs.length === 1 || !connection.inTransaction) throw reason
    return null
  }
}

async function answersOf(batch: Batch): Promise<Answer[] | null> {
  const { db, connection, late, changes, jobs } = batch
  const answers: Answer[] = []
  for (const job of jobs) {
    const before = changes.get()
    const lateBefore = late.count()
    try {
      const value = await job.work(db)
      answers.push(() => job.resolve(value))
    } catch (reason) {
      // Alone, or without a transaction any more (a full disk ends it): there is none to be saved.
      if (jobs.length === 1 || !connection.inTransaction) throw reason
      if (changes.get() !== before || late.count() !== lateBefore) return null
      answers.push(() => job.reject(reason))
    }
  }
  return answers
}

async function runGuarded(batch: Batch): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const job of batch.jobs) answers.push(await inSavepoint(batch, job))
  return answers
}

async function inSavepoint({ db, connection, late }: Batch, job: Job): Promise<Answer> {
  connection.exec('savepoint job')
  try {
    const value = await job.work(db)
    late.flush()
    connection.exec('release job')
    return () => job.resolve(value)
  } catch (reason) {
    late.clear()
    // A full disk ends the whole transaction; then there is no savepoint, and this throws for all.
    connection.exec('rollback to job; release job')
    return () => job.reject(reason)
  }
}
