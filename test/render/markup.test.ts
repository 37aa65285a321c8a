import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { composeMime } from '../../src/channels/mime.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { mail as sample } from '../channels/samples.ts'
import { drawMail } from '../support/drawn.ts'
import { parcel } from './delivery-examples.ts'
import { EXAMPLES } from './examples.ts'
import { inputOf, lineOf, merchantOf, orderOf, shipmentOf, TRACKING } from './scenes.ts'

const ELEMENT = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/g
const elements = (html: string | null) => [...(html ?? '').matchAll(ELEMENT)].map(([, one]) => one)
const rawOf = (input: MessageInput) => elements(drawMail(input).html)[0] ?? ''
// biome-ignore lint/suspicious/noExplicitAny: what a program reads of it, whatever is in it
const read = (input: MessageInput): any => JSON.parse(rawOf(input))

const address = {
  name: 'Ann Lee',
  line1: '12 Pier Road',
  line2: 'Flat 2',
  city: 'Portsmouth',
  region: 'NH',
  postalCode: '03801',
  country: 'US',
}
const withAddress = (input: MessageInput): MessageInput => ({
  ...input,
  contact: { ...input.contact, address },
})
const shippedWith = (changes: Parameters<typeof shipmentOf>[2]) =>
  inputOf(
    'shipped',
    orderOf([lineOf('l_1', { shipped: 1 })], {
      shipments: [shipmentOf('s_1', [{ id: 'l_1', quantity: 1 }], changes)],
    }),
  )

describe('which mails carry it', () => {
  const MARKED = [
    'order_confirmed',
    'backorder_confirmed',
    'preorder_confirmed',
    'partially_shipped',
    'shipped',
    'out_for_delivery',
    'delivered',
  ]

  it.each(SPOKEN_KINDS)('%s', (kind) => {
    const { html } = drawMail(EXAMPLES[kind]())
    expect(elements(html)).toHaveLength(MARKED.includes(kind) ? 1 : 0)
  })
})

describe('an order', () => {
  it('is read from the mail as it arrived', async () => {
    const lines = [
      lineOf('l_1', {
        sku: 'W-1',
        quantity: 3,
        cancelled: 1,
        unitPrice: { amount: '19.90', currency: 'USD' },
      }),
      lineOf('l_2', { title: 'Großer Krug «Möwe»' }),
      lineOf('l_3', { title: 'Cancelled cup', cancelled: 1 }),
    ]
    const { html, text } = drawMail(inputOf('order_confirmed', orderOf(lines)))
    const arrived = await PostalMime.parse(await composeMime({ ...sample, html, text }))

    expect(JSON.parse(elements(arrived.html ?? '')[0] ?? '')).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Order',
      merchant: { '@type': 'Organization', name: 'Harbor Goods' },
      orderNumber: '#1001',
      orderStatus: 'https://schema.org/OrderProcessing',
      orderDate: '2025-03-10T16:00:00.000Z',
      url: TRACKING,
      acceptedOffer: [
        {
          '@type': 'Offer',
          itemOffered: { '@type': 'Product', name: 'Widget Pro', sku: 'W-1' },
          price: '19.90',
          priceCurrency: 'USD',
          eligibleQuantity: { '@type': 'QuantitativeValue', value: 2 },
        },
        {
          '@type': 'Offer',
          itemOffered: { '@type': 'Product', name: 'Großer Krug «Möwe»' },
          eligibleQuantity: { '@type': 'QuantitativeValue', value: 1 },
        },
      ],
    })
  })

  it('states no total, which nobody told us, and no address', () => {
    const order = read(withAddress(EXAMPLES.order_confirmed()))
    expect(Object.keys(order)).not.toContain('price')
    expect(JSON.stringify(order)).not.toMatch(/Pier Road|03801/)
  })
})

describe('a parcel', () => {
  it('has what Gmail wants of one, where it is known', () => {
    const [one] = read(withAddress(EXAMPLES.shipped()))
    expect(one).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'ParcelDelivery',
      carrier: { '@type': 'Organization', name: 'UPS' },
      trackingNumber: '1Z999AA10123456784',
      trackingUrl: 'https://carrier.example/track/1Z999AA10123456784',
      expectedArrivalUntil: '2025-03-13T23:59:59-04:00',
      deliveryAddress: {
        '@type': 'PostalAddress',
        streetAddress: '12 Pier Road, Flat 2',
        addressLocality: 'Portsmouth',
        addressRegion: 'NH',
        postalCode: '03801',
        addressCountry: 'US',
      },
      itemShipped: [{ '@type': 'Product', name: 'Widget Pro' }],
      partOfOrder: {
        '@type': 'Order',
        orderNumber: '#1001',
        merchant: { '@type': 'Organization', name: 'Harbor Goods' },
        orderStatus: 'https://schema.org/OrderInTransit',
      },
    })
  })

  it('is expected on no day where none is known, or the day has passed', () => {
    for (const input of [
      shippedWith({ expectedDelivery: null }),
      shippedWith({ expectedDelivery: '2025-03-07' }),
    ])
      expect(rawOf(input)).not.toContain('expectedArrival')
  })

  it('names the day on which it came, in the days of the reader', () => {
    const statusAt = '2025-03-13T02:30:00.000Z'
    const came = { status: 'delivered', statusAt, expectedDelivery: '2025-03-20' } as const
    const [one] = read(withAddress(parcel('delivered', came)))
    expect(one.expectedArrivalFrom).toBe('2025-03-12T00:00:00-04:00')
    expect(one.expectedArrivalUntil).toBe('2025-03-12T23:59:59-04:00')
  })

  it('is expected between the days of the estimate, in days of the reader over a clock change', () => {
    const transit = [
      {
        to: { zone: 'anywhere' as const },
        days: [0, 3] as [number, number],
        counts: 'calendar' as const,
      },
    ]
    const input = {
      ...shippedWith({ expectedDelivery: null, shippedAt: '2025-03-07T16:00:00.000Z' }),
      merchant: merchantOf({ policy: { ...defaultPolicy(), transit } }),
      now: '2025-03-07T17:00:00.000Z',
    }
    const [one] = read(withAddress(input))
    expect(one.expectedArrivalFrom).toBe('2025-03-07T00:00:00-05:00')
    expect(one.expectedArrivalUntil).toBe('2025-03-10T23:59:59-04:00')
  })

  it('says only of the order what is true of all of it', () => {
    const status = (input: MessageInput) => read(input)[0].partOfOrder.orderStatus
    expect(status(EXAMPLES.partially_shipped())).toBe('https://schema.org/OrderProcessing')
    expect(status(shippedWith({ status: 'return_to_sender' }))).toBeUndefined()
    expect(status(shippedWith({ status: 'delivered' }))).toBe('https://schema.org/OrderDelivered')
  })

  it('leaves out a link that is none, and one that would fill the mail', () => {
    for (const trackingUrl of ['javascript:alert(1)', `https://carrier.example/${'x'.repeat(600)}`])
      expect(read(shippedWith({ trackingUrl, carrier: 'Bob’s Vans' }))[0]).not.toHaveProperty(
        'trackingUrl',
      )
  })
})

describe('hostile words', () => {
  const NASTY = [
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '"}],"x":"\\u003c/script>',
    'line\u2028end\u2029 \\',
    '{{constructor.constructor "x"}} {{{markup}}}',
    '&lt;/script&gt; $& $1',
  ]

  it.each(NASTY)('%j stays a value of one element', (words) => {
    const base = withAddress(EXAMPLES.shipped())
    const lines = base.order.lines.map((line) => ({ ...line, title: words, sku: words }))
    const shipments = base.order.shipments.map((one) => ({ ...one, carrier: words }))
    const input: MessageInput = {
      ...base,
      order: { ...base.order, orderNumber: words, lines, shipments },
      merchant: merchantOf({ name: words }),
      contact: { ...base.contact, address: { ...address, city: words } },
    }
    const raw = rawOf(input)
    expect(raw).not.toMatch(/[<>&\u2028\u2029]/)
    const [one] = JSON.parse(raw)
    const said = words.replace(/[\u2028\u2029]/g, ' ').replace(/\s+/g, ' ')
    expect(one.carrier.name).toBe(said)
    expect(one.itemShipped[0].name).toBe(said)
    expect(one.deliveryAddress.addressLocality).toBe(said)
    expect(one.partOfOrder.orderNumber).toBe(said)
    expect(Object.keys(one)).not.toContain('x')
    const confirmed = read({ ...input, kind: 'order_confirmed' })
    expect(confirmed.acceptedOffer[0].itemOffered.sku).toBe(said)
  })

  it('carries no key to the pages but the link that the mail shows', () => {
    for (const kind of SPOKEN_KINDS) {
      const found = rawOf(withAddress(EXAMPLES[kind]())).match(/https:\/\/tidings[^"]*/g) ?? []
      for (const url of found) expect(url).toBe(TRACKING)
    }
  })
})
