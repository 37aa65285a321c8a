import { beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { LATER, QUEUE_CLOCK, queueOf, SKU, SOON, SOON_PROMISED } from '../support/queue-shop.ts'
import { aPackage, openShop, type Shop, waitingLine } from '../support/shop.ts'

eachDatabase('units that were given to an order', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, receive, place, change, cancel, supplies, waits, heard } = queueOf(() => shop)
  const give = (order_id: string, at?: string) =>
    shop.tell(
      'backorder.allocated',
      { order_id, lines: [{ id: '1', quantity: 1 }] },
      at ? { at } : {},
    )
  /** One unit has come and is a's. */
  const served = async () => {
    await supply('PO1', 1, SOON)
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await receive('PO1', 1)
    expect(await heard('PT1H')).toEqual(['a restocked'])
  }

  it('go to the next in line when it is cancelled, and to nobody else', async () => {
    await served()
    await cancel('a')
    await cancel('a')

    expect(await heard('PT1H')).toEqual(['a order_cancelled', 'b restocked'])
    expect(await waits('b', 'c')).toEqual([0, 1])
    expect(await heard('PT24H')).toEqual([])
  })

  it('move up who waits behind, as far as they reach', async () => {
    await served()
    await supply('PO2', 1, LATER)
    await heard('PT1H')
    expect(await supplies('b', 'c')).toEqual(['PO2', null])
    await cancel('a')

    expect(await heard('PT1H')).toEqual(['a order_cancelled', 'b restocked', 'c eta_improved'])
    expect(await supplies('c')).toEqual(['PO2'])
  })

  it('go on by as many as are cancelled, of a line that keeps the rest', async () => {
    await place('a', 3)
    await place('b')
    await place('c')
    await heard('PT1H')
    await receive(null, 3)
    await heard('PT1H')
    await cancel('a', 1)
    await heard('PT1H')
    expect(await waits('a', 'b', 'c')).toEqual([0, 0, 1])

    await change('a', 1)
    await heard('PT1H')
    expect(await waits('a', 'b', 'c')).toEqual([0, 0, 0])
  })

  it('let who is behind move up where they had gone on to the shelf, and ship out of turn', async () => {
    await supply('PO1', 2, SOON)
    await receive('PO1', 1)
    for (const id of ['a', 'b']) {
      await place(id, 1, { placed_at: '2026-03-02T15:30:00.000Z' })
      await heard('PT1H')
    }
    expect(await supplies('a', 'b')).toEqual(['PO1', null])
    await shop.tell('shipment.created', { order_id: 'a', ...aPackage({ 1: 1 }) })
    await heard('PT1H')
    expect(await supplies('b')).toEqual(['PO1'])
  })

  it('stay with an order that they have shipped for', async () => {
    await served()
    await shop.tell('shipment.created', { order_id: 'a', ...aPackage({ 1: 1 }) })
    await cancel('a')
    await heard('PT1H')

    expect(await waits('b', 'c')).toEqual([1, 1])
  })

  it('are of the next arrival where they turn out to have shipped before it was cancelled', async () => {
    await served()
    await heard('PT1H')
    await cancel('a')
    await heard('PT1H')
    const shipment = aPackage({ 1: 1 }, { shipped_at: '2026-03-02T16:30:00.000Z' })
    await shop.tell(
      'shipment.created',
      { order_id: 'a', ...shipment },
      {
        at: '2026-03-02T16:30:00.000Z',
      },
    )
    await heard('PT1H')
    expect(await waits('b', 'c')).toEqual([0, 1])

    // Two were given out, and one had come.
    await receive(null, 1)
    await heard('PT1H')
    expect(await waits('c')).toEqual([1])
    await receive(null, 1)
    await heard('PT1H')
    expect(await waits('c')).toEqual([0])
  })

  it('are given on once, though the merchant says late that it had given them to it', async () => {
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await cancel('a')
    await receive(null, 1)
    await heard('PT1H')
    await give('a', '2026-03-02T15:30:00.000Z')
    await heard('PT1H')

    expect(await waits('b', 'c')).toEqual([0, 1])
  })

  it('are given on where the merchant gave them itself', async () => {
    await supply('PO1', 2, SOON)
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await give('a')
    await heard('PT1H')
    await cancel('a')
    expect(await heard('PT1H')).toEqual(['a order_cancelled', 'b restocked', 'c eta_improved'])

    // Of the two that come, one is the one that b has.
    await receive('PO1', 2)
    expect(await heard('PT1H')).toEqual(['c restocked'])
  })

  it('are told of by the level where levels are known', async () => {
    const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })
    for (const id of ['a', 'b', 'c']) await place(id)
    await level(-3)
    await heard('PT1H')
    await level(-2)
    expect(await heard('PT1H')).toEqual(['a restocked'])
    await cancel('a')
    expect(await heard('PT1H')).toEqual(['a order_cancelled'])

    await level(-1)
    expect(await heard('PT1H')).toEqual(['b restocked'])
  })

  it('are kept for it while a package of them is packed again', async () => {
    const pack = (shipment_id: string) =>
      shop.tell('shipment.created', { order_id: 'a', ...aPackage({ 1: 1 }, { shipment_id }) })
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await pack('shp_1')
    await heard('PT1H')
    const promised = await supplies('b', 'c')
    await shop.tell('shipment.voided', { order_id: 'a', shipment_id: 'shp_1' })
    expect((await heard('PT2H')).filter((one) => !one.startsWith('a'))).toEqual([])
    await pack('shp_2')
    await heard('PT2H')
    expect(await supplies('b', 'c')).toEqual(promised)

    await receive('PO1', 2)
    expect((await heard('PT2H')).filter((one) => !one.startsWith('a'))).toEqual(['b restocked'])
  })

  it('go on where what was in stock of the line has shipped, and the rest is cancelled', async () => {
    const line = waitingLine('1', null, {
      sku: SKU,
      quantity: 3,
      backorder: { quantity: 2, kind: 'standard', expected_at: null },
    })
    await place('a', 3, { lines: [line] })
    for (const id of ['b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await shop.tell('shipment.created', { order_id: 'a', ...aPackage({ 1: 1 }) })
    await receive(null, 2)
    await heard('PT1H')
    expect(await waits('a', 'b')).toEqual([0, 1])
    await cancel('a', 2)

    expect((await heard('PT1H')).slice(1)).toEqual(['b restocked', 'c restocked'])
    expect(await waits('b', 'c', 'd')).toEqual([0, 0, 1])
  })

  it('go on in the queue of the SKU that they are of, where the line is swapped for another', async () => {
    await served()
    const swap = (sku: string) =>
      shop.tell('order.updated', { order_id: 'a', lines: [{ id: '1', sku }] })
    await swap('POT')
    expect(await heard('PT1H')).toEqual(['b restocked'])
    // The merchant has the other one for it, and has said nothing else.
    expect(await waits('a', 'b', 'c')).toEqual([0, 0, 1])
    await cancel('a')
    expect(await heard('PT1H')).toEqual(['a order_cancelled'])
    expect(await waits('c')).toEqual([1])
  })

  it('are of no use to a line that waits for another SKU by now', async () => {
    await served()
    const backorder = { quantity: 1, kind: 'standard', expected_at: null }
    const lines = [{ id: '1', sku: 'POT', backorder }]
    await shop.tell('order.updated', { order_id: 'a', lines })
    await heard('PT1H')
    expect(await waits('a', 'b', 'c')).toEqual([1, 0, 1])
    const pot = { sku: 'POT', quantity: 1, received_at: '2026-03-02T18:30:00.000Z' }
    await shop.tell('supply.received', pot)
    await heard('PT1H')
    expect(await waits('a', 'c')).toEqual([0, 1])
  })

  it('are waited for again if more of the line is ordered', async () => {
    await place('a', 2)
    await place('b')
    await heard('PT1H')
    await receive(null, 2)
    await heard('PT1H')
    await cancel('a', 1)
    await heard('PT1H')
    await change('a', 3)
    await heard('PT1H')
    expect(await waits('a', 'b')).toEqual([1, 0])

    await receive(null, 1)
    expect(await heard('PT1H')).toEqual(['a restocked'])
  })
})

eachDatabase('more than was expected of a supply', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, receive, place, supplies, waits, heard } = queueOf(() => shop)

  it('goes to who waits, and leaves the next supply whole', async () => {
    await supply('PO1', 1, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd', 'e']) await place(id)
    await heard('PT1H')
    await receive('PO1', 2)

    expect(await heard('PT1H')).toEqual(['a restocked', 'b restocked', 'd eta_improved'])
    expect(await supplies('c', 'd', 'e')).toEqual(['PO2', 'PO2', null])
    await supply('PO2', 1, LATER)
    await heard('PT1H')
    expect(await supplies('c', 'd', 'e')).toEqual(['PO2', null, null])
  })

  it('does so of a supply that is told of only after it came, or had come whole before', async () => {
    await supply('PO2', 1, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await receive('PO1', 1)
    await heard('PT1H')
    await supply('PO1', 1, SOON)
    await receive('PO1', 1)
    await heard('PT1H')

    expect(await waits('a', 'b', 'c')).toEqual([0, 0, 1])
    expect(await supplies('c', 'd')).toEqual(['PO2', null])
  })

  it('does so where levels say that it came', async () => {
    const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })
    await supply('PO1', 1, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await level(-4)
    await heard('PT1H')
    await receive('PO1', 2)
    await level(-2)

    expect(await heard('PT1H')).toEqual(['a restocked', 'b restocked', 'd eta_improved'])
    expect(await supplies('c', 'd')).toEqual(['PO2', 'PO2'])
  })

  it('leaves the others whole though a level said first that it came', async () => {
    const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, null)
    await place('z')
    await level(-1)
    await receive('PO9', 1)
    await level(0)
    await heard('PT1H')
    await place('a', 3, { placed_at: '2026-03-02T15:30:00.000Z' })
    await level(-3)
    await heard('PT1H')
    await level(-2)
    expect(await heard('PT1M')).toEqual(['a restocked'])
    expect(await supplies('a')).toEqual([null])

    // Of one that nobody had announced, again: the two that wait are still to come by the first.
    await receive('PO9', 1)
    await heard('PT1H')
    expect(await supplies('a')).toEqual(['PO1'])
  })
})

eachDatabase('a line that grows', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, receive, place, change, cancel, promise, cause, dates, supplies, waits, heard } =
    queueOf(() => shop)

  it('moves nobody who was told a date, and waits for its last unit', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 9, LATER)
    await place('a')
    await place('b')
    await heard('PT1H')
    await change('a', 2)

    expect(await heard('PT1H')).toEqual(['a eta_slipped'])
    expect(await supplies('a', 'b')).toEqual(['PO2', 'PO1'])
    expect(await dates('b')).toEqual([SOON_PROMISED])
    expect(await cause('a')).toBe('line_grew')
    expect((await promise('a'))?.basis.placeInQueue).toBe(3)

    // What it ordered first is still the first to be served.
    await receive('PO1', 1)
    expect(await heard('PT1H')).toEqual(['a restocked'])
    expect(await waits('a', 'b')).toEqual([1, 1])
  })

  it('says its new place where its date is the same, and tells nobody', async () => {
    await supply('PO1', 9, SOON)
    await place('a')
    await place('b')
    await heard('PT1H')
    await change('a', 3)

    expect(await heard('PT24H')).toEqual([])
    expect((await promise('a'))?.basis).toMatchObject({ supplyId: 'PO1', placeInQueue: 4 })
  })

  it('comes before who was told nothing, as it was ordered before them', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 9, LATER)
    await place('a')
    await heard('PT1H')
    await place('b')
    await change('a', 2)
    await heard('PT1H')

    expect(await supplies('a', 'b')).toEqual(['PO1', 'PO2'])
  })

  it('has its old date again when what was added is cancelled, and moves nobody by it', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 1, LATER)
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await change('a', 2)
    expect(await heard('PT1H')).toEqual(['a eta_slipped'])
    expect(await supplies('a', 'b', 'c')).toEqual([null, 'PO1', 'PO2'])
    await cancel('a', 1)

    expect((await heard('PT3H')).filter((one) => !one.startsWith('a'))).toEqual([])
    expect(await supplies('a', 'b', 'c')).toEqual(['PO1', 'PO1', 'PO2'])
  })

  it('is whole again, at its new place, when the merchant puts it before others', async () => {
    await supply('PO1', 3, SOON)
    await supply('PO2', 9, LATER)
    for (const id of ['a', 'b', 'c']) await place(id)
    await heard('PT1H')
    await change('a', 2)
    await heard('PT1H')
    await shop.tell('order.updated', { order_id: 'a', priority: 5 })

    expect(await heard('PT3H')).toEqual(['a eta_improved', 'c eta_slipped'])
    expect(await supplies('a', 'b', 'c')).toEqual(['PO1', 'PO1', 'PO2'])
  })
})
