import type { PoolClient } from 'pg'

/**
 * Texts that are run again and again, with the names under which the server keeps their plans: to
 * parse and plan a statement takes it several times as long as to run one by its key, and a message
 * goes through thirty. Only what our own code compiles once, so their number is bounded.
 */
const names = new Map<string, string>()
/** A process goes without names for good once they have failed it. */
let isOff = false

export function nameStatement(text: string) {
  if (!names.has(text)) names.set(text, `tidings_${names.size + 1}`)
}

/**
 * The server has no such statement, or has one already: a pooler between us hands a transaction to
 * any connection (PgBouncer before 1.21). Or its answer has other columns now: another process has
 * migrated the schema.
 */
const FAILS_NAMES: ReadonlySet<string | undefined> = new Set(['26000', '42P05', '0A000'])

export const isNameFault = (error: unknown) =>
  FAILS_NAMES.has((error as { code?: string } | null)?.code)

/** serialization_failure and deadlock_detected: the same work may succeed when it is run again. */
const PASSING: ReadonlySet<string | undefined> = new Set(['40001', '40P01'])

export const isWorthAnotherTry = (error: unknown) =>
  PASSING.has((error as { code?: string } | null)?.code) || isNameFault(error)

/** Under which name a text is run; undefined where it has none, or none is to be used. */
export const nameOf = (text: string): string | undefined => (isOff ? undefined : names.get(text))

export function noteNameFault(error: unknown) {
  if (isNameFault(error)) isOff = true
}

/** Lets a connection run by name what has one. */
export function runByName(client: PoolClient) {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && rest.length === 0 ? nameOf(text) : null
    if (!name || !Array.isArray(values)) return query(text, values, ...rest)
    return (query({ name, text, values }) as Promise<unknown>).catch((error: unknown) => {
      noteNameFault(error)
      throw error
    })
  }) as PoolClient['query']
}
