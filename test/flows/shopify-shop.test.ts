import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { aFulfillment, anItem, anOrder } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { beginStory, kindsAndTimes, type Story } from '../support/story.ts'

const SECRET = 'shpss_0123456789abcdef'
const ORDER = '5001'
const ADDRESS = {
  name: 'Ana Ruiz',
  address1: '7 Mill Lane',
  city: 'Hudson',
  zip: '12534',
  province_code: 'NY',
  country_code: 'US',
}

eachDatabase('a Shopify shop', (open) => {
  it('is set up once, and its customers hear what they should', async () => {
    const story = await beginStory(await open(), { clock: '2026-03-01T14:00:10Z' })
    const deliver = await connect(story)

    // Stock is known; an order of two comes that it cannot serve.
    await deliver('products/update', {
      id: 1,
      title: 'Kettle',
      variants: [{ id: 2, sku: 'KETTLE-BLUE', inventory_item_id: 900 }],
    })
    await deliver('inventory_levels/update', {
      inventory_item_id: 900,
      location_id: 1,
      available: 1,
      updated_at: '2026-03-01T08:00:00-05:00',
    })
    const order = anOrder({
      customer: { first_name: 'Ana', last_name: 'Ruiz' },
      shipping_address: ADDRESS,
    })
    expect(await deliver('orders/create', order)).toBe('stored')
    expect(await story.order(ORDER)).toMatchObject({
      order_number: '1001',
      status: 'open',
      customer: { name: 'Ana Ruiz', email: 'ana@example.com' },
      lines: [
        {
          id: '11',
          quantity: 2,
          backorder: { quantity: 1, expected_at: null, state: 'waiting', promise: null },
        },
      ],
      promise: null,
    })
    const [confirmed, ...none] = await story.wait('PT1H')
    expect(none).toEqual([])
    expect(confirmed?.kind).toBe('backorder_confirmed')
    const mail = await story.mail(confirmed as { id: string })
    expect(mail.subject).toBe('Order #1001 confirmed: Kettle (1 of 2) ships when restocked')
    expect(mail.text).toContain('There is no date yet. We’ll email you when it’s on the way.')

    // Two days of waiting, then it ships, told on three topics in no order.
    expect(kindsAndTimes(await story.wait('P3D'))).toEqual([
      ['backorder_checkin', '2026-03-03T14:00:00.000Z'],
    ])
    const at = '2026-03-04T15:00:00Z'
    const fulfillment = aFulfillment({ created_at: at, updated_at: at })
    const done = {
      updated_at: at,
      fulfillments: [fulfillment],
      line_items: [anItem({ fulfillable_quantity: 0, fulfillment_status: 'fulfilled' })],
    }
    await deliver('fulfillment_events/create', {
      id: 1,
      fulfillment_id: 700,
      order_id: 5001,
      status: 'in_transit',
      happened_at: '2026-03-04T15:05:00Z',
      message: 'Departed',
    })
    await deliver('orders/fulfilled', { ...order, ...done })
    await deliver('fulfillments/create', fulfillment)
    await deliver('orders/create', order)
    const [shipped, ...more] = await story.wait('P2D')
    expect(more).toEqual([])
    expect(shipped?.kind).toBe('shipped')
    const thanks = await story.mail(shipped as { id: string })
    expect(thanks.subject).toBe('On its way: thanks for your patience')
    expect(thanks.text).toContain('Thanks for your patience while we restocked.')
    expect(thanks.text).toContain('https://ups.example/1Z1')

    // The carrier's last word stands on the page.
    await deliver('fulfillment_events/create', {
      id: 2,
      fulfillment_id: 700,
      order_id: 5001,
      status: 'delivered',
      happened_at: '2026-03-06T12:00:00Z',
      message: 'Left at front door',
    })
    await story.wait('PT1H')
    expect(await story.order(ORDER)).toMatchObject({ status: 'delivered', anomalies: [] })
    const page = (await story.open(await story.pathOf(ORDER))).text
    expect(page).toContain('Left at front door')
    expect(page).toContain('Ana')

    // Months later the customer asks to be forgotten.
    await story.wait('P60D')
    await deliver('customers/redact', {
      customer: { id: 1, email: 'ana@example.com' },
      orders_to_redact: [5001],
    })
    expect(await story.order(ORDER)).toMatchObject({
      status: 'delivered',
      customer: { name: null, email: null },
    })
    expect((await story.open(await story.pathOf(ORDER))).text).not.toContain('Ana')
    expect((await story.mail(confirmed as { id: string })).text).toBe(
      'Erased at the customer’s request.',
    )
  })
})

async function connect(story: Story) {
  const { url } = await story.ask('POST', '/v1/connections', {
    connector: 'shopify',
    secret: SECRET,
  })
  let count = 0
  return async (topic: string, body: object) => {
    count += 1
    const raw = JSON.stringify(body)
    const answer = await story.http.request(new URL(String(url)).pathname, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': topic,
        'x-shopify-webhook-id': `webhook-${count}`,
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(raw).digest('base64'),
      },
      body: raw,
    })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { answer: string }).answer
  }
}
