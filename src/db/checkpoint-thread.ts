import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'

/** The thread of `checkpoints.ts`. Passive: it waits for nobody, and nobody waits for it. */
const connection = new BetterSqlite(workerData.path, { fileMustExist: true })
connection.pragma('synchronous = FULL')

parentPort?.on('message', () => {
  connection.pragma('wal_checkpoint(PASSIVE)')
  parentPort?.postMessage('done')
})
