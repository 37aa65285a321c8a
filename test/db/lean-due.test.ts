import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { claimDue, insertDue, LIVE, nextDueOfLanes } from '../../src/db/due.ts'
import { migrate } from '../../src/db/migrate.ts'
import { packContent, writeOut } from '../../src/db/packed.ts'
import { contentRow, findContent } from '../../src/db/sent.ts'
import { eachDatabase } from '../support/databases.ts'

const OLD = Object.fromEntries(
  Object.entries(migrations).filter(([name]) => name < '0030_lean_due'),
)
const row = (message_id: string, lane: number, at: string) => ({
  merchant_id: 'mer_1',
  message_id,
  clock: LIVE,
  lane,
  at,
})

eachDatabase(
  'a database of the schema before one index held all lanes',
  (open, dialect) => {
    it('keeps what waits in each lane, and what was sent', async () => {
      const handle = await open()
      const { db } = handle
      await migrate(handle, OLD)
      const rows = [0, 1, 2, 3, 4, 5].map((lane) =>
        row(`msg_${lane}`, lane, `2026-03-0${lane + 1}`),
      )
      await insertDue(db, rows)
      const text = Array.from({ length: 3_000 }, (_, n) => n * 7_919).join()
      const packed = packContent(writeOut({ html: null, text, headers: {} }))
      const envelope = { to: 'a', subject: 's', templateVersion: 't' }
      const { dictionary: _, ...kept } = contentRow('mer_1', 'msg_0', { ...envelope, ...packed })
      await db.insertInto('message_bytes').values(kept).execute()
      await migrate(handle)

      expect(await nextDueOfLanes(db, LIVE, [0, 1, 2, 3, 4, 5])).toEqual(
        rows.map(({ lane, at }) => ({ lane, at })),
      )
      const claiming = { clock: LIVE, lane: 4, now: '2026-04', leaseUntil: '2026-05', limit: 8 }
      const claimed = await claimDue(db, claiming)
      expect(claimed.map(({ message_id }) => message_id)).toEqual(['msg_4'])
      expect(await findContent(db, 'mer_1', 'msg_0')).toMatchObject({ content: { text } })
      if (dialect === 'sqlite') return
      const { rows: found } = await sql<{ name: string }>`select indexname as name from pg_indexes
        where tablename = 'due' order by 1`.execute(db)
      expect(found.map(({ name }) => name)).toEqual(['due_next', 'due_pk', 'due_turns'])
    })
  },
  { empty: true },
)
