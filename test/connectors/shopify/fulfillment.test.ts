import { describe, expect, it } from 'vitest'
import {
  aFulfillment,
  anOrder,
  deliver,
  deliverCapture,
  idsOf,
  only,
  readFixture,
  typesOf,
} from './support.ts'

const create = (change: Record<string, unknown> = {}) =>
  deliver('fulfillments/create', aFulfillment(change))

describe('a fulfilment', () => {
  it('that succeeded has shipped, when it was made', () => {
    expect(create().events).toEqual([
      {
        id: 'shopify:fulfillment:700:created',
        type: 'shipment.created',
        occurred_at: '2026-03-03T10:00:00.000Z',
        data: {
          order_id: '5001',
          shipment_id: '700',
          carrier: 'UPS',
          tracking_number: '1Z1',
          tracking_url: 'https://ups.example/1Z1',
          shipped_at: '2026-03-03T10:00:00.000Z',
          shipped_at_presumed: true,
          lines: [{ id: '11', quantity: 2 }],
        },
      },
    ])
  })

  it.each([
    ['label_printed', 'pre_transit'],
    ['label_purchased', 'pre_transit'],
  ])('of which there is only a label (%s) has not shipped', (shipment_status, status) => {
    const { events } = create({ shipment_status })
    expect(only(events, 'shipment.created').shipped_at).toBeNull()
    expect(only(events, 'shipment.updated')).toEqual({
      order_id: '5001',
      shipment_id: '700',
      status,
      label_only: true,
    })
  })

  it('that is pending has not shipped (the sample of fulfillments/create)', () => {
    const { events } = deliverCapture('2024-10/fulfillments.create.json')
    expect(events).toHaveLength(1)
    expect(only(events, 'shipment.created')).toEqual({
      order_id: '820982911946154500',
      shipment_id: '123456',
      carrier: 'UPS',
      tracking_number: '1z827wk74630',
      tracking_url: 'https://www.ups.com/WebTracking?loc=en_US&requester=ST&trackNums=1z827wk74630',
      shipped_at: null,
      lines: [
        { id: '866550311766439000', quantity: 1 },
        { id: '141249953214522980', quantity: 1 },
      ],
    })
  })

  it.each(['cancelled', 'error', 'failure'])('that ends as %s is voided', (status) => {
    const said = create({ status, updated_at: '2026-03-03T11:00:00Z' })
    expect(typesOf(said)).toEqual(['shipment.created', 'shipment.voided'])
    expect(only(said.events, 'shipment.created').shipped_at).toBeNull()
    expect(said.events[1]).toMatchObject({
      id: 'shopify:fulfillment:700:voided',
      occurred_at: '2026-03-03T11:00:00.000Z',
    })
  })

  it('tells a tracking number that was added later', () => {
    const first = create({ tracking_number: null, tracking_numbers: [], tracking_urls: [] })
    const changed = aFulfillment({ updated_at: '2026-03-03T12:00:00Z' })
    const [made, stands] = deliver('fulfillments/update', changed).events

    expect(made?.id).toBe(first.events[0]?.id)
    expect(stands).toMatchObject({
      type: 'shipment.created',
      occurred_at: '2026-03-03T12:00:00.000Z',
      data: { tracking_number: '1Z1' },
    })
  })

  it('that succeeds in the second in which it was made is told anew', () => {
    const pending = create({ status: 'pending' })
    const success = deliver('fulfillments/update', aFulfillment())
    const fresh = success.events.filter(({ id }) => !idsOf(pending).includes(id))

    expect(only(fresh, 'shipment.created').shipped_at).toBe('2026-03-03T10:00:00.000Z')
  })

  it('that was scanned does not get the time of its label as that of shipping', () => {
    const change = { shipment_status: 'in_transit', updated_at: '2026-03-05T12:00:00Z' }
    const { events } = deliver('fulfillments/update', aFulfillment(change))
    expect(events[1]?.data).toMatchObject({ shipment_id: '700', shipped_at: null })
    expect(only(events, 'shipment.updated').status).toBe('in_transit')
  })

  it.each([
    ['confirmed', 'pre_transit'],
    ['in_transit', 'in_transit'],
    ['carrier_picked_up', 'in_transit'],
    ['out_for_delivery', 'out_for_delivery'],
    ['attempted_delivery', 'exception'],
    ['ready_for_pickup', 'available_for_pickup'],
    ['delayed', 'delayed'],
    ['delivered', 'delivered'],
    ['picked_up', 'delivered'],
    ['failure', 'exception'],
  ])('with the shipment status %s is %s', (shipment_status, status) => {
    expect(only(create({ shipment_status }).events, 'shipment.updated').status).toBe(status)
  })

  it('with a status that we do not know is told without it', () => {
    expect(typesOf(create({ shipment_status: 'teleported' }))).toEqual(['shipment.created'])
  })

  it('with several numbers keeps the first, and the others beside it', () => {
    const { events } = create({ tracking_numbers: ['1Z1', '1Z2'] })
    expect(only(events, 'shipment.created')).toMatchObject({
      tracking_number: '1Z1',
      tracking_numbers: ['1Z1', '1Z2'],
    })
  })

  it('passes over a link that no browser should follow', () => {
    const links = ['javascript:alert(1)', 'https://ups.example/1Z1']
    const { events } = create({ tracking_url: links[0], tracking_urls: links })
    expect(only(events, 'shipment.created').tracking_url).toBe('https://ups.example/1Z1')
  })

  it('of a gift card alone is no shipment', () => {
    const line_items = [{ id: 11, quantity: 1, requires_shipping: false }]
    expect(create({ line_items })).toMatchObject({ events: [], ignored: expect.any(String) })
  })

  it('inside its order is the same facts as alone', () => {
    const body = aFulfillment({ updated_at: '2026-03-04T10:00:00Z', shipment_status: 'delivered' })
    const alone = deliver('fulfillments/update', body).events
    const { order_id: _, ...bare } = body
    const inside = deliver('orders/updated', anOrder({ fulfillments: [bare] })).events

    expect(inside.filter(({ type }) => type.startsWith('shipment'))).toEqual(alone)
  })

  it('that failed long ago stays with its order as voided (the recorded order 450789469)', () => {
    const said = deliver('orders/create', readFixture('resources/order-450789469.json'))
    expect(typesOf(said)).toEqual(['order.placed', 'shipment.created', 'shipment.voided'])
    expect(only(said.events, 'order.placed')).toMatchObject({
      order_number: '1001',
      payment_status: 'authorized',
      customer: { name: 'Bob Norman', email: 'bob.norman@hostmail.com', phone: '555-625-1199' },
      lines: [{ variant: 'green' }, { variant: 'red' }, { variant: 'black' }],
    })
  })

  it.each([
    ['complete', '2015-09-02T18:48:56.000Z'],
    ['createV2', '2020-10-06T18:07:19.000Z'],
  ])('as recorded after %s has shipped', (name, shippedAt) => {
    const said = deliver(
      'fulfillments/create',
      readFixture(`resources/fulfillment-node-${name}.json`),
    )
    expect(said.events[0]?.data).toMatchObject({ shipped_at: shippedAt })
  })
})

describe('a fulfilment event', () => {
  it('is a checkpoint (the sample of fulfillment_events/create)', () => {
    expect(deliverCapture('2024-10/fulfillment_events.create.json').events).toEqual([
      {
        id: 'shopify:fulfillment_event:1234567',
        type: 'shipment.updated',
        occurred_at: '2022-01-01T00:00:00.000Z',
        data: {
          order_id: '820982911946154500',
          shipment_id: '123456',
          status: 'in_transit',
          checkpoint: {
            at: '2022-01-01T00:00:00.000Z',
            message: 'Item is now in transit',
            country: 'CA',
          },
        },
      },
    ])
  })

  it('names its order and shipment as the fulfilment does', () => {
    const scan = only(
      deliverCapture('2024-10/fulfillment_events.create.json').events,
      'shipment.updated',
    )
    const made = only(deliverCapture('2024-10/fulfillments.create.json').events, 'shipment.created')
    expect([scan.order_id, scan.shipment_id]).toEqual([made.order_id, made.shipment_id])
  })

  it('without a message or a time gets a sentence and the time of its record', () => {
    const raw = readFixture('resources/fulfillment-event-node-get.json')
    const { events } = deliver('fulfillment_events/create', raw)
    expect(only(events, 'shipment.updated').checkpoint).toEqual({
      at: '2015-10-19T19:54:44.000Z',
      message: 'In transit',
    })
  })

  it('carries where it happened and when delivery is expected', () => {
    const { events } = deliver('fulfillment_events/create', {
      id: 1,
      fulfillment_id: 700,
      order_id: 5001,
      status: 'out_for_delivery',
      message: 'm'.repeat(2000),
      happened_at: '2026-03-05T08:00:00-05:00',
      city: 'Austin',
      province: 'Texas',
      country: 'United States',
      estimated_delivery_at: '2026-03-05T20:00:00-05:00',
    })
    const { checkpoint, expected_delivery } = only(events, 'shipment.updated')
    expect(checkpoint).toMatchObject({ city: 'Austin', region: 'Texas', country: 'United States' })
    expect(checkpoint?.message).toHaveLength(1000)
    expect(expected_delivery).toBe('2026-03-06T01:00:00.000Z')
  })

  it('of a kind that we do not know is ignored', () => {
    const said = deliver('fulfillment_events/create', { id: 1, fulfillment_id: 2, status: 'odd' })
    expect(said).toMatchObject({ events: [], ignored: expect.stringContaining('status') })
  })
})
