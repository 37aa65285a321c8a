import { describe, expect, it } from 'vitest'
import { trackingPage } from '../../tracking-page/index.ts'
import { script } from '../../tracking-page/script.ts'
import {
  aBackorder,
  aCheckpoint,
  aContact,
  aLine,
  aMerchant,
  anOrder,
  aShipment,
} from '../support/order-state.ts'
import { inputFor, pageStates, slipped, split, threePackages } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

const stateText = (name: string) => textOf(pageStates[name]?.().html ?? '')

describe('trackingPage: every state says its sentence', () => {
  it.each([
    ['waiting-dated', ['Waiting for stock · ships by Fri, Mar 20', 'Cancel the Widget Pro']],
    ['waiting-no-date', ['ships when restocked', 'There is no date yet that we could keep.']],
    ['waiting-missed', ['was to ship by Fri, Mar 6', 'We are sorry that we broke our word.']],
    ['preparing', ['Being prepared', 'We’ll email you when it ships.']],
    ['kept', ['In stock, ships with the rest', 'Everything ships together']],
    ['restocked', ['In stock again, being prepared · ships by Fri, Mar 13', 'Ask to cancel the']],
    ['label', ['not yet with the carrier', 'Label made; the carrier does not have it yet.']],
    [
      'moving',
      ['Your package · arrives tomorrow – Fri', 'Shipped, now', 'Out for delivery, not yet'],
    ],
    ['moving-overdue', ['was expected by Sat, Mar 7']],
    ['out-for-delivery', ['arrives today', 'Out for delivery, now']],
    ['pickup', ['ready to pick up', 'Ready to pick up, now']],
    ['delayed', ['delayed, now due Fri – Sun', 'Delayed, now']],
    ['exception', ['held up', 'write to us and we take it up']],
    ['returning', ['on its way back']],
    ['lost', ['lost', 'We send it again or give your money back: write to us']],
    ['delivered', ['delivered Mon, Mar 9', 'Delivered, done']],
    [
      'cancelled',
      ['Cancelled · Mon, Mar 9', 'The refund is due by Wed, Mar 18, the way you paid.'],
    ],
    ['cancel-requested', ['You asked to cancel · asked on Mon, Mar 9', 'it can still ship']],
    ['no-details-yet', ['have not reached us yet', 'Look again in a little while.']],
  ])('%s', (name, sentences) => {
    const text = stateText(name)
    for (const sentence of sentences) expect(text).toContain(sentence)
  })

  it('tells old and new date side by side, with the reason', () => {
    const { html } = trackingPage(inputFor(slipped()))

    expect(html).toMatch(/<s>Tue,.Mar.10<\/s>/)
    expect(html).toMatch(/<strong>Fri,.Mar.20<\/strong>/)
    expect(textOf(html)).toContain('The container was held at customs')
  })

  it('counts packages as the mails do: what is still to be packed is one more', () => {
    expect(textOf(trackingPage(inputFor(threePackages())).html)).toContain('Package 2 of 3 ·')
    expect(textOf(trackingPage(inputFor(split())).html)).toContain('Package 2 of 3 · arrives')
  })

  it('folds a package that has arrived while others are to come, and not a lone one', () => {
    expect(pageStates.split?.().html).toContain('<details class="fold"')
    expect(pageStates.delivered?.().html).not.toContain('<details class="fold"')
  })

  it('links each number of a package that its carrier can be asked for', () => {
    const shown = (over: Parameters<typeof aShipment>[1]) =>
      trackingPage(inputFor(anOrder({ shipments: [aShipment('in_transit', over)] }))).html
    const numbers = { trackingNumber: '1Z999AA10123456784', otherNumbers: ['1Z999AA10123456785'] }
    const first = 'https://shop.example/follow'
    const html = shown({ ...numbers, carrier: 'UPS', trackingUrl: first })
    expect(html).toContain(`href="${first}"`)
    expect(html).toMatch(/href="https:\/\/www\.ups\.com\/track\?tracknum=1Z999AA10123456785"/)
    // The address that came with the package is its first parcel's, and of no use for another.
    expect(html).not.toContain('tracknum=1Z999AA10123456784')
    expect(shown({ ...numbers, carrier: 'DPD', trackingUrl: null })).not.toContain('tracknum=')
  })

  it('shows the newest checkpoint and keeps the earlier ones folded', () => {
    const { html } = pageStates.moving?.() ?? { html: '' }
    const open = html.replace(/<details[\s\S]*?<\/details>/g, '')

    expect(open).toContain('Arrived at facility')
    expect(open).not.toContain('Departed facility')
    expect(html).toContain('2 earlier updates')
  })

  it('bounds lines and checkpoints of one card', () => {
    const checkpoints = Array.from({ length: 200 }, (_, at) => aCheckpoint(`Scan ${at}`))
    const order = anOrder({
      lines: [aLine({ shipped: 1 })],
      shipments: [aShipment('in_transit', { checkpoints })],
    })
    const { html } = trackingPage(inputFor(order))

    expect(html.match(/<time /g)?.length).toBe(31)
    expect(html).toContain('Scan 199')
    expect(pageStates['forty-lines']?.().html).toContain('24 more lines')
  })

  it('promises no mail to who cannot get one', () => {
    const order = anOrder({ lines: [aLine({ backorder: aBackorder(null) })] })
    const unreachable = aContact({ email: null, smsConsent: false })
    const byText = aContact({ email: null, smsConsent: true })

    expect(textOf(trackingPage(inputFor(order, { contact: unreachable })).html)).not.toMatch(
      /email you|text you/,
    )
    expect(textOf(trackingPage(inputFor(order, { contact: byText })).html)).toContain('text you')
  })

  it('promises no mail of a kind that the merchant has turned off', () => {
    const merchant = aMerchant()
    merchant.policy = { ...merchant.policy, kinds_off: ['delivered'] }
    const text = textOf(trackingPage(inputFor(threePackages(), { merchant })).html)

    expect(text).toContain('This page shows when it arrives.')
    expect(text).not.toContain('email you')
  })

  it('speaks of no refund where nothing was paid', () => {
    const order = anOrder({ paymentStatus: 'authorized', lines: [aLine({ cancelled: 1 })] })

    expect(textOf(trackingPage(inputFor(order)).html)).not.toMatch(/refund|money/i)
  })

  it('says what was refunded, and then owes nothing', () => {
    const order = anOrder({
      lines: [aLine({ cancelled: 1 })],
      refunds: [
        {
          eventId: 'evt_refund',
          at: '2026-03-09T15:00:00.000Z',
          amount: { amount: '19.90', currency: 'USD' },
          imported: false,
        },
      ],
    })
    const text = textOf(trackingPage(inputFor(order)).html)

    expect(text).toContain('Refunded $19.90 on Mon, Mar 9')
    expect(text).not.toContain('The refund is due')
  })

  it('shows no anomaly to a shopper', () => {
    const pending = [
      { eventId: 'e', type: 'shipment.created', at: '', why: 'more than ordered', lines: null },
    ]

    expect(trackingPage(inputFor(anOrder({ pending }))).html).not.toContain('more than ordered')
  })

  it('offers to ask where the policy is to ask, and does not promise one press', () => {
    const merchant = aMerchant()
    merchant.policy = { ...merchant.policy, cancellation: 'request' }
    const text = textOf(trackingPage(inputFor(slipped(), { merchant })).html)

    expect(text).toContain('Ask to cancel the Widget Pro')
    expect(text).not.toContain('one press')
  })
})

describe('trackingPage: what a forwarded link gives away', () => {
  const { html } = trackingPage(inputFor(split()))

  it('masks the e-mail address', () => {
    expect(html).toContain('j…@example.com')
    expect(html).not.toContain('jon.snow')
  })

  it('names the first name and the place, never street, postcode, phone or last name', () => {
    expect(html).toContain('Jon, Shippington KY')
    expect(html).not.toMatch(/Amoebobacterieae|40003|5550123|Snow/)
  })
})

describe('trackingPage: what comes from outside', () => {
  const { html } = pageStates.hostile?.() ?? { html: '' }

  it('stays text', () => {
    expect(html.replace(`<script>${script.js}</script>`, '')).not.toMatch(/<script|<img|<svg|<b>/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html.match(/<\/style>/g)?.length).toBe(2)
  })

  it('never becomes a link that is not http(s)', () => {
    expect(html).not.toContain('javascript:')
    expect(html).not.toContain('Follow it at')
  })

  it('does not leave the page through a style attribute, a font or a foreign logo', () => {
    const merchant = aMerchant({ brand: { font: "Foo', Bar", color: '#ffee00' } })
    const page = trackingPage(
      inputFor(split(), {
        merchant,
        links: { self: '/t/x', cancel: '/t/x/cancel', logo: '//elsewhere.example/logo.png' },
      }),
    )

    expect(page.html).not.toMatch(/ style="/)
    expect(page.html).toContain('--font:"Foo","Bar",system-ui')
    expect(page.html).not.toContain('elsewhere.example')
  })
})

describe('trackingPage: links', () => {
  it('holds no form and no link that cancels by being followed', () => {
    const { html, headers } = trackingPage(inputFor(split()))
    const ours = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href)

    expect(html).not.toContain('<form')
    expect(headers['content-security-policy']).toContain("form-action 'none'")
    expect(ours).toEqual([
      '/t/tok/cancel?lines=d',
      '/t/tok/cancel?scope=waiting',
      '/t/tok/postcode',
      '/t/tok/calendar.ics',
      '/t/tok/preferences',
      '/t/tok/cancel',
      '/t/tok/inquiry',
    ])
  })

  it('tells other sites nothing of the link', () => {
    const { html, headers } = trackingPage(inputFor(split()))
    const outward = html.match(/<a href="https?:[^>]*>/g) ?? []

    expect(outward.length).toBeGreaterThan(0)
    for (const link of outward) expect(link).toContain('rel="noopener noreferrer"')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['x-robots-tag']).toContain('noindex')
  })

  it('offers nothing to cancel while a request for it stands', () => {
    expect(pageStates['cancel-requested']?.().html).not.toContain('/t/tok/cancel')
  })

  it('keeps an address short: too many lines are chosen on the next page', () => {
    const lines = Array.from({ length: 60 }, (_, at) =>
      aLine({
        id: `${'x'.repeat(60)}${at}`,
        backorder: aBackorder(at % 2 ? '2026-03-20' : '2026-03-27'),
      }),
    )
    const { html } = trackingPage(inputFor(anOrder({ lines })))

    for (const [, href] of html.matchAll(/href="(\/t[^"]*)"/g)) {
      expect(href?.length).toBeLessThan(1900)
    }
  })
})
