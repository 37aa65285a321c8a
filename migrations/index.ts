import type { Migration } from 'kysely/migration'
import { core } from './0001_core.ts'
import { signIn } from './0002_sign_in.ts'
import { wake } from './0003_wake.ts'

/** One numbered set for both databases, applied in the order of the names. */
export const migrations: Record<string, Migration> = {
  '0001_core': core,
  '0002_sign_in': signIn,
  '0003_wake': wake,
}
