import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { aFulfillment, anItem, anOrder } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { connectShopify } from '../support/shopify-shop.ts'

const order = (change: object = {}) => anOrder({ line_items: [anItem({ quantity: 2 })], ...change })
const made = ['fulfillments/create', aFulfillment()] as const
const said = (status: string, at: string, id = 1) =>
  [
    'fulfillment_events/create',
    { id, fulfillment_id: 700, order_id: 5001, status, happened_at: at },
  ] as const
const bought = said('label_purchased', '2026-03-03T09:59:58Z')
const restated = (change: object, at = '2026-03-03T10:00:05Z') =>
  aFulfillment({ ...change, updated_at: at })
const updated = ['fulfillments/update', restated({ shipment_status: 'label_printed' })] as const
const told = [
  'orders/updated',
  order({
    updated_at: '2026-03-03T10:00:06Z',
    fulfillments: [restated({ shipment_status: 'label_purchased' })],
  }),
] as const
const silent = ['fulfillments/update', restated({}, '2026-03-03T10:00:09Z')] as const
const confirmed = said('confirmed', '2026-03-03T10:00:09Z', 2)

eachDatabase('a label of Shopify', (open) => {
  let handle: Handle
  let shop: Shop
  let shopify: Awaited<ReturnType<typeof connectShopify>>
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { clock: '2026-03-03T10:00:10Z' })
    shopify = await connectShopify(shop)
    await shopify.deliver('orders/create', order())
    await shop.advance('PT0S')
  })

  const shipped = async () =>
    (await shop.messages('5001')).filter(({ kind }) => kind === 'shipped').map((m) => m.status)

  it.each([
    ['the event of it after', [made, bought], ['withdrawn']],
    ['the event of it before', [bought, made], []],
    ['the fulfilment as it stands', [made, updated], ['withdrawn']],
    ['the order as it stands', [made, told], ['withdrawn']],
    ['told once more without it', [made, bought, silent, confirmed], ['withdrawn']],
    ['told once more before it', [made, silent, bought], ['withdrawn']],
  ])('is no parcel on its way: %s', async (_, deliveries, messages) => {
    for (const [topic, body] of deliveries) await shopify.deliver(topic, body)

    expect(await shop.order('5001')).toMatchObject({
      lines: [{ shipped: 0 }],
      shipments: [{ status: 'pre_transit', shippedAt: null }],
    })
    expect(await shipped()).toEqual(messages)
    await shop.advance('PT1H')
    expect(await shipped()).toEqual(messages)
  })

  it('has shipped with the first scan, and its reader is told then', async () => {
    for (const [topic, body] of [made, bought]) await shopify.deliver(topic, body)
    await shop.advance('PT1H')
    const [topic, scan] = said('in_transit', '2026-03-03T10:30:00Z', 3)
    await shopify.deliver(topic, scan)
    await shop.advance('PT1H')

    expect(await shop.order('5001')).toMatchObject({
      lines: [{ shipped: 2 }],
      shipments: [{ status: 'in_transit', shippedAt: '2026-03-03T10:30:00.000Z' }],
    })
    expect((await shipped()).at(-1)).toBe('sent')
  })

  it('leaves the carrier what it took, told of only after the scan', async () => {
    const scan = said('in_transit', '2026-03-03T10:00:02Z', 3)
    for (const [topic, body] of [made, scan, bought]) await shopify.deliver(topic, body)

    expect((await shop.order('5001')).shipments).toMatchObject([
      { status: 'in_transit', shippedAt: '2026-03-03T10:00:02.000Z' },
    ])
  })

  it('is not named by a success of which nothing more is known', async () => {
    for (const [topic, body] of [made, silent, confirmed]) await shopify.deliver(topic, body)

    expect((await shop.order('5001')).lines).toMatchObject([{ shipped: 2 }])
  })
})
