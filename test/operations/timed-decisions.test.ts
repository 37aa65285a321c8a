import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertDue } from '../../src/db/due.ts'
import { listOrderEvents } from '../../src/db/events.ts'
import type { Handle } from '../../src/db/open.ts'
import { lockOrder } from '../../src/db/order-lock.ts'
import { foldOrder } from '../../src/domain/apply-event.ts'
import { promiseRules } from '../../src/operations/settle-order.ts'
import { eachDatabase, onPostgres } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { countingReruns } from '../support/reruns.ts'
import { OPENED_AT, ORDER, openShop, waitingLine } from '../support/shop.ts'

const LAW = { mode: 'live', policy: { delay_options: 'ftc' } }

eachDatabase('what time decides', (open) => {
  it('stands before an event ahead of our clock, though that event brought it about', async () => {
    const handle = await open()
    const shop = await openShop(handle, LAW)
    await shop.place([waitingLine('1')])
    await pumpDue(shop.services)
    shop.services.clock.advance({ days: 14, hours: 20 }) // the told day is over, and nobody looked
    const more = { lines: [{ id: '1', quantity: 3 }] }
    await shop.tell('order.updated', more, { at: '2026-03-17T20:00:00.000Z' })

    const events = await listOrderEvents(handle.read, shop.merchant.id, ORDER)
    const kept = await shop.order()
    expect(kept.expiries).toHaveLength(1)
    expect(kept).toEqual(foldOrder(ORDER, events, promiseRules(shop.merchant)))
  })
})

onPostgres('what falls due while an event of its order is recorded', (open) => {
  it.each([
    ['a message', 'msg_', { days: 3 }],
    ['a decision', 'wake:', { days: 12 }],
  ])('waits for it, and they never wait for one another: %s', async (_, prefix, passed) => {
    const handle = await open()
    const shop = await openShop(handle, LAW)
    const { services, merchant } = shop
    await shop.place([waitingLine('1')])
    await pumpDue(services)
    const row = (await shop.due()).find(({ message_id: id }) => id.startsWith(prefix))
    if (!row) throw new Error('nothing is planned')

    services.clock.advance(passed)
    const { writer, reruns } = countingReruns(services.writer)
    let sending: Promise<unknown> | undefined
    await writer.write(async (db) => {
      await lockOrder(db, merchant.id, ORDER, OPENED_AT)
      sending ??= pumpDue({ ...services, writer })
      await somebodyWaits(handle)
      await insertDue(db, [row])
    })
    await sending
    expect(reruns()).toBe(0)
  })
})

async function somebodyWaits({ read }: Handle) {
  for (let looks = 0; looks < 10_000; looks += 1) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(read)
    if (rows.length > 0) return
  }
  throw new Error('nobody waits')
}
