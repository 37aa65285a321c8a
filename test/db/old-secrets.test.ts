import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import { findEndpoint } from '../../src/db/webhook-endpoints.ts'
import { eachDatabase } from '../support/databases.ts'

const NAME = '0025_old_secrets'

eachDatabase(
  'secrets of endpoints from before there were several old ones',
  (open) => {
    it('go on signing as they did', async () => {
      const handle = await open()
      const before = Object.entries(migrations).filter(([name]) => name < NAME)
      await migrate(handle, Object.fromEntries(before))
      const at = '2026-03-02T15:00:00.000Z'
      for (const [id, old, until] of [
        ['whe_1', 'v1.abc.old_-1', '2026-03-03T15:00:00.000Z'],
        ['whe_2', null, null],
      ])
        await sql`insert into webhook_endpoints
          (merchant_id, id, url, types, status, secret, old_secret, old_secret_until, created_at,
           updated_at, failures)
          values ('mer_1', ${id}, 'https://a.example', '{}', 'enabled', 'v1.abc.new', ${old},
           ${until}, ${at}, ${at}, 0)`.execute(handle.db)

      await migrate(handle, migrations)
      const secretsOf = async (id: string) => (await findEndpoint(handle.db, 'mer_1', id))?.secrets
      expect(await secretsOf('whe_1')).toEqual({
        secret: 'v1.abc.new',
        old: [{ secret: 'v1.abc.old_-1', until: '2026-03-03T15:00:00.000Z' }],
      })
      expect(await secretsOf('whe_2')).toEqual({ secret: 'v1.abc.new', old: [] })
    })
  },
  { empty: true },
)
