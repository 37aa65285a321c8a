import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { placesInLine } from '../../src/operations/places-in-line.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

eachDatabase('the place in line', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
    const supply = { supply_id: 'po-1', sku: 'W', quantity: 9, expected_at: '2026-03-30' }
    await shop.tell('supply.expected', supply)
  })

  const wait = (orderId: string, placedAt: string, expected_at: string | null = null) => {
    const line = waitingLine('1')
    const backorder = { ...line.backorder, expected_at } as typeof line.backorder
    const over = { order_id: orderId, placed_at: placedAt }
    return shop.tell('order.placed', orderData([{ ...line, sku: 'W', backorder }], over))
  }
  const placeOf = async (orderId: string) =>
    (await placesInLine(shop.services, shop.merchant.id, await shop.order(orderId))).get('1')

  it('counts the orders before it, as they are now', async () => {
    await wait('a', '2026-03-01T10:00:00Z')
    await wait('b', '2026-03-01T11:00:00Z')
    await wait('c', '2026-03-01T12:00:00Z')
    await shop.advance('PT1M')
    expect(await placeOf('a')).toEqual({ orders: 0, isMore: false })
    expect(await placeOf('c')).toEqual({ orders: 2, isMore: false })

    await shop.tell('order.cancelled', { order_id: 'a' })
    await shop.advance('PT1M')
    expect(await placeOf('c')).toEqual({ orders: 1, isMore: false })
    expect(await placeOf('a')).toBeUndefined()
  })

  it('says nothing of a line that the merchant gave a date of its own', async () => {
    await wait('a', '2026-03-01T10:00:00Z', '2026-03-20')
    await shop.advance('PT1M')
    expect(await placeOf('a')).toBeUndefined()
  })
})
