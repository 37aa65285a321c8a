import { beforeEach, expect, it } from 'vitest'
import { allocatedQuantity } from '../../src/domain/order.ts'
import { eachDatabase } from '../support/databases.ts'
import { LATER, QUEUE_CLOCK, queueOf, SKU, SOON, SOON_PROMISED } from '../support/queue-shop.ts'
import { openShop, type Shop } from '../support/shop.ts'

eachDatabase('the queue for a SKU', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, receive, place, lineOf, promise, dates, supplies, waits, cause, heard } = queueOf(
    () => shop,
  )

  it('gives each the date of the supply that its last unit reaches, and says how', async () => {
    await supply('PO1', 5, SOON)
    await supply('PO2', 5, LATER)
    for (const id of ['a', 'b', 'c']) await place(id, 2)
    await place('d', 5)
    await heard('PT1M')

    expect(await supplies('a', 'b', 'c', 'd')).toEqual(['PO1', 'PO1', 'PO2', null])
    expect(await promise('b')).toMatchObject({
      shipsBy: SOON_PROMISED,
      earliest: SOON,
      basis: { supplyId: 'PO1', placeInQueue: 4, rule: 'default' },
    })
    const { history } = (await lineOf('b')).backorder
    expect(history.at(-1)).toMatchObject({ shipsBy: SOON_PROMISED, cause: 'joined' })
    const { said } = await shop.order('b')
    expect(said.map(({ kind, told }) => [kind, told.dates])).toEqual([
      ['backorder_confirmed', { 1: SOON_PROMISED }],
    ])
  })

  it('is made of the orders that wait already, when its first supply is told of', async () => {
    await place('b')
    await place('a')
    expect(await heard('PT1M')).toEqual(['a backorder_confirmed', 'b backorder_confirmed'])
    await supply('PO1', 1, SOON)

    expect(await heard('PT1H')).toEqual(['b eta_improved'])
    expect(await dates('b', 'a')).toEqual([SOON_PROMISED, null])
    expect(await heard('PT24H')).toEqual([])
  })

  it('tells the orders of a supply that slips, each once, and none of the others', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await supply('PO1', 2, '2026-04-02')
    await supply('PO1', 2, '2026-04-03')

    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'b eta_slipped'])
    expect(await heard('PT24H')).toEqual([])
    const { history } = (await lineOf('a')).backorder
    expect(history.at(-1)).toMatchObject({ cause: 'supply_moved' })
  })

  it('says nothing of a slip inside the buffer, nor of a supply said again', async () => {
    await supply('PO1', 2, SOON)
    await place('a')
    await heard('PT1H')
    await supply('PO1', 2, '2026-03-24')
    await supply('PO1', 2, '2026-03-24')

    expect(await heard('PT24H')).toEqual([])
    expect(await promise('a')).toMatchObject({
      shipsBy: SOON_PROMISED,
      basis: { expectedAt: '2026-03-24' },
    })
  })

  it('gives what has come to the first in it, and says so to them alone', async () => {
    await supply('PO1', 4, SOON)
    for (const id of ['a', 'b', 'c']) await place(id)
    await place('d', 2)
    await heard('PT1H')
    await receive('PO1', 2)

    expect(await heard('PT1H')).toEqual(['a restocked', 'b restocked'])
    expect(await waits('a', 'b', 'c', 'd')).toEqual([0, 0, 1, 2])
    expect(await supplies('c', 'd')).toEqual(['PO1', null])
    expect(await heard('PT24H')).toEqual([])

    await receive('PO1', 2)
    await heard('PT1H')
    expect(await waits('c', 'd')).toEqual([0, 1])
  })

  it('moves up who waits behind an order that is cancelled, as far as it reaches', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await shop.tell('order.cancelled', { order_id: 'a' })

    expect(await heard('PT1H')).toEqual(['a order_cancelled', 'c eta_improved'])
    expect(await supplies('b', 'c', 'd')).toEqual(['PO1', 'PO1', 'PO2'])
    const { history } = (await lineOf('c')).backorder
    expect(history.at(-1)).toMatchObject({ cause: 'queue_moved' })
  })

  it('withdraws the dates of a supply that is cancelled, or of which fewer come', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await supply('PO1', 1, SOON)
    expect(await heard('PT1H')).toEqual(['b eta_slipped', 'd eta_slipped'])
    expect(await supplies('a', 'b', 'c', 'd')).toEqual(['PO1', 'PO2', 'PO2', null])
    expect(await cause('b')).toBe('supply_short')

    await shop.tell('supply.cancelled', { supply_id: 'PO2' })
    expect(await heard('PT2H')).toEqual(['b eta_slipped', 'c eta_slipped'])
    expect(await dates('a', 'b', 'c', 'd')).toEqual([SOON_PROMISED, null, null, null])
    expect(await cause('c')).toBe('supply_cancelled')
  })

  it('lets nobody in before who was told a date, though of higher priority', async () => {
    await supply('PO1', 1, SOON)
    await supply('PO2', 1, LATER)
    await supply('PO3', 9, '2026-04-20')
    await place('a')
    await heard('PT1H')
    await place('b')
    await place('vip', 1, { priority: 9 })
    await place('c')
    await heard('PT1M')

    // b was told nothing yet, and so the one who comes first by right comes before it.
    expect(await supplies('a', 'vip', 'b', 'c')).toEqual(['PO1', 'PO2', 'PO3', 'PO3'])
    expect((await promise('vip'))?.basis.placeInQueue).toBe(2)
    expect(await heard('PT24H')).toEqual([])
  })

  it('is left, and another joined, by a line that becomes another SKU', async () => {
    await supply('PO1', 1, SOON)
    const other = { supply_id: 'POT', sku: 'POT', quantity: 5, expected_at: LATER }
    await shop.tell('supply.expected', other)
    await place('a')
    await place('b')
    await heard('PT1H')
    await shop.tell('order.updated', { order_id: 'a', lines: [{ id: '1', sku: 'POT' }] })

    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'b eta_improved'])
    expect(await supplies('a', 'b')).toEqual(['POT', 'PO1'])
  })

  it('gives out nothing of an arrival or a level of long ago: it was given out then', async () => {
    await place('a')
    await heard('PT1H')
    const at = '2026-02-20T15:00:00.000Z'
    const receipt = { supply_id: 'PO0', sku: SKU, quantity: 5, received_at: at }
    await shop.tell('supply.received', receipt, { at })
    await shop.tell('inventory.level', { sku: SKU, available: 0 }, { at })

    expect(await heard('PT1H')).toEqual([])
    expect(await waits('a')).toEqual([1])
  })

  it('lets them in where the policy says so, and the others hear of it', async () => {
    shop = await openShop(
      { ...(await open()) },
      { clock: '2026-03-02T15:00:00.000Z', policy: { queue_displaces: true } },
    )
    await supply('PO1', 1, SOON)
    await supply('PO2', 9, LATER)
    await place('a')
    await place('b')
    await heard('PT1H')
    await place('vip', 1, { priority: 9 })

    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'vip backorder_confirmed'])
    expect(await supplies('vip', 'a', 'b')).toEqual(['PO1', 'PO2', 'PO2'])
  })

  it('moves an order whose priority the merchant changes, and who it passes', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await shop.tell('order.updated', { order_id: 'd', priority: 5 })

    expect(await heard('PT1H')).toEqual(['b eta_slipped', 'd eta_improved'])
    expect(await supplies('d', 'a', 'b', 'c')).toEqual(['PO1', 'PO1', 'PO2', 'PO2'])
  })

  it('leaves an order where it is whose priority falls, but for who comes first by it now', async () => {
    await supply('PO1', 1, SOON)
    await supply('PO2', 1, LATER)
    await place('a', 1, { priority: 3 })
    await place('b', 1, { priority: 1 })
    await heard('PT1H')
    await place('c')
    await heard('PT1H')
    await shop.tell('order.updated', { order_id: 'a', priority: 2 })
    expect(await heard('PT1H')).toEqual([])
    expect(await supplies('a', 'b', 'c')).toEqual(['PO1', 'PO2', null])

    await shop.tell('order.updated', { order_id: 'a', priority: 0 })
    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'b eta_improved'])
    expect(await supplies('b', 'a', 'c')).toEqual(['PO1', 'PO2', null])
  })

  it('lets nobody pass an order that is put lower but who stands directly behind it', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 1, LATER)
    await place('a', 1, { priority: 2 })
    await heard('PT1H')
    await place('b')
    await heard('PT1H')
    await place('c', 1, { priority: 2 })
    await heard('PT1H')
    await shop.tell('order.updated', { order_id: 'a', priority: 1 })

    expect(await heard('PT1H')).toEqual([])
    expect(await supplies('a', 'b', 'c')).toEqual(['PO1', 'PO1', 'PO2'])
  })

  it('leaves a date that the merchant states to the merchant, until it takes it back', async () => {
    await supply('PO1', 2, SOON)
    await place('a')
    await heard('PT1H')
    const state = (expected_at: string | null) =>
      shop.tell('backorder.eta_changed', { order_id: 'a', lines: [{ id: '1', expected_at }] })
    await state('2026-03-10')
    expect(await heard('PT1H')).toEqual(['a eta_improved'])
    await supply('PO1', 2, '2026-05-01')
    expect(await heard('PT2H')).toEqual([])
    expect(await promise('a')).toMatchObject({ earliest: '2026-03-10', basis: { supplyId: null } })

    await state(null)
    expect(await heard('PT2H')).toEqual(['a eta_slipped'])
    expect(await promise('a')).toMatchObject({ earliest: '2026-05-01', basis: { supplyId: 'PO1' } })
  })

  it('counts what both of us give out once', async () => {
    await supply('PO1', 3, SOON)
    await place('a', 3)
    await place('b')
    await heard('PT1H')
    await receive('PO1', 2)
    await heard('PT1H')
    await shop.tell('backorder.allocated', { order_id: 'a', lines: [{ id: '1', quantity: 2 }] })

    expect(await waits('a', 'b')).toEqual([1, 1])
    expect(allocatedQuantity(await lineOf('a'))).toBe(2)
    expect(await heard('PT24H')).toEqual([])
  })

  it('gives nothing out a second time that the merchant has given out itself', async () => {
    await supply('PO1', 2, SOON)
    await place('a')
    await place('b')
    await place('c')
    await heard('PT1H')
    await shop.tell('backorder.allocated', { order_id: 'c', lines: [{ id: '1', quantity: 1 }] })
    await receive('PO1', 2)

    // Both units of it are gone, so b has no date any more.
    expect(await heard('PT1H')).toEqual(['a restocked', 'b eta_slipped', 'c restocked'])
    expect(await waits('a', 'b', 'c')).toEqual([0, 1, 0])
  })

  it('counts by levels where they are known, from the back, and by no receipt then', async () => {
    const level = (available: number, location: string) =>
      shop.tell('inventory.level', { sku: SKU, available, location })
    await supply('PO1', 9, SOON)
    for (const id of ['a', 'b', 'c']) await place(id)
    await level(-3, 'north')
    expect(await heard('PT1H')).toHaveLength(3)
    await level(1, 'south')
    await receive('PO1', 1)

    expect(await heard('PT1H')).toEqual(['a restocked'])
    expect(await waits('a', 'b', 'c')).toEqual([0, 1, 1])
    await level(0, 'north')
    expect(await heard('PT1H')).toEqual(['b restocked', 'c restocked'])
  })

  it('takes none that is said again for none that came: not every shop counts below zero', async () => {
    const none = () => shop.tell('inventory.level', { sku: SKU, available: 0 })
    await none()
    await shop.advance('PT10M')
    await place('a')
    await shop.advance('PT1H')
    await none()
    expect(await heard('PT1H')).toEqual([])
    expect(await waits('a')).toEqual([1])

    await shop.tell('inventory.level', { sku: SKU, available: 1 })
    expect(await heard('PT1H')).toEqual(['a restocked'])
  })

  it('moves nobody by a level and its receipt, whichever of them comes first', async () => {
    const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })
    await supply('PO1', 4, SOON)
    await supply('PO2', 4, LATER)
    for (const id of ['a', 'b', 'c', 'd', 'e']) await place(id)
    await level(-5)
    await heard('PT1H')
    await receive('PO1', 1)
    expect(await heard('PT2H')).toEqual([])
    await level(-4)
    expect(await heard('PT2H')).toEqual(['a restocked'])
    await level(-3)
    expect(await heard('PT2H')).toEqual(['b restocked'])
    await receive('PO1', 1)

    expect(await heard('PT24H')).toEqual([])
    expect(await supplies('c', 'd', 'e')).toEqual(['PO1', 'PO1', 'PO2'])
  })

  it('keeps the dates of who counted on what was received, until a level says that it is there', async () => {
    const level = (available: number) => shop.tell('inventory.level', { sku: SKU, available })
    await place('a')
    await place('b')
    await supply('PO1', 1, SOON)
    await level(-2)
    await heard('PT1H')
    await receive('PO1', 1)
    expect(await heard('PT20H')).toEqual([])
    expect(await dates('a', 'b')).toEqual([SOON_PROMISED, null])

    await level(-1)
    expect(await heard('PT1H')).toEqual(['a restocked'])
  })

  it('moves nobody by a receipt that we hear of days late', async () => {
    await place('a')
    await place('b')
    await supply('PO1', 1, SOON)
    await supply('PO2', 1, LATER)
    await heard('PT24H')
    const promised = await dates('a', 'b')
    await heard('PT100H')
    const at = '2026-03-03T16:00:00.000Z'
    const receipt = { supply_id: 'PO1', sku: SKU, quantity: 1, received_at: at }
    await shop.tell('supply.received', receipt, { at })

    expect(await heard('PT3H')).toEqual([])
    expect(await dates('a', 'b')).toEqual(promised)
  })

  it('moves nobody up by units of a supply that the merchant gave out before it told of them', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    await shop.tell('backorder.allocated', { order_id: 'a', lines: [{ id: '1', quantity: 1 }] })
    expect(await heard('PT2H')).toEqual(['a restocked'])
    await receive('PO1', 1)

    expect(await heard('PT24H')).toEqual([])
    expect(await supplies('b', 'c', 'd')).toEqual(['PO1', 'PO2', 'PO2'])
    expect(await waits('b')).toEqual([1])
  })

  it('takes a receipt that names no supply for one of what comes next', async () => {
    await supply('PO1', 2, SOON)
    await supply('PO2', 2, LATER)
    for (const id of ['a', 'b', 'c', 'd']) await place(id)
    await heard('PT1H')
    const received_at = '2026-03-02T15:00:00Z'
    await shop.tell('supply.received', { sku: SKU, quantity: 2, received_at })
    expect(await heard('PT24H')).toEqual(['a restocked', 'b restocked'])
    await shop.tell('supply.cancelled', { supply_id: 'PO1' })

    expect(await heard('PT2H')).toEqual([])
    expect(await supplies('c', 'd')).toEqual(['PO2', 'PO2'])
  })

  it('gives an order that we hear of late its share of what is left', async () => {
    await supply('PO1', 3, SOON)
    await place('a')
    await heard('PT1H')
    await receive('PO1', 3)
    await heard('PT1H')
    await place('late')

    expect(await waits('a', 'late')).toEqual([0, 0])
  })

  it('gives no date by a supply whose day is long past, and takes none away by it', async () => {
    await supply('PO1', 9, SOON)
    await place('a')
    await heard('PT1H')
    await shop.advance('2026-03-26T15:00:00.000Z')
    await place('b')
    await heard('PT1M')

    expect(await dates('a', 'b')).toEqual([SOON_PROMISED, null])
  })

  it('ends in one state whatever order the news of its supplies comes in', async () => {
    const news: [Parameters<Shop['tell']>[0], Record<string, unknown>, string][] = [
      ['supply.expected', { supply_id: 'PO1', sku: SKU, quantity: 4, expected_at: SOON }, '01'],
      ['supply.expected', { supply_id: 'PO1', sku: SKU, quantity: 3, expected_at: LATER }, '02'],
      [
        'supply.received',
        { supply_id: 'PO1', sku: SKU, quantity: 1, received_at: '2026-03-02T14:03:00Z' },
        '03',
      ],
      ['supply.cancelled', { supply_id: 'PO1' }, '04'],
      ['supply.expected', { supply_id: 'PO1', sku: SKU, quantity: 5, expected_at: null }, '05'],
    ]
    const known: unknown[] = []
    for (const sequence of [
      news,
      [...news].reverse(),
      [2, 4, 0, 3, 1].flatMap((at) => [news[at]]),
    ]) {
      const handle = await open()
      const fresh = await openShop(handle, { clock: '2026-03-02T15:00:00.000Z' })
      for (const one of sequence) {
        if (!one) continue
        const [type, data, at] = one
        await fresh.tell(type, data, { id: `evt_${at}`, at: `2026-03-02T14:${at}:00.000Z` })
      }
      const rows = await handle.read.selectFrom('supplies').selectAll().execute()
      known.push(rows.map((row) => ({ ...row, merchant_id: '' })))
    }

    expect(known[1]).toEqual(known[0])
    expect(known[2]).toEqual(known[0])
    expect(known[0]).toMatchObject([
      { sku: SKU, is_open: 1, promised_on: SOON, told_on: '2026-03-02', cancelled_on: null },
    ])
  })
})
