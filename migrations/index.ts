import type { Migration } from 'kysely/migration'
import { core } from './0001_core.ts'

/** One numbered set for both databases, applied in the order of the names. */
export const migrations: Record<string, Migration> = {
  '0001_core': core,
}
