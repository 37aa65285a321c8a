import { describe, expect, it } from 'vitest'
import type { OrderState } from '../../src/domain/order.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { factsOf, inputOf, lineOf, orderOf, readBy, shipmentOf, waitingLine } from './scenes.ts'

const PART = /Widget Pro \(1 (of|von|sur|de) 3\)/
const REST = /Widget Pro \(2 (of|von|sur|de) 3\)/

describe.each(['en', 'es', 'fr', 'de'])('a part of a line, in %s', (locale) => {
  it('is named with how many of it, of what could not be cancelled and of what is', () => {
    const line = lineOf('L1', { title: 'Widget Pro', quantity: 3, shipped: 1, cancelled: 2 })
    const order = orderOf([line], { shipments: [shipmentOf('S1', [{ id: 'L1', quantity: 1 }])] })
    const facts = factsOf({
      lines: ['L1'],
      cancelled: [{ lineId: 'L1', quantity: 1 }],
      shipments: ['S1'],
      refund: { amount: { amount: '39.80', currency: 'USD' }, dueOn: '2025-03-19' },
    })
    const input = readBy(inputOf('cancellation_declined', order, { facts }), locale)
    const { subject, text } = drawMail(input)

    expect(subject).toMatch(PART)
    expect(text).toMatch(/2 × Widget Pro/)
    expect(text).toMatch(/39[.,]80/)
    const { body } = drawText(input)
    expect(body).toMatch(PART)
    expect(body).toMatch(REST)
    expect(body).toMatch(/39[.,]80/)
  })

  it('is said with the money that does not come, and the one sum that does, in mail and text', () => {
    const line = lineOf('L1', {
      title: 'Widget Pro',
      quantity: 3,
      shipped: 1,
      cancelled: 2,
      unitPrice: { amount: '19.90', currency: 'USD' },
    })
    const lamp = lineOf('L2', { title: 'Lamp', cancelled: 1 })
    const told = {
      dates: {},
      statements: {},
      shipments: [],
      allocated: {},
      cancelled: { L1: 3, L2: 1 },
    }
    const at = '2025-03-10T15:00:00.000Z'
    const act = {
      eventId: 'e_1',
      at,
      by: 'shopper' as const,
      reason: null,
      imported: false,
      lines: [
        { id: 'L1', quantity: 3 },
        { id: 'L2', quantity: 1 },
      ],
    }
    const order = orderOf([line, lamp], {
      shipments: [shipmentOf('S1', [{ id: 'L1', quantity: 1 }])],
      cancellations: [act],
      said: [
        { messageId: 'm_1', kind: 'order_cancelled', key: 'k', channel: 'sms', at, told },
      ] as OrderState['said'],
    })
    const facts = factsOf({
      lines: ['L1'],
      cancelled: [{ lineId: 'L1', quantity: 1 }],
      shipments: ['S1'],
      refund: { amount: { amount: '59.70', currency: 'USD' }, dueOn: '2025-03-19' },
    })
    const input = readBy(inputOf('cancellation_declined', order, { facts }), locale)
    const [mail, sms] = [drawMail(input).text, drawText(input).body]

    for (const text of [mail, sms]) {
      expect(text).toMatch(/19[.,]90/)
      expect(text).toMatch(/59[.,]70/)
    }
    expect(mail).toMatch(/1 × Lamp/)
    const free = { ...input, order: { ...order, paymentStatus: 'authorized' as const } }
    expect(drawText(free).body).not.toMatch(/19[.,]90/)
  })

  it('and of what was asked to be cancelled, and of what was declined', () => {
    const line = lineOf('L1', { title: 'Widget Pro', quantity: 3 })
    const request = {
      eventId: 'e_1',
      at: '2025-03-10T15:00:00.000Z',
      by: 'shopper' as const,
      lines: [{ id: 'L1', quantity: 2, total: 2 }],
      reason: null,
    }
    const asked = orderOf([line], { cancellationRequest: request })
    const two = [{ lineId: 'L1', quantity: 2 }]
    const facts = { requested: {}, declined: { cancelled: two } }

    for (const kind of ['requested', 'declined'] as const) {
      const over = { facts: factsOf({ lines: ['L1'], ...facts[kind] }) }
      const input = readBy(inputOf(`cancellation_${kind}`, asked, over), locale)
      expect(drawMail(input).subject, kind).toMatch(REST)
    }
  })

  it('and what is held for the rest is not said to be still in preparation', () => {
    const kept = lineOf('L1', { title: 'Widget Pro' })
    const waits = waitingLine('L2', '2025-06-02', { title: 'Moka pot' })
    const offer = {
      lineId: 'L1',
      originalOn: '2025-03-14',
      revisedOn: '2025-06-02',
      silence: 'cancel' as const,
      until: '2025-04-13',
    }
    const over = { facts: factsOf({ lines: ['L1'], offers: [offer] }) }
    const order = orderOf([kept, waits], { split: 'hold' })
    const { body } = drawText(readBy(inputOf('delay_option', order, over), locale))

    expect(body).toMatch(/with the rest|con el resto|avec le reste|mit dem Rest/)
  })
})
