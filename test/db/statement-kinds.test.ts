import { expect, it, vi } from 'vitest'
import { writeTogether } from '../../src/db/compiled.ts'
import { deleteDue, insertDue, renewLease } from '../../src/db/due.ts'
import { createWriter } from '../../src/db/group-commit.ts'
import { findMessage, updateMessage } from '../../src/db/messages.ts'
import type { Db } from '../../src/db/open.ts'
import { lockOrderFirst } from '../../src/db/order-first.ts'
import { lockOrder } from '../../src/db/order-lock.ts'
import { findOrderRows } from '../../src/db/order-rows.ts'
import { saveOrder } from '../../src/db/orders.ts'
import { pipelineOf } from '../../src/db/pipeline.ts'
import { lockMessage } from '../../src/db/receipts.ts'
import { insertQueue, lockQueue } from '../../src/db/sku-queues.ts'
import { kindOf } from '../../src/db/statement-kinds.ts'
import { newOrder } from '../../src/domain/apply-event.ts'
import { onPostgres } from '../support/databases.ts'

const NOW = '2026-03-02T15:00:00.000Z'
const DUE = { merchant_id: 'm', message_id: 'a', clock: 'live', lane: 0, at: NOW }
const LEASE = { merchantId: 'm', messageId: 'a', lease: NOW, until: NOW }
const ORDER = {
  state: newOrder('o'),
  status: 'open' as const,
  foldedTo: '',
  silentSince: null,
  isReachable: true,
  wakeAt: null,
  lookFrom: null,
  now: NOW,
}

onPostgres('what a statement asks of those beside it', (open) => {
  it.each<[string, string[], (db: Db) => Promise<unknown>]>([
    ['a message that is read', ['read'], (db) => findMessage(db, 'm', 'a')],
    ['an order with its rows', ['read'], (db) => findOrderRows(db, 'm', 'o')],
    ['a message that is taken', ['message'], (db) => lockMessage(db, 'm', 'a')],
    ['an order that is taken first', ['order'], (db) => lockOrderFirst(db, 'm', 'o')],
    ['an order that nobody has', ['order', 'alone', 'order'], (db) => lockOrder(db, 'm', 'o', NOW)],
    ['a lease', ['own'], (db) => renewLease(db, LEASE)],
    ['an order that is stored', ['own'], (db) => saveOrder(db, 'm', ORDER)],
    ['a message that is moved', ['own'], (db) => updateMessage(db, 'm', 'a', { updated_at: NOW })],
    ['a queue that is opened', ['alone'], (db) => insertQueue(db, 'm', 's')],
    ['a queue that is taken', ['alone'], (db) => lockQueue(db, 'm', 's')],
    [
      'writes that go together',
      ['own'],
      (db) =>
        writeTogether(db, async () => {
          await insertDue(db, [DUE])
          await deleteDue(db, 'm', ['b'])
        }),
    ],
  ])('of %s: %j', async (_, kinds, run) => {
    const texts: string[] = []
    await createWriter(await open()).write(async (db) => {
      const pipeline = pipelineOf(db)
      if (!pipeline) throw new Error('no pipeline')
      for (const name of ['run', 'write'] as const) {
        const { [name]: send } = pipeline
        vi.spyOn(pipeline, name).mockImplementation((text, values) => {
          texts.push(text)
          return send(text, values) as never
        })
      }
      await run(db)
      vi.restoreAllMocks()
    })

    expect(texts.map(kindOf)).toEqual(kinds)
  })

  it('is forgotten where there are more texts than are kept', () => {
    for (let n = 0; n < 2_100; n += 1) kindOf(`select ${n}`)
    expect(kindOf('select 1')).toBe('read')
    expect(kindOf('delete from walks')).toBe('alone')
  })
})
