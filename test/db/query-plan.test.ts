import { beforeEach, expect, it, vi } from 'vitest'
import { listOpenInquiries } from '../../src/db/inquiries.ts'
import { findNextPlanned, listSentMessages } from '../../src/db/messages.ts'
import type { SqliteHandle } from '../../src/db/open.ts'
import { findOrdersByTerm, insertTerms } from '../../src/db/order-terms.ts'
import { listOrders } from '../../src/db/orders.ts'
import { arePicturesDue } from '../../src/db/pictures.ts'
import { listWaitingAfter } from '../../src/db/waitlist.ts'
import { eachDatabase, onSqlite } from '../support/databases.ts'

const MERCHANT = 'mer_1'
const AFTER: [string, string] = ['2026-03-02T15:00:00.000Z', 'a']
const PAGE = { status: null, orderIds: null, after: null, limit: 50 }

onSqlite('a table that grows', (open) => {
  let handle: SqliteHandle
  beforeEach(async () => {
    handle = (await open()) as SqliteHandle
  })

  /** What SQLite means to do for the one statement that `run` sends. */
  async function planOf(run: (db: SqliteHandle['db']) => Promise<unknown>): Promise<string> {
    const prepare = vi.spyOn(handle.connection, 'prepare')
    await run(handle.db)
    const [sql = ''] = prepare.mock.calls.at(-1) ?? []
    prepare.mockRestore()
    const values = [...sql.matchAll(/\?/g)].map(() => null)
    const steps = handle.connection.prepare(`explain query plan ${sql}`).all(values)
    return (steps as { detail: string }[]).map(({ detail }) => detail).join('; ')
  }

  it.each([
    ['all orders', PAGE, /orders_newest \(merchant_id=\?\)/],
    ['the next of them', { ...PAGE, after: AFTER }, /orders_newest \(.*placed_at/],
    ['those of a status', { ...PAGE, status: 'open' }, /orders_by_status \(.*status=\?\)/],
    [
      'the next of a status',
      { ...PAGE, status: 'open', after: AFTER },
      /orders_by_status \(.*status=\? AND .*placed_at/,
    ],
  ] as const)('lists %s along an index, sorting nothing', async (_, filter, index) => {
    const plan = await planOf((db) => listOrders(db, MERCHANT, { ...filter }))

    expect(plan).toMatch(index)
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
  })

  it('looks for pictures along the few that are wanted', async () => {
    const plan = await planOf((db) => arePicturesDue(db, AFTER[0]))
    expect(plan).toMatch(/picture_urls_next \(next_at/)
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
  })

  it('lists the outbox along its index', async () => {
    for (const before of [null, AFTER]) {
      const plan = await planOf((db) => listSentMessages(db, MERCHANT, before, 50))
      expect(plan).toMatch(/messages_newest_sent \(merchant_id=\? AND .*sent_at/)
      expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
    }
  })

  it('finds the next messages of orders by those orders', async () => {
    const plan = await planOf((db) => findNextPlanned(db, MERCHANT, ['a', 'b']))
    expect(plan).toMatch(/messages_once \(merchant_id=\? AND order_id=\?\)/)
  })

  it('walks the waiting list of a SKU along its index, sorting nothing', async () => {
    const place = { sku: 's', after: JSON.stringify(AFTER), limit: 20 }
    const plan = await planOf((db) => listWaitingAfter(db, MERCHANT, place))

    expect(plan).toMatch(/waitlist_in_turn \(merchant_id=\? AND sku=\? AND .*joined_at/)
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
  })

  it('lists what is not answered along its index, oldest first', async () => {
    for (const after of [null, AFTER]) {
      const plan = await planOf((db) => listOpenInquiries(db, MERCHANT, after, 50))
      expect(plan).toMatch(/inquiries_open \(merchant_id=\?/)
      expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
    }
  })

  it('finds orders by a term in the primary key', async () => {
    const terms = [
      { kind: 'shipment', term: 's1' },
      { kind: 'tracking', term: 't1' },
    ] as const
    const plan = await planOf((db) => findOrdersByTerm(db, MERCHANT, terms))
    expect(plan).toMatch(/\(merchant_id=\? AND term=\? AND kind=\?\)/)
  })
})

eachDatabase('orders found by several terms', (open) => {
  it('are each named once', async () => {
    const { db } = await open()
    const shipment = { kind: 'shipment', term: 's1' } as const
    const tracking = { kind: 'tracking', term: 't1' } as const
    await insertTerms(db, MERCHANT, 'a', [shipment, tracking])
    await insertTerms(db, MERCHANT, 'b', [tracking])
    await insertTerms(db, 'mer_2', 'c', [tracking])
    const nul = { kind: 'tracking', term: 't\0' } as const

    expect(await findOrdersByTerm(db, MERCHANT, [shipment, tracking, nul])).toEqual(['a', 'b'])
    expect(await findOrdersByTerm(db, MERCHANT, [{ kind: 'tracking', term: 's1' }])).toEqual([])
    expect(await findOrdersByTerm(db, MERCHANT, [])).toEqual([])
  })
})
