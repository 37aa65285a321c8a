import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import { listPolicyVersions } from '../../src/db/policies.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { eachDatabase } from '../support/databases.ts'

const MADE_AT = '2026-01-05T10:00:00.000Z'
const merchant = {
  id: 'mer_1',
  slug: 'shop',
  name: 'Shop',
  mode: 'live' as const,
  time_zone: 'Europe/Berlin',
  country: 'DE',
  locale: 'de-DE',
  sender: '{}',
  notify_email: null,
  brand: '{}',
  policy: JSON.stringify({ silence_budget_days: 6 }),
  clock_at: null,
  clock_running_since: null,
  publishable_key: 'pk',
  signing_secret: 's',
  created_at: MADE_AT,
}

eachDatabase(
  'the versions of a policy',
  (open) => {
    it('begin, for a merchant of a release before, with the policy that it had', async () => {
      const handle = await open()
      const before = Object.entries(migrations).filter(([name]) => name < '0005')
      await migrate(handle, Object.fromEntries(before))
      await handle.db.insertInto('merchants').values(merchant).execute()
      await migrate(handle)

      const page = { before: null, limit: 10 }
      expect(await listPolicyVersions(handle.read, 'mer_1', page)).toEqual([
        {
          version: 1,
          at: MADE_AT,
          actor: 'tidings',
          policy: { ...defaultPolicy(), silence_budget_days: 6 },
        },
      ])
    })
  },
  { empty: true },
)
