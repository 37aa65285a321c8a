import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Handle } from '../../src/db/open.ts'
import { eachDatabase, urlOf } from '../support/databases.ts'

const table = (name: string): Migration => ({
  up: (db: Kysely<unknown>) => db.schema.createTable(name).addColumn('a', 'text').execute(),
})
const first = { '0001_one': table('one') }
const both = { ...first, '0002_two': table('two') }

const failing: Migration = {
  async up(db) {
    await table('half').up(db)
    throw new Error('no more disk')
  },
}

eachDatabase(
  'migrate',
  (open) => {
    it('applies what is missing, in the order of the names, and then nothing', async () => {
      const handle = await open()

      expect(await migrate(handle, first)).toEqual(['0001_one'])
      expect(await migrate(handle, both)).toEqual(['0002_two'])
      expect(await migrate(handle, both)).toEqual([])
      expect(await tables(handle)).toEqual(['one', 'two'])
    })

    it('leaves nothing of a migration that fails, and takes it up again', async () => {
      const handle = await open()
      const broken = { ...first, '0002_half': failing }

      await expect(migrate(handle, broken)).rejects.toThrow('no more disk')
      expect(await tables(handle)).toEqual([])
      expect(await migrate(handle, both)).toEqual(['0001_one', '0002_two'])
    })

    it('refuses a database that a newer release has written', async () => {
      const handle = await open()
      await migrate(handle, both)

      await expect(migrate(handle, first)).rejects.toThrow(/newer release.*0002_two/s)
      expect(await tables(handle)).toEqual(['one', 'two'])
    })

    it('is safe where several processes start at once', async () => {
      const url = urlOf(await open())
      const applied = await Promise.all([1, 2, 3].map(() => migrateInProcess(url)))

      expect(applied.flat().toSorted()).toEqual(Object.keys(migrations).toSorted())
    })

    it('brings an empty database to the schema of this release', async () => {
      const handle = await open()
      await migrate(handle)

      expect(await tables(handle)).toContain('orders')
      await sql`select 1 from orders`.execute(handle.read)
    })
  },
  { empty: true },
)

async function migrateInProcess(url: string): Promise<string[]> {
  const args = ['--import', 'tsx', 'test/support/migrate-process.ts', url]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

async function tables({ db }: Handle): Promise<string[]> {
  const all = await db.introspection.getTables()
  return all.map(({ name }) => name).toSorted()
}
