import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { LIVE } from '../../src/db/due.ts'
import { migrate } from '../../src/db/migrate.ts'
import { claimWalk } from '../../src/db/walks.ts'
import { eachDatabase } from '../support/databases.ts'

const merchant = (id: string, mode: 'live' | 'test') => ({
  id,
  slug: id,
  name: 'Shop',
  mode,
  time_zone: 'Europe/Berlin',
  country: 'DE',
  locale: 'de-DE',
  sender: '{}',
  notify_email: null,
  brand: '{}',
  policy: '{}',
  clock_at: null,
  clock_running_since: null,
  publishable_key: id,
  signing_secret: 's',
  created_at: '2026-01-05T10:00:00.000Z',
})

eachDatabase(
  'a database of a release before',
  (open) => {
    it('has every merchant’s orders planned anew, each on its own clock', async () => {
      const handle = await open()
      const before = Object.entries(migrations).filter(([name]) => name < '0009')
      await migrate(handle, Object.fromEntries(before))
      const shops = [merchant('mer_live', 'live'), merchant('mer_test', 'test')]
      await handle.db.insertInto('merchants').values(shops).execute()
      await migrate(handle)

      const walk = { kind: 'policy', subject: '', cursor: '' }
      expect(await claimWalk(handle.db, LIVE, ['policy'])).toMatchObject({
        ...walk,
        merchantId: 'mer_live',
      })
      expect(await claimWalk(handle.db, 'mer_test', ['policy'])).toMatchObject({
        ...walk,
        merchantId: 'mer_test',
      })
    })
  },
  { empty: true },
)
