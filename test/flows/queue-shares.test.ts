import { beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { LATER, QUEUE_CLOCK, queueOf, SKU, SOON } from '../support/queue-shop.ts'
import { aPackage, openShop, type Shop } from '../support/shop.ts'

const LAST = '2026-05-01'

eachDatabase('what waits of a line', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, receive, place, cancel, supplies, waits, heard } = queueOf(() => shop)
  const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })
  const ship = (order_id: string, units: number) =>
    shop.tell('shipment.created', { order_id, ...aPackage({ 1: units }) })

  it('is given all of it, though some shipped before anything had come', async () => {
    await place('a', 5)
    await place('b')
    await supply('PO1', 10, SOON)
    await heard('PT2H')
    await ship('a', 3)
    await heard('PT2H')
    await receive('PO1', 10)

    expect(await heard('PT2H')).toEqual(['a restocked', 'b restocked'])
    expect(await waits('a', 'b')).toEqual([0, 0])
  })

  it('is given by the merchant’s own word, too, and by a level', async () => {
    await place('a', 5)
    await level(-5)
    await heard('PT2H')
    await ship('a', 3)
    await level(-2)
    await heard('PT2H')
    await level(-1)
    expect(await heard('PT2H')).toEqual(['a restocked'])
    await shop.tell('backorder.allocated', { order_id: 'a', lines: [{ id: '1', quantity: 2 }] })
    await heard('PT2H')
    expect(await waits('a')).toEqual([0])
  })

  it('is what is left of it where less is ordered, and each hears one word of what came', async () => {
    await place('a', 5)
    await place('b', 5)
    await supply('PO1', 8, SOON)
    await heard('PT2H')
    await shop.tell('order.updated', { order_id: 'a', lines: [{ id: '1', quantity: 3 }] })
    await heard('PT2H')
    await receive('PO1', 8)

    expect(await heard('PT24H')).toEqual(['a restocked', 'b restocked'])
    expect(await waits('a', 'b')).toEqual([0, 0])
  })

  it('is given what another gave up, though more than that lay on the shelf before', async () => {
    await supply('PO1', 2, SOON)
    await place('a', 2)
    await heard('PT2H')
    await receive('PO1', 5)
    await heard('PT2H')
    await place('b', 2, { placed_at: '2026-03-02T19:30:00.000Z' })
    await heard('PT1H')
    await cancel('a')

    expect(await heard('PT2H')).toContain('b restocked')
  })

  it('is dated by the next supply where a level says what another gave up', async () => {
    for (const id of ['a', 'b', 'c']) await place(id, 2)
    await level(-6)
    for (const [id, day] of Object.entries({ PO1: SOON, PO2: LATER, PO3: LAST }))
      await supply(id, 2, day)
    await heard('PT2H')
    await level(-4)
    await receive('PO1', 2)
    expect(await heard('PT2H')).toEqual(['a restocked'])
    await cancel('a')
    await level(-2)
    expect(await heard('PT2H')).toEqual(['a order_cancelled', 'b restocked', 'c eta_improved'])
    expect(await supplies('c')).toEqual(['PO2'])

    await place('d', 2, { placed_at: '2026-03-02T21:30:00.000Z' })
    await level(-4)
    await heard('PT2H')
    expect(await supplies('c', 'd')).toEqual(['PO2', 'PO3'])
  })

  it('is so where the level comes first', async () => {
    for (const id of ['a', 'b', 'c']) await place(id, 2)
    await level(-6)
    for (const [id, day] of Object.entries({ PO1: SOON, PO2: LATER, PO3: LAST }))
      await supply(id, 2, day)
    await heard('PT2H')
    await level(-4)
    await receive('PO1', 2)
    await heard('PT2H')
    await level(-2)
    await heard('PT1M')
    await cancel('a')
    await heard('PT2H')
    expect(await supplies('c')).toEqual(['PO2'])
  })

  it('is dated by supplies told of after what came without a name', async () => {
    await place('a', 2)
    await heard('PT2H')
    await receive(null, 10)
    await heard('PT2H')
    await supply('PO1', 4, SOON)
    await supply('PO2', 10, LATER)
    await place('b', 2, { placed_at: '2026-03-02T19:30:00.000Z' })
    await heard('PT2H')
    expect(await supplies('b')).toEqual(['PO1'])
  })

  it('is dated by the next supply when one comes by its name, whatever came without', async () => {
    await supply('PO1', 2, SOON)
    await place('a', 2)
    await heard('PT2H')
    await receive(null, 10)
    await heard('PT2H')
    await receive('PO1', 2)
    await supply('PO2', 2, LATER)
    await place('b', 2, { placed_at: '2026-03-02T19:30:00.000Z' })
    await heard('PT2H')
    expect(await supplies('b')).toEqual(['PO2'])
  })

  it('keeps its date by a supply that a receipt of another SKU names', async () => {
    await supply('PO1', 2, SOON)
    await place('a', 2)
    await heard('PT2H')
    await shop.tell('supply.received', {
      supply_id: 'PO1',
      sku: 'POT',
      quantity: 2,
      received_at: QUEUE_CLOCK,
    })
    expect(await heard('PT24H')).toEqual([])
    expect(await supplies('a')).toEqual(['PO1'])
  })
})
