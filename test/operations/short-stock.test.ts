import { beforeEach, expect, it } from 'vitest'
import { waitingQuantity } from '../../src/domain/order.ts'
import { policySchema } from '../../src/domain/policy.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { putPolicy } from '../../src/operations/settings.ts'
import { aFulfillment, anItem, anOrder } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { connectShopify } from '../support/shopify-shop.ts'

const BEFORE = '2026-03-01T08:00:00-05:00'
const AFTER = '2026-03-01T09:00:05-05:00'

/** Shopify's orders carry no backorder: what waits is worked out from stock, or set by the shop. */
eachDatabase('a line of a Shopify order', (open) => {
  let shop: Shop
  let shopify: Awaited<ReturnType<typeof connectShopify>>
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: '2026-03-01T14:00:10Z' })
    shopify = await connectShopify(shop)
  })

  const product = () =>
    shopify.deliver('products/update', {
      id: 1,
      title: 'Kettle',
      variants: [{ id: 2, sku: 'KETTLE-BLUE', inventory_item_id: 900 }],
    })
  const level = (available: number, updated_at = BEFORE, location_id = 1) =>
    shopify.deliver('inventory_levels/update', {
      inventory_item_id: 900,
      location_id,
      available,
      updated_at,
    })
  const place = (id = 5001, change: object = {}) =>
    shopify.deliver('orders/create', anOrder({ id, name: `#${id}`, ...change }))
  const waits = async (id = 5001) => {
    const [line] = (await shop.order(String(id))).lines
    return line ? waitingQuantity(line) : null
  }
  const kinds = async (id = 5001) =>
    (await shop.messages(String(id)))
      .filter(({ status }) => status === 'planned')
      .map(({ kind }) => kind)

  it('waits for nothing where nothing is known of its stock', async () => {
    await place()

    expect(await waits()).toBe(0)
    expect(await kinds()).toEqual(['order_confirmed'])
  })

  it('waits by the date that our own line showed before payment, which the law then counts from', async () => {
    const properties = [{ name: '_tidings_ships_by', value: '2026-03-20' }]
    await place(5001, { line_items: [anItem({ properties })] })
    const [line] = (await shop.order('5001')).lines

    expect(line?.backorder).toMatchObject({ quantity: 2, shownShipsBy: '2026-03-20' })
    expect(await kinds()).toContain('backorder_confirmed')
  })

  it.each([
    [5, 0],
    [2, 0],
    [1, 1],
    [0, 2],
    [-3, 2],
  ])('at a level of %i before the order of two, %i wait', async (available, expected) => {
    await product()
    await level(available)
    await place()

    expect(await waits()).toBe(expected)
    expect(await kinds()).toEqual(
      expected > 0
        ? expect.arrayContaining(['backorder_confirmed', 'backorder_checkin'])
        : ['order_confirmed'],
    )
  })

  it('has its stock added up over the places where it lies', async () => {
    await product()
    await level(-1, BEFORE, 1)
    await level(2, BEFORE, 2)
    await place()

    expect(await waits()).toBe(1)
  })

  it('waits where the level comes after it and counts it', async () => {
    await product()
    await place()
    await level(-1, AFTER)

    expect(await waits()).toBe(1)
    expect(await kinds()).toContain('backorder_confirmed')
  })

  it('waits where the level that counts it came before it', async () => {
    await product()
    await level(-1, AFTER)
    await place()

    expect(await waits()).toBe(1)
  })

  it('waits from the back: who ordered last waits first', async () => {
    await product()
    await place(5001)
    await place(5002, { created_at: '2026-03-01T09:00:02-05:00', processed_at: null })
    await place(5003, { created_at: '2026-03-01T09:00:04-05:00', processed_at: null })
    await level(-3, AFTER)

    expect([await waits(5001), await waits(5002), await waits(5003)]).toEqual([0, 1, 2])
  })

  it('waits no more than once when the level is told again, and more when it falls', async () => {
    await product()
    await place()
    await level(-1, AFTER)
    await level(-1, '2026-03-01T09:00:07-05:00')
    expect(await waits()).toBe(1)

    await level(-2, '2026-03-01T09:00:09-05:00')
    expect(await waits()).toBe(2)
  })

  it('waits where the product that names its SKU arrives last of all', async () => {
    await level(-1, AFTER)
    await place()
    expect(await waits()).toBe(0)
    await product()

    expect(await waits()).toBe(1)
  })

  it('takes the newest of two levels that came before their product', async () => {
    await level(-2, AFTER)
    await level(9, BEFORE)
    await place()
    await product()

    expect(await waits()).toBe(2)
  })

  it('waits where the shop says so of its SKU, whatever its level', async () => {
    const { services } = shop
    const policy = policySchema.parse({
      sku_backorders: { 'KETTLE-BLUE': { kind: 'seasonal', expected_at: '2026-03-20' } },
    })
    await putPolicy(services, await loadMerchant(services, shop.merchant.id), policy)
    await product()
    await level(50)
    await place()

    const [line] = (await shop.order('5001')).lines
    expect(line?.backorder).toMatchObject({
      quantity: 2,
      kind: 'seasonal',
      expectedAt: '2026-03-20',
    })
    expect(line?.backorder?.promise?.shipsBy).toBe('2026-03-30')
  })

  it('waits where its properties say that it is a preorder, and not twice', async () => {
    const properties = [{ name: 'Pre-order', value: 'Ships March 30, 2026' }]
    await product()
    await level(0)
    await place(5001, { line_items: [anItem({ properties })] })

    const { lines } = await shop.order('5001')
    expect(lines[0]?.backorder).toMatchObject({
      quantity: 2,
      kind: 'preorder',
      expectedAt: '2026-03-30',
      shownShipsBy: '2026-03-30',
    })
    expect(await kinds()).toContain('preorder_confirmed')
  })

  it('never waited where the delivery that first tells of it says that it has shipped', async () => {
    await product()
    await level(0)
    const done = anItem({ fulfillable_quantity: 0, fulfillment_status: 'fulfilled' })
    const at = '2026-03-01T14:00:05Z'
    await shopify.deliver(
      'orders/fulfilled',
      anOrder({
        updated_at: at,
        line_items: [done],
        fulfillments: [aFulfillment({ created_at: at, updated_at: at })],
      }),
    )

    expect((await shop.order('5001')).lines[0]?.backorder).toBeNull()
    expect(await kinds()).toEqual(['shipped'])
  })

  it('is derived once when the order is told on two topics', async () => {
    await product()
    await level(0)
    await place()
    await shopify.deliver('orders/updated', anOrder({ id: 5001, updated_at: AFTER }))
    await shopify.deliver('orders/paid', anOrder({ id: 5001, updated_at: AFTER }))

    expect(await waits()).toBe(2)
    expect((await kinds()).filter((kind) => kind === 'backorder_confirmed')).toHaveLength(1)
  })
})
