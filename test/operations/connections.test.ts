import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { findConnector } from '../../src/connectors/index.ts'
import type { Handle } from '../../src/db/open.ts'
import { orderStatus } from '../../src/domain/order.ts'
import { createConnection, receiveDelivery } from '../../src/operations/connections.ts'
import { aFulfillment, anItem, anOrder, aRefund, headersOf } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { connectShopify, signed } from '../support/shopify-shop.ts'

const SHOPIFY_ORDER = '5001'
const fixture = (path: string) =>
  readFileSync(new URL(`../fixtures/shopify/${path}`, import.meta.url), 'utf8')

eachDatabase('a delivery from Shopify', (open) => {
  let handle: Handle
  let shop: Shop
  let shopify: Awaited<ReturnType<typeof connectShopify>>
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { clock: '2026-03-01T14:00:00Z' })
    shopify = await connectShopify(shop)
  })

  const order = () => shop.order(SHOPIFY_ORDER)
  const kinds = async () => (await shop.messages(SHOPIFY_ORDER)).map(({ kind }) => kind).sort()
  const deliveries = () =>
    handle.read.selectFrom('deliveries').selectAll().orderBy('delivery_id').execute()

  it('makes the order that it tells of, and its confirmation', async () => {
    expect(await shopify.deliver('orders/create', anOrder())).toBe('stored')

    expect(await order()).toMatchObject({ orderNumber: '1001', currency: 'EUR' })
    expect((await order()).lines).toMatchObject([{ id: '11', sku: 'KETTLE-BLUE', quantity: 2 }])
    expect(await shop.contact(SHOPIFY_ORDER)).toMatchObject({
      email: 'ana@example.com',
      name: 'Ana Ruiz',
    })
    expect(await kinds()).toEqual(['order_confirmed'])
    expect(await deliveries()).toMatchObject([
      { topic: 'orders/create', order_id: SHOPIFY_ORDER, ignored: null },
    ])
  })

  it('ends in the same order whatever came first', async () => {
    const fulfilled = anOrder({
      updated_at: '2026-03-03T10:00:00Z',
      fulfillments: [aFulfillment()],
      line_items: [anItem({ fulfillable_quantity: 0, fulfillment_status: 'fulfilled' })],
    })
    await shop.advance('2026-03-03T11:00:00Z')
    expect(await shopify.deliver('fulfillments/create', aFulfillment())).toBe('stored')
    expect(await shopify.deliver('orders/fulfilled', fulfilled)).toBe('stored')
    expect(await shopify.deliver('orders/create', anOrder())).toBe('stored')

    expect(orderStatus(await order())).toBe('shipped')
    expect((await order()).pending).toEqual([])
    expect((await order()).shipments).toMatchObject([{ shipmentId: '700', trackingNumber: '1Z1' }])
    expect(await kinds()).toEqual(['shipped'])
  })

  it('says that a partial refund of unshipped goods cancels them, once', async () => {
    await shopify.deliver('orders/create', anOrder())
    await shop.advance('2026-03-02T10:00:00Z')
    const refund = aRefund({
      refund_line_items: [{ line_item_id: 11, quantity: 1, restock_type: 'cancel' }],
      transactions: [{ kind: 'refund', status: 'success', amount: '19.90', currency: 'EUR' }],
    })
    await shopify.deliver('refunds/create', refund)
    await shopify.deliver(
      'orders/updated',
      anOrder({ updated_at: '2026-03-02T10:00:00Z', refunds: [refund] }),
    )

    expect((await order()).lines).toMatchObject([{ quantity: 2, cancelled: 1 }])
    expect((await order()).refunds).toMatchObject([
      { amount: { amount: '19.90', currency: 'EUR' } },
    ])
    expect((await order()).cancellations).toHaveLength(1)
  })

  it('takes the captures of real deliveries, each once', async () => {
    const captures = [
      'orders.create',
      'orders.updated',
      'orders.cancelled',
      'orders.partially_fulfilled',
      'fulfillments.create',
      'fulfillment_events.create',
      'refunds.create',
      'inventory_levels.update',
      'shop.update',
      'app.uninstalled',
      'returns.request',
    ]
    for (const name of captures) {
      const { headers, body } = JSON.parse(fixture(`2024-10/${name}.json`))
      const raw = JSON.stringify(body)
      const own = { ...headers, 'x-shopify-hmac-sha256': signed(raw) }
      expect((await shopify.send(raw, own)).answer, name).toMatch(/^(stored|ignored)$/)
      expect((await shopify.send(raw, own)).answer, name).toBe('duplicate')
    }
    expect(await deliveries()).toHaveLength(captures.length)
  })

  it('is known when it comes again, under a new signature header and all', async () => {
    const headers = { 'x-shopify-webhook-id': 'the same' }
    expect(await shopify.deliver('orders/create', anOrder(), headers)).toBe('stored')
    const before = [await order(), await shop.messages(SHOPIFY_ORDER)]

    expect(await shopify.deliver('orders/create', anOrder(), headers)).toBe('duplicate')
    expect([await order(), await shop.messages(SHOPIFY_ORDER)]).toEqual(before)
    expect(await deliveries()).toHaveLength(1)
  })

  it('is refused with a wrong signature, and leaves a trace but nothing else', async () => {
    const wrong = { 'x-shopify-hmac-sha256': signed('something else') }

    await expect(shopify.deliver('orders/create', anOrder(), wrong)).rejects.toMatchObject({
      code: 'unauthorized',
    })
    expect(await deliveries()).toEqual([])
    await expect(order()).rejects.toThrow('there is no order')
    expect(await handle.read.selectFrom('audit').selectAll().execute()).toMatchObject([
      { actor: `connection ${shopify.id}`, action: 'delivery.refused', order_id: null },
    ])
  })

  it('is not found at a connection that is not there, or is of another connector', async () => {
    const { services, merchant } = shop
    const standard = await createConnection(services, merchant.id, {
      connector: 'standard',
      secret: 'x',
    })
    const raw = JSON.stringify(anOrder())
    const headers = { 'x-shopify-topic': 'orders/create', 'x-shopify-hmac-sha256': signed(raw) }
    for (const id of ['con_nothing', `${shopify.id}x`, standard.id, '', "con_' or 1=1"]) {
      await expect(shopify.send(raw, headers, id), id).rejects.toMatchObject({ code: 'not_found' })
    }
    const elsewhere = { connector: 'constructor', connectionId: shopify.id, raw: Buffer.from(raw) }
    await expect(
      receiveDelivery(services, findConnector, { ...elsewhere, headers: headersOf(headers) }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is stored and ignored at a connection that was closed', async () => {
    await shop.services.writer.write((db) =>
      db.updateTable('connections').set({ closed_at: '2026-03-01T00:00:00.000Z' }).execute(),
    )

    expect(await shopify.deliver('orders/create', anOrder())).toBe('ignored')
    expect(await deliveries()).toMatchObject([{ ignored: 'the connection was closed' }])
    await expect(order()).rejects.toThrow('there is no order')
  })

  it('is stored and ignored where nobody understands it', async () => {
    expect(await shopify.deliver('themes/publish', { id: 1 })).toBe('ignored')
    expect(await shopify.deliver('orders/create', 'no JSON \0 at all')).toBe('ignored')
    const utf8 = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])
    const headers = { 'x-shopify-topic': 'orders/create', 'x-shopify-hmac-sha256': signed(utf8) }
    expect((await shopify.send(utf8, headers)).answer).toBe('ignored')

    expect((await deliveries()).map(({ topic, ignored }) => [topic, ignored])).toEqual(
      expect.arrayContaining([
        ['themes/publish', 'the topic is not one we act on'],
        ['orders/create', 'the body is not a JSON object'],
      ]),
    )
  })

  it('is stored and ignored where it lies more than a day ahead', async () => {
    const ahead = anOrder({
      created_at: '2026-03-03T00:00:00Z',
      updated_at: '2026-03-03T00:00:00Z',
      processed_at: null,
    })

    expect(await shopify.deliver('orders/create', ahead)).toBe('ignored')
    await expect(order()).rejects.toThrow('there is no order')
  })

  it('records nothing of a delivery that fails half way, so that its retry is news', async () => {
    const { services } = shop
    const newId = (prefix: string, merchantId?: string) => {
      if (prefix === 'msg') throw new Error('no more ids')
      return services.newId(prefix, merchantId)
    }
    const raw = JSON.stringify(anOrder())
    const headers = {
      'x-shopify-topic': 'orders/create',
      'x-shopify-webhook-id': '1',
      'x-shopify-hmac-sha256': signed(raw),
    }
    const delivery = {
      connector: 'shopify',
      connectionId: shopify.id,
      raw: Buffer.from(raw),
      headers: headersOf(headers),
    }

    await expect(receiveDelivery({ ...services, newId }, findConnector, delivery)).rejects.toThrow()
    expect(await deliveries()).toEqual([])
    expect((await receiveDelivery(services, findConnector, delivery)).answer).toBe('stored')
  })

  it('is one where two processes get it at the same time', async () => {
    const headers = { 'x-shopify-webhook-id': 'the same' }
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => shopify.deliver('orders/create', anOrder(), headers)),
    )

    expect(answers.sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'stored'])
    expect(await kinds()).toEqual(['order_confirmed'])
  })
})

eachDatabase('a connection', (open) => {
  it('takes any secret that is not empty, sealed, and several of one connector', async () => {
    const handle = await open()
    const { services, merchant } = await openShop(handle)
    const secrets = ['s', 'ß'.repeat(4_096), 'whsec_x,y z']
    const made = []
    for (const secret of secrets)
      made.push(await createConnection(services, merchant.id, { connector: 'shopify', secret }))

    expect(new Set(made.map(({ id }) => id)).size).toBe(3)
    expect(made[0]?.url).toBe(`http://127.0.0.1:8080/webhooks/shopify/${made[0]?.id}`)
    const kept = JSON.stringify(await handle.read.selectFrom('connections').selectAll().execute())
    expect(kept).not.toContain('whsec_x')
    for (const secret of ['', 's'.repeat(4_097)]) {
      await expect(
        createConnection(services, merchant.id, { connector: 'shopify', secret }),
      ).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/secret' }] })
    }
  })
})
