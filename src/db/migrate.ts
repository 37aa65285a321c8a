import { sql } from 'kysely'
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration'
import { migrations as released } from '../../migrations/index.ts'
import type { Db, Handle, SqliteHandle } from './open.ts'

type Migrations = Record<string, Migration>

/**
 * Brings the schema up to this release and returns the names of what was applied. Any number of
 * processes may start at once: on PostgreSQL they queue for an advisory lock, on SQLite for the
 * write lock, and those that come later find nothing left to do.
 */
export async function migrate(
  handle: Handle,
  migrations: Migrations = released,
): Promise<string[]> {
  const { error, results = [] } =
    handle.dialect === 'sqlite'
      ? await migrateSqlite(handle, migrations)
      : await migrateOn(handle.db, migrations)
  if (error) throw error

  return results.map(({ migrationName }) => migrationName)
}

/** Kysely gives SQLite no transaction here, and half a migration could never be taken up again. */
function migrateSqlite({ db, connection }: SqliteHandle, migrations: Migrations) {
  return db.connection().execute(async (only) => {
    connection.exec('begin immediate')
    try {
      const outcome = await migrateOn(only, migrations)
      connection.exec(outcome.error ? 'rollback' : 'commit')
      return outcome
    } catch (error) {
      if (connection.inTransaction) connection.exec('rollback')
      throw error
    }
  })
}

async function migrateOn(db: Db, migrations: Migrations): Promise<MigrationResultSet> {
  await refuseNewer(db, migrations)
  return new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
}

async function refuseNewer(db: Db, migrations: Migrations) {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return

  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = applied.rows.map(({ name }) => name).filter((name) => !(name in migrations))
  if (unknown.length === 0) return

  throw new Error(
    `The database was written by a newer release of Tidings (it has ${unknown.join(', ')}, ` +
      'which this one does not know). Start that release, or restore the backup made before it.',
  )
}
