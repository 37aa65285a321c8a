import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Shipment } from '../../src/domain/order.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { DELIVERY_EXAMPLES, parcel, scan } from './delivery-examples.ts'
import {
  factsOf,
  inputOf,
  lineOf,
  merchantOf,
  NOW,
  orderOf,
  readBy,
  shipmentOf,
  waitingLine,
} from './scenes.ts'

const mail = (kind: MessageKind, changes: Partial<Shipment>) => drawMail(parcel(kind, changes))

describe('a package on its way', () => {
  it.each(Object.entries(DELIVERY_EXAMPLES))(
    '%s names what is in it, and not what is not',
    (_, build) => {
      const { subject, text } = drawMail(build())
      expect(subject).toContain('Widget Pro')
      expect(text).not.toContain('Moka pot')
    },
  )

  it.each(Object.entries(DELIVERY_EXAMPLES))('%s blames nobody', (_, build) => {
    const { text } = drawMail(build())
    const own = text
      .replace(/^Latest from the carrier:.*$/m, '')
      .replace(/https?:\S+/g, '')
      .replace('We take it up with the carrier.', '')
    expect(own).not.toMatch(/carrier|UPS [a-z]|fault/i)
    expect(own.match(/sorry/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  it('that is out for delivery is promised for today only on that day', () => {
    const status = 'out_for_delivery'
    expect(mail(status, { status }).text).toContain('should arrive today')
    const earlier = mail(status, { status, statusAt: '2025-03-09T14:00:00.000Z' })
    expect(`${earlier.preheader}${earlier.text}`).not.toContain('today')
  })

  it('to be picked up says where, if that is known', () => {
    const status = 'available_for_pickup'
    const { text } = drawMail(DELIVERY_EXAMPLES.available_for_pickup())
    expect(text).toContain('ready to pick up in Portsmouth')
    expect(text).toContain('Ready at the access point, 12 Pier Road')
    expect(mail(status, { status }).text).toContain('is ready to pick up\n')
  })

  it('that has come says on which day, in the shop’s zone, and what is still to come', () => {
    const statusAt = '2025-03-10T02:00:00.000Z'
    expect(mail('delivered', { status: 'delivered', statusAt }).text).toContain('Sunday, March 9')

    const rest = waitingLine('l_1', '2025-03-14')
    const lines = [lineOf('l_2', { title: 'Moka pot', shipped: 1 }), rest]
    const shipments = [shipmentOf('s_1', [{ id: 'l_2', quantity: 1 }], { status: 'delivered' })]
    const facts = factsOf({ shipments: ['s_1'] })
    const { text } = drawMail(inputOf('delivered', orderOf(lines, { shipments }), { facts }))
    expect(text).toContain('The rest of your order is still to come.')
    expect(text).toContain('Package 1 of 2')
    expect(text).toContain('Ships by Friday, March 14\n  1 × Widget Pro')
  })

  it('that is late gives the new day, and no old one as the new', () => {
    expect(mail('delivery_delayed', { expectedDelivery: '2025-03-17' }).subject).toContain('Mar 17')
    const { subject, text } = mail('delivery_delayed', { expectedDelivery: '2025-03-07' })
    expect(subject).toBe('Your Widget Pro takes longer to arrive')
    expect(text).toContain('there is no new delivery date yet')
    expect(text).not.toContain('March 7')
  })

  it('of which nothing is heard says since when, and is expected on no day', () => {
    const checkpoints = [
      scan('in_transit', 'Picked up', '2025-03-03T15:00:00.000Z'),
      scan('in_transit', 'Departed', '2025-03-05T15:00:00.000Z'),
    ]
    const silent = { checkpoints, expectedDelivery: '2025-03-13' }
    const { subject, text } = mail('delivery_stalled', silent)
    expect(subject).toBe('No news of your Widget Pro since Wed, Mar 5')
    expect(text).toContain('Latest from the carrier: Departed')
    expect(text).not.toContain('expected')
  })

  it('that is lost says what we do, whoever noticed it', () => {
    expect(mail('delivery_lost', { status: 'lost' }).text).toContain(
      'could not be found on its way',
    )
    const { text } = drawMail(DELIVERY_EXAMPLES.delivery_lost())
    expect(text).toContain('no sign of it since Thursday, February 27')
    expect(text).toContain('We send it again or give your money back')
  })

  it('agrees in number', () => {
    const lines = [lineOf('l_1', { shipped: 1 }), lineOf('l_2', { shipped: 1 })]
    const inside = lines.map(({ id }) => ({ id, quantity: 1 }))
    const order = orderOf(lines, { shipments: [shipmentOf('s_1', inside)] })
    const input = inputOf('delivery_lost', order, { facts: factsOf({ shipments: ['s_1'] }) })
    expect(drawMail(input).subject).toContain('Widget Pro and 1 more seem to be lost')
    expect(drawText(input).body).toContain('seem to be lost on their way')
  })
})

describe('two packages, of which the carrier has seen one', () => {
  const merchant = merchantOf()
  const lines = ['Lamp', 'Vase'].map((title) => lineOf(title, { title, shipped: 1 }))
  const shipments = lines.map(({ id }, at) =>
    shipmentOf(
      `S${at}`,
      [{ id, quantity: 1 }],
      at === 0 ? { carrierWord: { at: NOW, imported: false } } : {},
    ),
  )
  const input = inputOf('partially_shipped', orderOf(lines, { shipments }), {
    facts: factsOf({ shipments: ['S0'] }),
    merchant: { ...merchant, policy: { ...merchant.policy, shipped_on: 'first_scan' } },
  })

  it('are one of two, and what is in the other is still to come', () => {
    const { subject, text } = drawMail(input)

    expect(subject).toBe('1 of 2 packages is on its way')
    expect(text).toMatch(
      /Package 1 of 2.*1 × Lamp.*Still to come.*Handed to the carrier\s+1 × Vase/s,
    )
    expect(text).not.toContain('everything has shipped')
    expect(text).not.toContain('ancel')
    expect(drawText(input).body).toContain(
      'Lamp (1 of 2 packages). Still to come: Vase (with the carrier)',
    )
  })
})

describe('two packages of one unit, of which the carrier has seen one', () => {
  const merchant = merchantOf()
  const lines = [lineOf('Lamp', { title: 'Lamp', shipped: 1 })]
  const shipments = [{ carrierWord: { at: NOW, imported: false } }, {}].map((over, at) =>
    shipmentOf(`S${at}`, [{ id: 'Lamp', quantity: 1 }], over),
  )
  const input = inputOf('shipped', orderOf(lines, { shipments }), {
    facts: factsOf({ shipments: ['S0'] }),
    merchant: { ...merchant, policy: { ...merchant.policy, shipped_on: 'first_scan' } },
  })

  it('are one package to its reader, and nothing is still to come', () => {
    const { text } = drawMail(input)

    expect(text).toContain('Your package')
    expect(text).not.toMatch(/Still to come|The last of/)
  })
})

describe('a package that its carrier calls late', () => {
  const LOCALES = ['en', 'de', 'fr', 'es']
  const late = (changes: object) => {
    const base = DELIVERY_EXAMPLES.delivery_delayed()
    const shipments = base.order.shipments.map((one) => ({
      ...one,
      status: 'delayed' as const,
      expectedDelivery: '2025-03-13',
      ...changes,
    }))
    return { ...base, order: { ...base.order, shipments } }
  }

  it.each(LOCALES)('has no day where the carrier names no new one (%s)', (locale) => {
    const input = readBy(late({ isDayVoid: true }), locale)
    const { text, subject, preheader } = drawMail(input)
    const { body } = drawText(input)
    for (const part of [text, subject, preheader, body]) expect(part).not.toMatch(/\b13\b/)
    expect(body).toMatch(/no new day|kein.* bekannt|ein neuer Termin|sans nouvelle|sin nueva/)
  })

  it('has the new day where it names one', () => {
    expect(drawMail(late({})).text).toContain('Thursday, March 13')
  })
})
