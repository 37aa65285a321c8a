import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { fetchPictures, picturesAtRest } from '../../src/operations/fetch-pictures.ts'
import { showPictures } from '../../src/operations/show-pictures.ts'
import { anItem, anOrder } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { pngOf } from '../support/picture-samples.ts'
import { aLine, openShop, type Shop } from '../support/shop.ts'
import { connectShopify } from '../support/shopify-shop.ts'

const BLUE = 'https://cdn.shopify.com/blue.jpg?v=1&width=400'
const RED = 'https://cdn.shopify.com/red.jpg?v=1&width=400'
const NEWER = 'https://cdn.shopify.com/blue.jpg?v=2&width=400'

/** Orders of Shopify carry no picture: its products do. */
eachDatabase('pictures of a catalogue', (open) => {
  let handle: Handle
  let shop: Shop
  let shopify: Awaited<ReturnType<typeof connectShopify>>
  let asked: string[]
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { clock: '2026-03-01T14:00:10Z' })
    shopify = await connectShopify(shop)
    asked = []
    const fetch = async (url: string) => {
      asked.push(url)
      const bytes = pngOf(90 + asked.length, 48)
      return { status: 'fetched', kind: 'png', width: 96, height: 48, bytes } as const
    }
    Object.assign(shop.services.channels.pictures, { fetch })
  })

  const product = (src = BLUE, change: object = {}) =>
    shopify.deliver('products/update', {
      id: 1,
      title: 'Kettle',
      images: [
        { id: 11, src },
        { id: 12, src: RED },
      ],
      variants: [
        { id: 2, sku: 'KETTLE-BLUE', inventory_item_id: 900, image_id: 11 },
        { id: 3, sku: 'KETTLE-RED', inventory_item_id: 901, image_id: 12 },
      ],
      ...change,
    })
  const place = (id = 5001, sku = 'KETTLE-BLUE') =>
    shopify.deliver('orders/create', anOrder({ id, name: `#${id}`, line_items: [anItem({ sku })] }))
  const turn = async () => {
    shop.services.clock.advance({ seconds: 2 })
    await fetchPictures(shop.services)
    await picturesAtRest(shop.services)
  }
  const shown = async (id = '5001') => {
    const order = await showPictures(shop.services.read, shop.merchant, await shop.order(id))
    return order.lines.map(({ picture }) => picture?.path ?? null)
  }
  const PATH = expect.stringMatching(/^\/m\/fern-fell\/i\/[\w-]{22}$/)

  it('are fetched for what is ordered, and for nothing else that is listed', async () => {
    await product()
    await turn()
    expect(asked).toEqual([])
    await place()
    await turn()
    expect(asked).toEqual([BLUE])
    expect(await shown()).toEqual([PATH])
  })

  it('come as well where the order was there first', async () => {
    await place()
    expect(await shown()).toEqual([null])
    await product()
    await turn()
    expect(await shown()).toEqual([PATH])
  })

  it('are those of today: a new one takes the place of the old, and none of any', async () => {
    await product()
    await place()
    await turn()
    const [before] = await shown()
    await product(NEWER)
    await turn()
    expect(asked).toEqual([BLUE, NEWER])
    expect(await shown()).not.toEqual([before])
    await product('', { images: [] })
    expect(await shown()).toEqual([null])
  })

  it('are asked for once, however many orders come', async () => {
    await product()
    for (const id of [1, 2, 3]) await place(5000 + id)
    await product()
    await turn()
    shop.services.clock.advance({ days: 3 })
    await place(5009)
    await turn()
    expect(asked).toEqual([BLUE])
    const rows = await shop.services.read.selectFrom('sku_pictures').selectAll().execute()
    expect(rows.map(({ sku, seen_on }) => [sku, seen_on?.slice(0, 7) ?? null]).sort()).toEqual([
      ['KETTLE-BLUE', '2026-03'],
      ['KETTLE-RED', null],
    ])
  })

  it('stand behind what an order itself names, and cost orders of others nothing', async () => {
    await product()
    await place()
    const own = 'https://shop.example/own.png'
    await shop.place([aLine('1', { sku: 'KETTLE-BLUE', image_url: own })], { order_id: 'own' })
    await shop.place([aLine('1', { sku: 'KETTLE-RED' })], { order_id: 'bare' })
    await turn()
    expect(asked.sort()).toEqual([BLUE, own])
    const [[catalogue], [named]] = [await shown(), await shown('own')]
    expect(named).toEqual(PATH)
    expect(named).not.toBe(catalogue)
    expect(await shown('bare')).toEqual([null])
  })

  it('are no hostile addresses', async () => {
    await place()
    for (const src of ['javascript:alert(1)', `https://cdn.shopify.com/${'x'.repeat(3_000)}`])
      await product(src, { images: [{ id: 11, src }] })
    await turn()
    expect(asked).toEqual([])
  })

  it('are another shop’s of the same SKU for that shop alone', async () => {
    await product()
    await place()
    await turn()
    const other = await openShop(handle, { name: 'Other' })
    await other.place([aLine('1', { sku: 'KETTLE-BLUE' })])
    const order = await showPictures(other.services.read, other.merchant, await other.order())
    expect(order.lines[0]?.picture).toBeUndefined()
  })
})
