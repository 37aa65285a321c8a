import { expect, it } from 'vitest'
import type { OrderStatus } from '../../src/domain/order.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { findOrders, listMessages, loadOrder } from '../../src/operations/read-orders.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  aLine,
  aPackage,
  OPENED_AT,
  openShop,
  orderData,
  type Shop,
  waitingLine,
} from '../support/shop.ts'

eachDatabase('the search for orders', (open) => {
  /** One shop for all cases: they only read. */
  const made = (async () => {
    const shop = await openShop(await open())
    const other = await openShop(await open(), { name: 'Other' })
    await other.place([aLine('1')])
    const people = [
      { name: 'Ana María Ruiz', email: 'Ana.Ruiz@Example.com', phone: '+1 (212) 555-0123' },
      { name: 'Ben Okafor', email: 'ben@example.com', phone: '0151 2345 6789' },
      { name: '100% Wool_Shop', email: '50%off@example.com' },
    ]
    for (const [at, customer] of people.entries()) {
      const over = { order_id: `ord_${at}`, order_number: `${1001 + at}`, customer }
      await shop.tell('order.placed', orderData([aLine('1', { sku: 'TENT' })], over))
    }
    await shop.tell(
      'order.placed',
      orderData([aLine('1')], {
        order_id: 'ord_3',
        order_number: '#A-77',
        customer: { name: 'Cleo' },
      }),
    )
    await shop.tell('shipment.created', { ...aPackage({ 1: 1 }), order_id: 'ord_1' })
    return shop
  })()
  made.catch(() => {})

  const search = async (q: string, over: Partial<Parameters<typeof findOrders>[2]> = {}) => {
    const shop = await made
    const query = { q, status: null, cursor: null, limit: 50, ...over }
    const { rows } = await findOrders(shop.services, shop.merchant, query)
    return rows.map(({ orderId }) => orderId).sort()
  }

  it.each([
    ['1001', ['ord_0']],
    ['#1001', ['ord_0']],
    [' #1001 ', ['ord_0']],
    ['100', ['ord_0', 'ord_1', 'ord_2']],
    ['#A-77', ['ord_3']],
    ['a-77', ['ord_3']],
    ['ord_1', ['ord_1']],
    ['ana.ruiz@example.com', ['ord_0']],
    ['ANA.RUIZ@', ['ord_0']],
    ['ana', ['ord_0']],
    ['Ruiz', ['ord_0']],
    ['maría r', ['ord_0']],
    ['Ana María', ['ord_0']],
    ['+1 212 555 0123', ['ord_0']],
    ['(212) 555-0123', ['ord_0']],
    ['2125550123', ['ord_0']],
    ['0012125550123', ['ord_0']],
    ['+49 151 23456789', ['ord_1']],
    ['1Z999AA1', ['ord_1']],
    ['1z 999 aa1', ['ord_1']],
    ['1Z-999-AA1', ['ord_1']],
    ['TENT', []],
    ['shp_1', []],
    ['nobody', []],
  ])('finds by %j', async (q, expected) => {
    expect(await search(q)).toEqual(expected)
  })

  it.each([
    '%',
    '_',
    '100%',
    '50%off',
    "' or 1=1 --",
    '\\',
    '*',
    '%%%%%%%',
    '"',
    '\0',
    'a\0b',
    '\u{10ffff}',
    '\ud800',
  ])('takes %j for what it is', async (q) => {
    const expected: Record<string, string[]> = { '100%': ['ord_2'], '50%off': ['ord_2'] }
    expect(await search(q)).toEqual(expected[q] ?? [])
  })

  it('lists all where nothing is asked, of this merchant alone', async () => {
    expect(await search('  ')).toEqual(['ord_0', 'ord_1', 'ord_2', 'ord_3'])
  })

  it('keeps to the status that is asked for', async () => {
    const of = (status: OrderStatus) => search('', { status })

    expect(await of('shipped')).toEqual(['ord_1'])
    expect(await of('open')).toEqual(['ord_0', 'ord_2', 'ord_3'])
    expect(await of('cancelled')).toEqual([])
    expect(await search('100', { status: 'shipped' })).toEqual(['ord_1'])
  })

  it('refuses a cursor that is not ours', async () => {
    const wrong = [
      'x',
      '',
      'W10',
      Buffer.from('["a"]').toString('base64url'),
      Buffer.from('[1,2]').toString('base64url'),
      Buffer.from('["\\u0000","a"]').toString('base64url'),
    ]
    for (const cursor of wrong.filter(Boolean)) {
      await expect(search('', { cursor }), cursor).rejects.toMatchObject({
        code: 'invalid',
        faults: [{ pointer: '/cursor' }],
      })
    }
  })

  it('knows no order and no message under an id that cannot be one', async () => {
    const { services, merchant } = await made
    const other = `msg_${'0'.repeat(12)}_${'0'.repeat(26)}`
    for (const id of ['', 'msg_1', '\0', other]) {
      await expect(loadMessage(services, merchant, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(loadOrder(services, merchant, 'none')).rejects.toMatchObject({ code: 'not_found' })
    await expect(listMessages(services, merchant, 'none')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

eachDatabase('pages of orders', (open) => {
  const pageThrough = async (shop: Shop, between: (page: number) => Promise<unknown>) => {
    const seen: string[] = []
    let cursor: string | null = null
    for (let page = 0; page < 20; page += 1) {
      const query = { q: '', status: null, cursor, limit: 4 }
      const { rows, nextCursor } = await findOrders(shop.services, shop.merchant, query)
      seen.push(...rows.map(({ orderId }) => orderId))
      cursor = nextCursor
      if (!cursor) return seen
      await between(page)
    }
    throw new Error('the pages never end')
  }

  it('are newest first, repeat nothing and leave nothing out while new orders come in', async () => {
    const shop = await openShop(await open())
    const place = (id: string, minutesAgo: number) => {
      const placed_at = new Date(Date.parse(OPENED_AT) - minutesAgo * 60_000).toISOString()
      const over = { order_id: id, order_number: id, placed_at }
      return shop.tell('order.placed', orderData([aLine('1')], over), { at: placed_at })
    }
    // Five at one moment: their ids decide. One that is not placed yet comes last.
    for (let at = 0; at < 13; at += 1)
      await place(`o${String(at).padStart(2, '0')}`, Math.max(0, at - 5) + 10)
    await shop.tell('order.cancelled', { order_id: 'early' })
    const seen = await pageThrough(shop, (page) => place(`new${page}`, 0))

    expect(seen).toEqual([
      'o05',
      'o04',
      'o03',
      'o02',
      'o01',
      'o00',
      'o06',
      'o07',
      'o08',
      'o09',
      'o10',
      'o11',
      'o12',
      'early',
    ])
  })

  it('end at once where the last page is full', async () => {
    const shop = await openShop(await open())
    for (const id of ['a', 'b', 'c', 'd'])
      await shop.tell('order.placed', orderData([aLine('1')], { order_id: id }))

    expect(await pageThrough(shop, async () => {})).toEqual(['d', 'c', 'b', 'a'])
  })
})

eachDatabase('an order as it is shown', (open) => {
  it('says what its customer hears next, and since when it has heard nothing', async () => {
    const shop = await openShop(await open())
    await shop.place([waitingLine('1')])
    expect((await loadOrder(shop.services, shop.merchant, 'ord_1')).nextMessage?.kind).toBe(
      'backorder_confirmed',
    )
    await shop.advance('PT1H')

    const { nextMessage, silentSince } = await loadOrder(shop.services, shop.merchant, 'ord_1')
    expect([nextMessage?.kind, nextMessage?.due_at]).toEqual([
      'backorder_checkin',
      '2026-03-04T15:00:00.000Z',
    ])
    expect(silentSince).toBe(OPENED_AT)
  })
})
