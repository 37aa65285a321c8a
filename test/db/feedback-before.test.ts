import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import { eachDatabase } from '../support/databases.ts'

const NAME = '0021_feedback'

eachDatabase(
  'answers of before there was a report of them',
  (open) => {
    it('stand in it with their score, and with no word of the record', async () => {
      const handle = await open()
      const before = Object.entries(migrations).filter(([name]) => name < NAME)
      await migrate(handle, Object.fromEntries(before))
      const event = {
        merchant_id: 'mer_1',
        origin: 'tidings' as const,
        type: 'feedback.given',
        received_at: '2026-03-02T15:00:00.000Z',
        source: 'tidings',
        decided: null,
      }
      const rows = [
        ['evt_1', 'ord_1', '2026-03-02T15:00:00.000Z', 4],
        ['evt_2', 'ord_2', '2026-03-05T15:00:00.000Z', 1],
      ] as const
      for (const [id, order_id, occurred_at, score] of rows)
        await handle.db
          .insertInto('events')
          .values({
            ...event,
            id,
            order_id,
            occurred_at,
            body: JSON.stringify({ id, data: { order_id, score } }),
          })
          .execute()

      await migrate(handle, migrations)
      const kept = await handle.db.selectFrom('feedback').selectAll().orderBy('order_id').execute()
      const rest = { merchant_id: 'mer_1', carrier: null, record: 'none' }
      expect(kept).toEqual([
        { ...rest, order_id: 'ord_1', given_on: '2026-03-02', score: 4 },
        { ...rest, order_id: 'ord_2', given_on: '2026-03-05', score: 1 },
      ])
    })
  },
  { empty: true },
)
