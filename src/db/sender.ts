import type { QueryResult } from 'kysely'
import type { PoolClient } from 'pg'
import { nameOf, noteNameFault } from './named-statements.ts'
import type { Send } from './pipeline.ts'

/** A client of the pool for one transaction after another. */
export type Sender = {
  begin(): void
  send: Send
  /** Throws where any statement of the transaction has failed. */
  commit(): Promise<void>
  /** The first that has failed; what comes behind it fails for that alone. */
  fault(): unknown
}

const senders = new WeakMap<PoolClient, Sender>()

export function senderOf(client: PoolClient): Sender {
  const known = senders.get(client) ?? openSender(client)
  senders.set(client, known)
  return known
}

function openSender(client: PoolClient): Sender {
  const gather = gatherer(client)
  let fault: unknown = null

  async function send<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    gather()
    try {
      const name = nameOf(text)
      const query = { text, values: [...values], ...(name && { name }) }
      const { command, rowCount, rows } = await client.query(query)
      return CHANGES.has(command)
        ? { rows, numAffectedRows: BigInt(rowCount ?? 0) }
        : { rows: rows as Row[] }
    } catch (error) {
      if (fault === null) {
        fault = error
        noteNameFault(error)
      }
      throw fault
    }
  }

  return {
    send,
    fault: () => fault,
    begin() {
      fault = null
      send('begin', []).catch(() => {}) // it is the fault of all that follows
    },
    async commit() {
      // What failed before it was sent, the server knows nothing of: it would commit the rest.
      if (fault !== null) throw fault
      gather()
      const { command } = await client.query('commit')
      if (fault !== null) throw fault
      if (command !== 'COMMIT') throw new Error(`the transaction ended by ${command}`)
    },
  }
}

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** Lets what is written in one turn leave as one. */
function gatherer(client: PoolClient) {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  let isGathering = false
  return () => {
    if (isGathering) return
    isGathering = true
    stream.cork()
    process.nextTick(() => {
      isGathering = false
      stream.uncork()
    })
  }
}

type Socket = { cork(): void; uncork(): void }
