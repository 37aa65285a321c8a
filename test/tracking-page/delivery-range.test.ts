import { expect, it } from 'vitest'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { trackingPage } from '../../tracking-page/index.ts'
import {
  aBackorder,
  aContact,
  aLine,
  aMerchant,
  anOrder,
  aShipment,
} from '../support/order-state.ts'
import { inputFor } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

type Input = ReturnType<typeof inputFor>
const text = (order: ReturnType<typeof anOrder>, over: Partial<Input> = {}) =>
  textOf(trackingPage({ ...inputFor(order), ...over }).html)
    .replaceAll('\u2060', '')
    .replace(/\s+/g, ' ')
const waits = (day: string | null) => anOrder({ lines: [aLine({ backorder: aBackorder(day) })] })
const gone = (over = {}) =>
  anOrder({ lines: [aLine({ shipped: 1 })], shipments: [aShipment('in_transit', over)] })
const nowhere = { contact: aContact({ address: null }) }

it('a wait says one day on which it ships, and between which it comes', () => {
  const shown = text(waits('2026-03-20'))

  expect(shown).toContain('ships by Fri, Mar 20')
  expect(shown).toContain('Estimated delivery: Tue – Fri, March 24 – 27')
})

it('a package says between which days it comes, from the hand-over', () => {
  expect(text(gone({ shippedAt: '2026-03-09T13:00:00.000Z' }))).toContain(
    'Your package · estimated arrival tomorrow – Mon',
  )
})

it('says on top when it comes, also where only we estimate it, and of no package that has come', () => {
  const shippedAt = '2026-03-09T13:00:00.000Z'
  const of = (status: Parameters<typeof aShipment>[0]) =>
    text(anOrder({ lines: [aLine({ shipped: 1 })], shipments: [aShipment(status, { shippedAt })] }))

  expect(of('in_transit')).toContain('Your Widget Pro is on its way, arriving tomorrow – Monday.')
  for (const status of ['delivered', 'exception', 'delayed', 'lost', 'return_to_sender'] as const)
    expect(of(status)).not.toMatch(/arriving|stimated/)
  expect(text(gone({ shippedAt: '2026-02-20T15:00:00.000Z' }))).toContain('is on its way.')
})

it('says no day of a package that is late, where the carrier names no new one', () => {
  const late = { expectedDelivery: '2026-03-13', isDayVoid: true as const }
  const of = (status: 'delayed' | 'in_transit') => {
    const shipments = [aShipment(status, late)]
    return text(anOrder({ lines: [aLine({ shipped: 1 })], shipments }))
  }

  expect(of('delayed')).toContain('delayed, no new date yet')
  for (const status of ['delayed', 'in_transit'] as const)
    expect(of(status)).not.toMatch(/now due|arriv(es|ing) |Mar(ch)? 13|stimated/)
})

it('says of a preorder when it is released, as its confirmation does', () => {
  const preorder = aBackorder('2026-03-20', { kind: 'preorder' })
  const order = anOrder({ lines: [aLine({ backorder: preorder })] })

  expect(text(order)).toMatch(/Release: \w+, Mar \d+\./)
  expect(text(waits('2026-03-20'))).not.toContain('Release:')
})

it('leaves a package to its carrier where that has named a day', () => {
  const shown = text(gone({ expectedDelivery: '2026-03-11' }))

  expect(shown).toContain('arrives tomorrow – Fri')
  expect(shown).not.toContain('stimated')
})

it('shows no range without a destination, a date, or days in transit', () => {
  const policy = { ...defaultPolicy(), transit: [] }

  expect(text(waits('2026-03-20'), nowhere)).not.toContain('stimated')
  expect(text(gone(), nowhere)).not.toContain('stimated')
  expect(text(waits(null))).not.toContain('stimated')
  expect(text(gone(), { merchant: aMerchant({ policy }) })).not.toContain('stimated')
})

it('shows none that has passed, and that of a late package begins today', () => {
  const late = (shippedAt: string) => text(gone({ shippedAt }))

  expect(late('2026-02-20T15:00:00.000Z')).not.toContain('stimated')
  expect(late('2026-03-03T15:00:00.000Z')).toContain('estimated arrival')
})

it.each([
  ['es', 'Entrega aproximada: mar – vie, 24–27 de marzo', 'llegada aproximada: mañana – lun'],
  ['fr', 'Livraison estimée : mar. – ven. 24–27 mars', 'arrivée estimée : demain – lun.'],
  [
    'de',
    'Voraussichtliche Lieferung: Di – Fr, 24.–27. März',
    'Ankunft voraussichtlich morgen – Mo',
  ],
])('reads naturally in %s', (locale, wait, parcel) => {
  expect(text(waits('2026-03-20'), { locale })).toContain(wait)
  expect(text(gone({ shippedAt: '2026-03-09T13:00:00.000Z' }), { locale })).toContain(parcel)
})
