import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * When time alone decides something about an order (a delay that silence ends), though no message
 * is due: the moment stands here, and a row in `due` wakes the worker at it.
 */
export const wake: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('orders').addColumn('wake_at', 'text').execute()
  },
}
