import { describe, expect, it } from 'vitest'
import { deliver, deliverCapture, readFixture } from './support.ts'

const level = (change: object) =>
  deliver('inventory_levels/update', {
    inventory_item_id: 1,
    location_id: 2,
    available: 3,
    updated_at: '2026-03-01T10:00:00-05:00',
    ...change,
  })

describe('an inventory level', () => {
  it('is the stock of an item at a place (the recorded level)', () => {
    expect(
      deliver('inventory_levels/update', readFixture('resources/inventory-level.json')).levels,
    ).toEqual([
      {
        itemId: '808950810',
        location: '905684977',
        available: 6,
        at: '2018-05-07T19:51:26.000Z',
      },
    ])
  })

  it('may lie below nothing', () => {
    expect(level({ available: -4 }).levels[0]?.available).toBe(-4)
  })

  it('that is not counted is ignored (the sample of inventory_levels/update)', () => {
    expect(deliverCapture('2024-10/inventory_levels.update.json')).toMatchObject({
      levels: [],
      ignored: 'stock is not counted at this location',
    })
    expect(level({ available: 1.5 }).levels).toEqual([])
  })
})

it('a product says which SKU, name and picture an inventory item has', () => {
  const { items } = deliver('products/update', {
    title: 'Kettle',
    image: { id: 1, src: 'https://cdn.example/main.jpg' },
    images: [
      { id: 1, src: 'https://cdn.example/main.jpg' },
      { id: 2, src: 'https://cdn.example/blue.jpg' },
      { id: 3, src: 'javascript:alert(1)' },
    ],
    variants: [
      { inventory_item_id: '12345678901234567890', sku: 'K-B', title: 'Blue', image_id: 2 },
      { inventory_item_id: 8, sku: '', title: 'Default Title', image_id: null },
      { inventory_item_id: 9, sku: 'K-R', title: 'Red', image_id: 3 },
      { sku: 'no item' },
    ],
  })
  expect(items).toEqual([
    {
      itemId: '12345678901234567890',
      sku: 'K-B',
      title: 'Kettle - Blue',
      imageUrl: 'https://cdn.example/blue.jpg',
    },
    { itemId: '8', sku: null, title: 'Kettle', imageUrl: 'https://cdn.example/main.jpg' },
    { itemId: '9', sku: 'K-R', title: 'Kettle - Red', imageUrl: 'https://cdn.example/main.jpg' },
  ])
})

it.each([
  ['https://cdn.shopify.com/a/b.jpg?v=1', 'https://cdn.shopify.com/a/b.jpg?v=1&width=400'],
  ['https://cdn.shopify.com/b.jpg?width=4000', 'https://cdn.shopify.com/b.jpg?width=400'],
  ['https://cdn.shopify.com.evil.example/b.jpg', 'https://cdn.shopify.com.evil.example/b.jpg'],
  ['https://[', null],
])('a picture of %s is asked for as small as Shopify makes it', (src, imageUrl) => {
  const { items } = deliver('products/update', {
    title: 'Kettle',
    image: { id: 1, src },
    variants: [{ inventory_item_id: 8, sku: 'K' }],
  })
  expect(items[0]?.imageUrl).toBe(imageUrl)
})

describe('a privacy request', () => {
  const person = {
    email: 'john@example.com',
    phone: '555-625-1199',
    orderIds: ['299938', '280263', '220458'],
  }

  it('asks for the data of a customer', () => {
    const raw = readFixture('privacy/customers-data_request.json')
    expect(deliver('customers/data_request', raw).privacy).toEqual({
      kind: 'data_request',
      ...person,
    })
  })

  it('asks to forget a customer', () => {
    const raw = readFixture('privacy/customers-redact.json')
    expect(deliver('customers/redact', raw).privacy).toEqual({ kind: 'redact_customer', ...person })
  })

  it('asks to forget a shop', () => {
    const raw = readFixture('privacy/shop-redact.json')
    expect(deliver('shop/redact', raw).privacy).toEqual({
      kind: 'redact_shop',
      shop: 'example-shop.myshopify.com',
    })
  })

  it('may name its orders as text, and no customer', () => {
    const { privacy } = deliver('customers/redact', { orders_to_redact: ['1', 2, null] })
    expect(privacy).toMatchObject({ email: null, phone: null, orderIds: ['1', '2'] })
  })

  it('that names nobody is ignored', () => {
    const said = deliver('customers/redact', { customer: { id: 5 } })
    expect(said).toMatchObject({ privacy: null, ignored: expect.any(String) })
  })
})
