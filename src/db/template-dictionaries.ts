import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import { type Dictionary, dictionaryHash } from './packed.ts'

/**
 * Whether it is stored once this transaction is through; the same one again is there already. On
 * PostgreSQL one transaction at a time stores any, and who comes meanwhile does not wait: two that
 * store several, each in its own order, would wait for one another.
 */
export async function insertDictionary(
  db: Db,
  { hash, bytes }: Dictionary,
  templateVersion: string,
): Promise<boolean> {
  if (isPostgres(db)) {
    const { rows } = await takeTurn.execute(db)
    if (!rows[0]?.is_taken) return false
  }
  await insertOne(db, hash, templateVersion, zstdCompressSync(bytes))
  return true
}

/** Of this table alone, till the end of the transaction. */
const takeTurn = sql<{
  is_taken: boolean
}>`select pg_try_advisory_xact_lock(hashtextextended('template_dictionaries', 0)) as is_taken`

const insertOne = compileOnce((db, hash: string, template_version: string, content: Uint8Array) =>
  db
    .insertInto('template_dictionaries')
    .values({ hash, template_version, content })
    .onConflict((conflict) => conflict.doNothing()),
)

/**
 * What these messages were packed against, by its hash. One that is gone, or is another than it was,
 * is said: without it zstd may answer something that was never sent.
 */
export async function loadDictionaries(
  db: Db,
  needed: readonly (string | null)[],
): Promise<(hash: string | null) => Buffer | null> {
  const hashes = [...new Set(needed)].filter((hash) => hash !== null)
  const found = new Map<string, Buffer>()
  for (const { hash, content } of hashes.length === 0 ? [] : await listDictionaries(db, hashes)) {
    const bytes = zstdDecompressSync(content)
    if (dictionaryHash(bytes) === hash) found.set(hash, bytes)
  }
  return (hash) => {
    if (hash === null) return null
    const bytes = found.get(hash)
    if (!bytes)
      throw new Error(
        `What was sent cannot be read: template_dictionaries has no ${hash}, or not as it was. A backup has it.`,
      )
    return bytes
  }
}

const listDictionaries = (db: Db, hashes: readonly string[]) =>
  db
    .selectFrom('template_dictionaries')
    .select(['hash', 'content'])
    .where('hash', 'in', hashes)
    .execute()
