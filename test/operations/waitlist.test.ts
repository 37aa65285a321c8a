import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { joinWaitlist } from '../../src/operations/join-waitlist.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, type Shop, waitingLine } from '../support/shop.ts'

const shopper = { by: 'shopper', actor: 'shopper' } as const

eachDatabase('the waiting list', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
  })

  const cancelAndJoin = async (orderId: string, lines: string[] | null = null) => {
    const act = { scope: 'all', lines: null, reason: null, ...shopper } as const
    await cancelOrder(shop.services, shop.merchant, orderId, act)
    return joinWaitlist(shop.services, shop.merchant, orderId, { lines, ...shopper })
  }
  const place = (orderId: string, ...skus: string[]) =>
    shop.place(
      skus.map((sku) => waitingLine(sku, null, { sku })),
      { order_id: orderId },
    )
  const level = (sku: string, available: number, location = 'A') =>
    shop.tell('inventory.level', { sku, available, location })
  const listed = () =>
    handle.read.selectFrom('waitlist').select(['sku', 'order_id']).orderBy('order_id').execute()
  const told = async (by = 'PT2H') =>
    (await shop.advance(by)).sent.filter(({ kind }) => kind === 'back_in_stock').length

  it('takes what was cancelled once, and a second press changes nothing', async () => {
    await place('ord_1', 'S')
    const first = await cancelAndJoin('ord_1')
    expect([first.result, first.order.waitlist.map(({ sku }) => sku)]).toEqual(['chosen', ['S']])

    const second = await joinWaitlist(shop.services, shop.merchant, 'ord_1', {
      lines: null,
      ...shopper,
    })
    expect([second.result, second.order.waitlist]).toEqual(['same', first.order.waitlist])
    expect(await listed()).toEqual([{ sku: 'S', order_id: 'ord_1' }])
  })

  it('takes the chosen lines alone', async () => {
    await place('ord_1', 'S', 'T')
    await cancelAndJoin('ord_1', ['T'])

    expect(await listed()).toEqual([{ sku: 'T', order_id: 'ord_1' }])
  })

  it('tells everybody once when the SKU is to be had again, and then forgets them', async () => {
    for (const id of ['ord_1', 'ord_2']) {
      await place(id, 'S')
      await cancelAndJoin(id)
    }
    await place('ord_3', 'S')
    await shop.advance('PT5H')

    await level('S', 4)
    expect(await told()).toBe(2)
    expect(await listed()).toEqual([])
    await level('S', 9)
    expect(await told('P3D')).toBe(0)
  })

  it('counts every place: what one lacks another may not have', async () => {
    await place('ord_1', 'S')
    await cancelAndJoin('ord_1')
    await level('S', -3, 'A')
    await level('S', 2, 'B')
    expect(await told()).toBe(0)

    await level('S', 4, 'B')
    expect(await told()).toBe(1)
  })

  it('believes an arrival where no level is known, and the level where one is', async () => {
    await place('ord_1', 'S')
    await cancelAndJoin('ord_1')
    const arrival = { sku: 'S', quantity: 5, received_at: '2026-03-02T15:00:00Z' }
    await level('S', -8)
    await shop.tell('supply.received', arrival)
    expect(await told()).toBe(0)

    await place('ord_2', 'T')
    await cancelAndJoin('ord_2')
    await shop.tell('supply.received', { ...arrival, sku: 'T' })
    expect(await told()).toBe(1)
  })

  it('tells nobody of an arrival that those who wait for theirs take whole', async () => {
    await place('ord_1', 'S')
    await shop.place([waitingLine('S', null, { sku: 'S', quantity: 5 })], { order_id: 'ord_2' })
    await cancelAndJoin('ord_1')
    const arrives = (quantity: number) =>
      shop.tell('supply.received', { sku: 'S', quantity, received_at: '2026-03-02T15:00:00Z' })

    await arrives(2)
    expect([await told(), await listed()]).toEqual([0, [{ sku: 'S', order_id: 'ord_1' }]])
    await arrives(3)
    expect([await told(), (await listed()).length]).toEqual([0, 1])
    await arrives(20)
    expect([await told(), await listed()]).toEqual([1, []])
  })

  it('walks a list longer than one turn to its end', async () => {
    const ids = Array.from({ length: 23 }, (_, at) => `ord_${String(at).padStart(2, '0')}`)
    for (const id of ids) {
      await place(id, 'S')
      await cancelAndJoin(id)
    }
    await shop.advance('PT5H')
    await level('S', 1)

    expect(await told()).toBe(ids.length)
    expect(await listed()).toEqual([])
  })

  it('says nothing of another merchant’s SKU', async () => {
    const other = await openShop(handle, { name: 'Other' })
    await place('ord_1', 'S')
    await cancelAndJoin('ord_1')
    await other.tell('inventory.level', { sku: 'S', available: 3 })

    expect(await told()).toBe(0)
    expect(await listed()).toHaveLength(1)
  })
})
