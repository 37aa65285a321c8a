import { beforeEach, expect, it } from 'vitest'
import {
  insertMessages,
  listOrderMessages,
  rewordMessage,
  updateMessage,
} from '../../src/db/messages.ts'
import type { Handle } from '../../src/db/open.ts'
import { findOrderRows } from '../../src/db/order-rows.ts'
import { lockMessage } from '../../src/db/receipts.ts'
import { eachDatabase } from '../support/databases.ts'
import { aMessage, MADE_AT } from '../support/message-row.ts'

const LATER = '2026-03-02T15:00:00.000Z'
const because = JSON.stringify({ rule: 'shipped', facts: { packages: ['shp_1'] } })
const why = 'Package shp_1 is with the carrier; nothing remains.'

eachDatabase('why a message is planned, in its row', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
    await insertMessages(handle.db, [{ ...aMessage('m1', 'shipped:shp_1'), why, because }])
  })
  const stored = () => handle.db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
  const read = async () => (await listOrderMessages(handle.db, 'mer_1', 'ord_1'))[0]

  it('stands once and short, and nothing twice', async () => {
    const row = await stored()
    expect(row).toMatchObject({ why: '', because: null, updated_at: '', created_at: MADE_AT })
    expect(row.words?.length).toBeLessThan((why.length + because.length) / 3)
  })

  it('is read as it was written, by whoever asks', async () => {
    const whole = { ...aMessage('m1', 'shipped:shp_1'), why, because }
    expect(await read()).toEqual(whole)
    expect(await lockMessage(handle.db, 'mer_1', 'm1')).toEqual(whole)
    expect((await findOrderRows(handle.db, 'mer_1', 'ord_1')).messages).toEqual([whole])
  })

  it('stays when something else of it is written, and is another where it is reworded', async () => {
    await updateMessage(handle.db, 'mer_1', 'm1', { status: 'held', updated_at: LATER })
    expect(await read()).toMatchObject({ why, because, status: 'held', updated_at: LATER })

    const words = { why: 'It is so now.', because: null, updated_at: LATER }
    await rewordMessage(handle.db, aMessage('m1', 'shipped:shp_1'), words)
    expect(await read()).toMatchObject({ why: 'It is so now.', because: null, status: 'held' })
  })

  it('is read where it was stored before, or is longer than any that we say', async () => {
    const before = { words: null, why, because, updated_at: LATER }
    await handle.db.updateTable('messages').set(before).execute()
    expect(await read()).toMatchObject({ why, because, updated_at: LATER })

    const long = 'So many lines. '.repeat(2_000)
    const row = { ...aMessage('m2', 'shipped:shp_2'), order_id: 'ord_2', why: long, because }
    await insertMessages(handle.db, [row])
    expect(await listOrderMessages(handle.db, 'mer_1', 'ord_2')).toEqual([row])
  })
})
