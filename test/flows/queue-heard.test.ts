import { beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { LATER, QUEUE_CLOCK, queueOf, SKU, SOON } from '../support/queue-shop.ts'
import { openShop, type Shop } from '../support/shop.ts'

eachDatabase('a level that is heard out of turn', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, place, cancel, supplies, waits, heard } = queueOf(() => shop)
  const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })

  it('misses the unit of an order once, which had been cancelled before it', async () => {
    for (const id of ['a', 'b']) await place(id)
    await level(-2)
    await heard('PT1H')
    // It counts c, of which we have not heard, and not b, of whose end we have not heard.
    await level(-2)
    await heard('PT1M')
    const at = '2026-03-02T15:30:00.000Z'
    await shop.tell('order.cancelled', { order_id: 'b' }, { at })
    await heard('PT1H')
    await place('c')
    await heard('PT1H')
    expect(await waits('a', 'c')).toEqual([1, 1])
  })

  it('owes the next supply what it gave for a unit that was given up', async () => {
    await supply('PO1', 1, SOON)
    await supply('PO2', 1, LATER)
    for (const id of ['a', 'b', 'c']) await place(id)
    await level(-3)
    await heard('PT1H')
    await level(-2)
    await heard('PT1M')
    await shop.tell('order.cancelled', { order_id: 'b' })
    await heard('PT1H')
    expect(await waits('a', 'c')).toEqual([0, 1])
    expect(await supplies('c')).toEqual(['PO2'])
  })

  it('is asked for what was given up once, also where nobody waits when we hear of it', async () => {
    for (const id of ['a', 'b']) await place(id)
    await level(-2)
    await heard('PT1H')
    await level(-1)
    await heard('PT1H')
    await level(0)
    await heard('PT1M')
    await cancel('a')
    await heard('PT1H')
    expect(await waits('b')).toEqual([0])

    // One comes of a supply that nobody had announced, and none of it was a's.
    await place('c', 2, { placed_at: '2026-03-02T17:30:00.000Z' })
    await level(-2)
    await heard('PT1H')
    const received_at = '2026-03-02T19:00:00.000Z'
    await shop.tell('supply.received', { supply_id: 'PO9', sku: SKU, quantity: 1, received_at })
    await level(-1)
    await heard('PT1H')
    await supply('PO1', 1, SOON)
    await heard('PT1H')
    expect(await waits('c')).toEqual([1])
    expect(await supplies('c')).toEqual(['PO1'])
  })
})

eachDatabase('what a merchant gave out before any supply was known', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, receive, place, supplies, waits, heard } = queueOf(() => shop)
  const give = (order_id: string) =>
    shop.tell('backorder.allocated', { order_id, lines: [{ id: '1', quantity: 1 }] })
  const given = async () => {
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await give('a')
    await heard('PT1H')
  }

  it('is of the supply that comes on the same day, and is not given out twice', async () => {
    await given()
    await receive(null, 2)
    await heard('PT1H')
    expect(await waits('b', 'c')).toEqual([0, 1])
  })

  it('is so where that comes by its name, and what it was to bring is told first', async () => {
    await given()
    await supply('PO1', 2, '2026-03-02')
    await supply('PO2', 1, LATER)
    await heard('PT1H')
    expect(await supplies('b', 'c')).toEqual(['PO1', 'PO2'])
    await receive('PO1', 2)
    await heard('PT1H')
    expect(await waits('b', 'c')).toEqual([0, 1])
    expect(await supplies('c')).toEqual(['PO2'])
  })

  it('is of stock of its own where a supply is due only later', async () => {
    await given()
    await supply('PO1', 2, SOON)
    await heard('PT1H')
    expect(await supplies('b', 'c')).toEqual(['PO1', 'PO1'])
    await receive('PO1', 2)
    await heard('PT1H')
    expect(await waits('b', 'c')).toEqual([0, 0])
  })

  it('is of an earlier one where it was given on another day', async () => {
    await given()
    await heard('P2D')
    await shop.tell('supply.received', {
      sku: SKU,
      quantity: 2,
      received_at: '2026-03-04T16:00:00.000Z',
    })
    await heard('PT1H')
    expect(await waits('b', 'c')).toEqual([0, 0])
  })
})
