import { expect, it } from 'vitest'
import { noContact } from '../../src/domain/contact.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Shipment } from '../../src/domain/order.ts'
import { drawMail } from '../support/drawn.ts'
import { factsOf, inputOf, lineOf, orderOf, shipmentOf, waitingLine } from './scenes.ts'

const address = {
  name: null,
  line1: null,
  line2: null,
  city: null,
  region: null,
  postalCode: '10001',
  country: 'US',
}
const mail = (
  kind: MessageKind,
  order: ReturnType<typeof orderOf>,
  country: string | null,
  locale = 'en',
) => {
  const contact = {
    ...noContact(),
    email: 'ann@example.test',
    locale,
    address: { ...address, country },
  }
  const facts = factsOf({ shipments: order.shipments.map(({ shipmentId }) => shipmentId) })
  const { html, text } = drawMail(inputOf(kind, order, { contact, facts }))
  const plain = (all: string) => all.replace(/[\u2009\u202f\u00a0]|&nbsp;/g, ' ')
  return { html: plain(html ?? ''), text: plain(text) }
}
const waiting = (day: string | null) => orderOf([waitingLine('l_1', day)])
const gone = (over: Partial<Shipment> = {}) =>
  orderOf([lineOf('l_1', { shipped: 1 })], {
    shipments: [
      shipmentOf('s_1', [{ id: 'l_1', quantity: 1 }], { expectedDelivery: null, ...over }),
    ],
  })

it.each([
  ['en', 'Estimated delivery: Tue – Fri, March 18 – 21'],
  ['es', 'Entrega aproximada: mar – vie, 18–21 de marzo'],
  ['fr', 'Livraison estimée : mar. – ven. 18–21 mars'],
  ['de', 'Voraussichtliche Lieferung: Di – Fr, 18.–21. März'],
])('a confirmation says beside the day on which it ships when it comes, in %s', (locale, words) => {
  const { html, text } = mail('backorder_confirmed', waiting('2025-03-14'), 'US', locale)

  expect(text).toContain(words)
  expect(html).toContain(words)
})

it('says nothing of it without a date, or where nobody knows where it goes', () => {
  expect(mail('backorder_confirmed', waiting(null), 'US').text).not.toContain('Estimated')
  expect(mail('backorder_confirmed', waiting('2025-03-14'), null).text).not.toContain('Estimated')
})

it('says nothing of it once the day has passed', () => {
  expect(mail('backorder_update', waiting('2025-03-07'), 'US').text).not.toContain('Estimated')
})

it.each([
  ['en', 'Estimated delivery: March 12 – 17'],
  ['es', 'Entrega aproximada: 12–17 de marzo'],
  ['fr', 'Livraison estimée : 12–17 mars'],
  ['de', 'Voraussichtliche Lieferung: 12.–17. März'],
])('the word that it shipped says when it comes, in %s', (locale, words) => {
  const { html, text } = mail('shipped', gone(), 'US', locale)

  expect(text).toContain(words)
  expect(html).toContain(words)
})

it('leaves the day to the carrier where it names one', () => {
  const { text } = mail('shipped', gone({ expectedDelivery: '2025-03-13' }), 'US')

  expect(text).toContain('expected Thu, Mar 13')
  expect(text).not.toMatch(/estimated/i)
})

it('estimates nothing of a package with no destination, or whose carrier’s day has passed', () => {
  expect(mail('shipped', gone(), null).text).not.toMatch(/estimated/i)
  expect(mail('shipped', gone({ expectedDelivery: '2025-03-08' }), 'US').text).not.toContain(
    'estimated',
  )
})
