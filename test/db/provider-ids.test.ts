import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { createWriter } from '../../src/db/group-commit.ts'
import { migrate } from '../../src/db/migrate.ts'
import {
  findMessagesOf,
  insertEarly,
  insertProviderId,
  takeEarly,
} from '../../src/db/provider-ids.ts'
import { eachDatabase, onPostgres } from '../support/databases.ts'
import { untilOneWaits } from '../support/waiting.ts'

const NAME = '0028_provider_ids'

eachDatabase(
  'ids of providers from before mails were found by them',
  (open) => {
    it('lead to texts as they did, and to mails that SendGrid had taken', async () => {
      const handle = await open()
      const before = Object.entries(migrations).filter(([name]) => name < NAME)
      await migrate(handle, Object.fromEntries(before))
      const at = '2026-03-02T15:00:00.000Z'
      await sql`insert into text_ids values ('SM1', 'mer_1', 'msg_0')`.execute(handle.db)
      for (const [id, provider, providerId] of [
        ['msg_1', 'sendgrid', 'sg1'],
        ['msg_2', 'sendgrid', 'sg1'],
        ['msg_3', 'smtp', '250 ok'],
        ['msg_4', null, null],
      ])
        await sql`insert into messages
          (merchant_id, id, order_id, kind, key, channel, status, due_at, why, created_at,
           updated_at, provider, provider_id)
          values ('mer_1', ${id}, 'o', 'shipped', ${id}, 'email', 'sent', ${at}, '', ${at}, ${at},
           ${provider}, ${providerId})`.execute(handle.db)

      await migrate(handle, migrations)

      const found = await findMessagesOf(handle.db, ['SM1', 'sg1', '250 ok'])
      expect(found.get('SM1')).toEqual({ merchantId: 'mer_1', messageId: 'msg_0' })
      expect(['msg_1', 'msg_2']).toContain(found.get('sg1')?.messageId)
      expect(found.has('250 ok')).toBe(false)
    })
  },
  { empty: true },
)

const early = (receiptId: string) => ({
  receipt_id: receiptId,
  told_to: '',
  kind: 'delivered',
  at: '2026-03-02T15:00:00.000Z',
  code: null,
  detail: null,
  kept_at: '2026-03-02T15:00:00.000Z',
})

onPostgres('words that come under an id while it is being given its message', (open) => {
  it('wait for that, and are told that it has one', async () => {
    const handle = await open()
    const writer = createWriter(handle)
    expect(await writer.write((db) => insertEarly(db, 'sg1', [early('first')]))).toBe(true)

    let second: Promise<boolean> | undefined
    const taken = await writer.write(async (db) => {
      const message = { merchantId: 'mer_1', messageId: 'msg_1', providerId: 'sg1' }
      expect(await insertProviderId(db, message)).toBe(true)
      second = writer.write((other) => insertEarly(other, 'sg1', [early('second')]))
      await untilOneWaits(handle, second)
      return takeEarly(db, 'mer_1', 'sg1')
    })

    expect(taken.map((row) => row.receipt_id)).toEqual(['first'])
    expect(await second).toBe(false)
    expect(await takeEarly(handle.db, 'mer_1', 'sg1')).toEqual([])
  })

  it('are waited for where they are being kept, also behind one that was', async () => {
    const handle = await open()
    const writer = createWriter(handle)
    await writer.write((db) => insertEarly(db, 'sg1', [early('first')]))

    let giving: Promise<string[]> | undefined
    await writer.write(async (db) => {
      expect(await insertEarly(db, 'sg1', [early('second')])).toBe(true)
      giving = writer.write(async (other) => {
        const message = { merchantId: 'mer_1', messageId: 'msg_1', providerId: 'sg1' }
        expect(await insertProviderId(other, message)).toBe(true)
        return (await takeEarly(other, 'mer_1', 'sg1')).map((row) => row.receipt_id)
      })
      await untilOneWaits(handle, giving)
    })

    expect((await giving)?.sort()).toEqual(['first', 'second'])
  })
})
