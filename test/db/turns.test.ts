import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { claimDue, LIVE } from '../../src/db/due.ts'
import { migrate } from '../../src/db/migrate.ts'
import { LANES } from '../../src/domain/message.ts'
import { eachDatabase } from '../support/databases.ts'

const AT = '2026-03-02T15:00:00.000Z'
const OLD = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0019_turns'))
const ROWS: [id: string, channel: string, lane: number][] = [
  ['mail', 'email', 0],
  ['slip', 'email', 2],
  ['text', 'sms', 1],
  ['slip_text', 'sms', 2],
  ['notified', 'notify', 2],
  ['hook', 'webhook', 2],
  ['wake:ord_1', '', 2],
]

eachDatabase(
  'a database in which all waited in three lanes',
  (open) => {
    it('gives to each provider what waits for it, and claims all of it', async () => {
      const handle = await open()
      await migrate(handle, OLD)
      const due = (message_id: string, lane: number) => ({
        merchant_id: 'mer_1',
        message_id,
        clock: LIVE,
        lane,
        at: AT,
      })
      await handle.db
        .insertInto('due')
        .values(ROWS.map(([id, , lane]) => due(id, lane)))
        .execute()
      const messages = ROWS.filter(([, channel]) => channel !== '').map(([id, channel]) => ({
        merchant_id: 'mer_1',
        id,
        order_id: 'ord_1',
        kind: 'shipped',
        key: id,
        channel,
        status: 'planned',
        due_at: AT,
        why: '',
        created_at: AT,
        updated_at: AT,
      }))
      await handle.db
        .insertInto('messages')
        .values(messages as never)
        .execute()
      await migrate(handle)

      const claimed: Record<string, string[]> = {}
      for (const [name, lane] of Object.entries(LANES)) {
        const rows = await claimDue(handle.db, {
          clock: LIVE,
          lane,
          now: AT,
          leaseUntil: '2026-03-02T15:00:30.000Z',
          limit: 9,
        })
        claimed[name] = rows.map(({ message_id }) => message_id).sort()
      }
      expect(claimed).toEqual({
        answer: ['mail'],
        shipment: [],
        notice: ['notified', 'slip'],
        text: ['text'],
        text_notice: ['slip_text'],
        own: ['hook', 'wake:ord_1'],
      })
    })
  },
  { empty: true },
)
