import type { Pool, PoolClient } from 'pg'
import {
  FellApart,
  type Owners,
  runTogether,
  type Work,
  type WorkEnd,
} from './joint-transaction.ts'
import type { Db } from './open.ts'
import { openPipelined } from './pipeline.ts'
import { type Sender, senderOf } from './sender.ts'

/** Transactions of a pool, whose statements do not wait for one another. */
export function openTransactions(pool: Pool) {
  const opened = new WeakMap<Sender, ReturnType<typeof openPipelined>>()
  const owners: Owners = new Map()

  return {
    transact: <T>(work: (db: Db) => Promise<T>): Promise<T> =>
      onClient(pool, async (sender) => {
        const one = opened.get(sender) ?? openPipelined(sender.send)
        opened.set(sender, one)
        one.pipeline.forget()
        sender.begin()
        const answer = await work(one.db)
        await sender.commit()
        return answer
      }),

    /** Several in one; throws `FellApart` where nothing of them is kept. */
    transactTogether: (works: readonly Work[]): Promise<WorkEnd[]> =>
      onClient(pool, async (sender) => {
        sender.begin()
        const ends = await runTogether(sender, works, owners)
        await sender.commit().catch((error: unknown) => {
          throw isRefused(error) ? new FellApart('a commit was refused', { cause: error }) : error
        })
        return ends
      }),
  }
}

/**
 * By the server; without its word nobody knows what became of a commit. Not by its last one: told to
 * end, it says so also behind a commit that it has made (08, 57P: connection, operator intervention).
 */
const isRefused = (error: unknown) =>
  error !== null &&
  typeof error === 'object' &&
  'severity' in error &&
  !('code' in error && /^(08|57P)/.test(String(error.code)))

async function onClient<T>(pool: Pool, run: (sender: Sender) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const sender = senderOf(client)
  try {
    const answer = await run(sender)
    client.release()
    return answer
  } catch (error) {
    const fault = error instanceof FellApart ? error : (sender.fault() ?? error)
    await rollBack(client)
    throw fault
  }
}

const rollBack = (client: PoolClient) =>
  client.query('rollback').then(
    () => client.release(),
    (broken: Error) => client.release(broken),
  )
