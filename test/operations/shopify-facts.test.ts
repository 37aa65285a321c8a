import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { orderStatus } from '../../src/domain/order.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { findOrders } from '../../src/operations/read-orders.ts'
import { aFulfillment, anItem, anOrder, aRefund } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { connectShopify } from '../support/shopify-shop.ts'

const CANCELLED_AT = '2026-03-03T10:00:00Z'
const item = (change: object = {}) => anItem({ quantity: 2, ...change })
const order = (change: object = {}) => anOrder({ line_items: [item()], ...change })
const refundOf = (restock_type: string, at = CANCELLED_AT) =>
  aRefund({
    created_at: at,
    refund_line_items: [
      {
        line_item_id: 11,
        quantity: 2,
        restock_type,
        line_item: item({ fulfillable_quantity: 0 }),
      },
    ],
    transactions: [{ kind: 'refund', status: 'success', amount: '39.80', currency: 'EUR' }],
  })

eachDatabase('what a Shopify shop tells', (open) => {
  let handle: Handle
  let shop: Shop
  let shopify: Awaited<ReturnType<typeof connectShopify>>
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { clock: '2026-03-03T10:00:10Z' })
    shopify = await connectShopify(shop)
    await shopify.deliver('orders/create', order())
  })

  const anomalies = async () => anomaliesOf(await shop.order('5001')).map(({ code }) => code)

  it.each([
    ['cancel', CANCELLED_AT],
    ['no_restock', CANCELLED_AT],
    ['cancel', '2026-03-03T10:00:05Z'],
  ])('as cancelled and as refunded (%s, %s) is cancelled once', async (type, at) => {
    await shopify.deliver(
      'orders/cancelled',
      order({ cancelled_at: CANCELLED_AT, updated_at: at, refunds: [refundOf(type, at)] }),
    )
    expect((await shop.order('5001')).lines).toMatchObject([{ quantity: 2, cancelled: 2 }])
    expect(await anomalies()).toEqual([])
  })

  it('as cancelled is no more than an echo of what its shopper has cancelled here', async () => {
    const { services, merchant } = shop
    const all = { scope: 'all', lines: null, reason: null, by: 'shopper', actor: 'page' } as const
    await cancelOrder(services, merchant, '5001', all)
    const cancelled = order({
      cancelled_at: '2026-03-03T10:00:20Z',
      updated_at: '2026-03-03T10:00:21Z',
      refunds: [refundOf('cancel', '2026-03-03T10:00:21Z')],
    })
    await shopify.deliver('orders/cancelled', cancelled)

    expect((await shop.order('5001')).cancellations).toHaveLength(1)
    expect(await anomalies()).toEqual([])
  })

  it('of a gift card alone is open until that has gone out', async () => {
    const card = item({ requires_shipping: false, gift_card: true })
    const other = { id: 5002, name: '#5002' }
    const status = async () => orderStatus(await shop.order('5002'))
    await shopify.deliver('orders/create', order({ ...other, line_items: [card] }))
    expect(await status()).toBe('open')

    const sent = { ...card, fulfillment_status: 'fulfilled' }
    const updated_at = '2026-03-03T10:00:05Z'
    await shopify.deliver('orders/fulfilled', order({ ...other, updated_at, line_items: [sent] }))
    expect(await status()).toBe('delivered')
  })

  it('with two tracking numbers is found, read and told on by either', async () => {
    const two = { tracking_number: 'AA 11', tracking_numbers: ['AA 11', 'BB 22'] }
    await shopify.deliver('fulfillments/create', aFulfillment(two))
    const find = async (q: string) => {
      const query = { q, status: null, cursor: null, limit: 5 }
      return (await findOrders(shop.services, shop.merchant, query)).rows.length
    }
    expect([await find('AA11'), await find('bb 22'), await find('CC33')]).toEqual([1, 1, 0])
    const moved = { order_id: undefined, tracking_number: 'BB22', status: 'out_for_delivery' }
    await shop.tell('shipment.updated', moved)

    expect((await shop.order('5001')).shipments).toMatchObject([
      { trackingNumber: 'AA 11', otherNumbers: ['BB 22'], status: 'out_for_delivery' },
    ])
  })
})
