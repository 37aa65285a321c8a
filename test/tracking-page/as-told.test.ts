import { describe, expect, it } from 'vitest'
import { trackingPage } from '../../tracking-page/index.ts'
import { ONE, offering } from '../support/choice-states.ts'
import { aBackorder, aContact, aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inputFor } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'
import { LATE, LOST, quiet, STALLED, swapped } from '../support/told-states.ts'

type Order = ReturnType<typeof anOrder>
const read = (order: Order, over: Partial<ReturnType<typeof inputFor>> = {}) =>
  textOf(trackingPage({ ...inputFor(order), ...over }).html)

describe('the page says what the last delivery message said', () => {
  it('no news since a day, and what we do about it', () => {
    const text = read(quiet([STALLED]))

    expect(text).toContain('Your Widget Pro is on its way, with no news since Friday, February 20.')
    expect(text).toContain('no news since Fri, Feb 20')
    expect(text).toContain('We take it up with the carrier')
    expect(text).not.toContain('We’ll email you when it arrives')
  })

  it('seems to be lost, and what its reader may choose', () => {
    const text = read(quiet([STALLED, LOST]))

    expect(text).toContain('Your Widget Pro seems to be lost on its way.')
    expect(text).toContain('We send it again or give your money back')
    expect(text).toContain('Your package · seems to be lost')
    expect(text).not.toMatch(/is on its way[,.]|We’ll email you when it arrives/)
  })

  it('the day it was expected has passed: no day is said, though a range was shown before', () => {
    const text = read(quiet([LATE], { expectedDelivery: '2026-03-09' }))

    expect(text).toContain('Your Widget Pro is delayed on its way.')
    expect(text).toContain('delayed, no new date yet')
    expect(text).toContain('There is no new delivery date yet')
    expect(text).not.toMatch(/arriv(es|ing) (today|tomorrow)/)
  })

  it('a delay that the carrier reported says the same once its day has passed', () => {
    const delayed = anOrder({
      lines: [aLine({ shipped: 1 })],
      shipments: [aShipment('delayed', { expectedDelivery: '2026-03-09' })],
    })

    expect(read(delayed)).toContain('There is no new delivery date yet')
  })

  it('is over with a new scan, a new date, or a delivery', () => {
    const scan = { carrierWord: { at: '2026-03-09T15:00:00.000Z', imported: false } }

    expect(read(quiet([LOST], scan))).toContain('Your Widget Pro is on its way.')
    expect(read(quiet([LATE], { expectedDelivery: '2026-03-11' }))).toContain('arriving tomorrow')
    expect(
      read(quiet([LOST], { status: 'delivered', statusAt: '2026-03-09T15:00:00.000Z' })),
    ).toContain('was delivered')
  })

  it('is over with a scan that was made before the message and heard of after it', () => {
    const heardLate = { carrierWord: { at: '2026-03-02T14:00:00.000Z', imported: false } }

    expect(read(quiet([LOST], heardLate))).toContain('Your Widget Pro is on its way.')
  })

  it('a lateness that was told stands behind a silence that a scan has ended', () => {
    const scan = { carrierWord: { at: '2026-03-09T15:00:00.000Z', imported: false } }
    const before = { ...LATE, at: '2026-02-23T13:00:00.000Z' }
    const order = quiet([before, STALLED], { ...scan, expectedDelivery: '2026-02-22' })

    expect(read(order)).toContain('is delayed on its way')
  })

  it.each([
    ['es', 'sin noticias desde el', 'parece haberse perdido'],
    ['fr', 'sans nouvelles depuis le', 'semble avoir perdu'],
    ['de', 'ohne Nachricht seit', 'anscheinend verloren'],
  ])('in %s', (locale, silence, missing) => {
    expect(read(quiet([STALLED]), { locale })).toContain(silence)
    expect(read(quiet([LOST]), { locale })).toContain(missing)
  })
})

describe('a swap that was chosen', () => {
  it('is what the headline says, by the name of what was chosen, and what comes next', () => {
    const text = read(swapped())

    expect(text).toContain('Your Widget Pro is being swapped for the Widget Mini.')
    expect(text).toContain('The change is being made. We’ll email you when it ships.')
    expect(text).not.toContain('being prepared')
  })

  it('is a part of its own beside what else waits', () => {
    expect(read(offering(ONE, 'MINI'))).toContain(
      '1 of 4 items is being swapped for what you chose; 3 ship by Fri, Mar 20.',
    )
  })

  it.each([
    ['es', 'se está cambiando por Widget Mini'],
    ['fr', 'par l’article Widget Mini'],
    ['de', 'wird gegen Widget Mini getauscht'],
  ])('in %s', (locale, words) => {
    expect(read(swapped(), { locale })).toContain(words)
  })
})

describe("the carrier's own page", () => {
  const gone = (over: Parameters<typeof aShipment>[1]) =>
    anOrder({ lines: [aLine({ shipped: 1 })], shipments: [aShipment('in_transit', over)] })
  const html = (order: Order) => trackingPage(inputFor(order)).html

  it('is linked where only the carrier and its number came', () => {
    const known = gone({ carrier: 'UPS', trackingUrl: null })

    expect(html(known)).toContain('href="https://www.ups.com/track?tracknum=1Z999AA10123456784"')
    expect(html(gone({ carrier: 'Bob’s Vans', trackingUrl: null }))).not.toContain('Follow it')
  })

  it('is not spoken of where there is no link', () => {
    const pickup = (over: Parameters<typeof aShipment>[1]) =>
      read(
        anOrder({
          lines: [aLine({ shipped: 1 })],
          shipments: [aShipment('available_for_pickup', over)],
        }),
      )

    expect(pickup({})).toContain('The carrier’s page says where it is kept')
    const none = pickup({ carrier: 'Bob’s Vans', trackingUrl: null })
    expect(none).not.toContain('carrier’s page')
    expect(none).toContain('write to us')
  })
})

it('says every day that is known, also where three clauses are not enough', () => {
  const lines = ['a', 'b', 'c', 'd', 'e'].map((id) =>
    aLine({ id, shipped: 'abc'.includes(id) ? 1 : 0 }),
  )
  const order = anOrder({
    lines: lines.map((line) =>
      line.id === 'd' ? { ...line, backorder: aBackorder('2026-04-02') } : line,
    ),
    shipments: [
      aShipment('out_for_delivery', {
        shipmentId: 's1',
        statusAt: '2026-03-10T11:00:00.000Z',
        lines: [
          { id: 'a', quantity: 1 },
          { id: 'b', quantity: 1 },
        ],
      }),
      aShipment('in_transit', {
        shipmentId: 's2',
        expectedDelivery: '2026-03-12',
        lines: [{ id: 'c', quantity: 1 }],
      }),
    ],
  })
  const text = read(order, { contact: aContact({ address: null }) })

  expect(text).toContain('2 of 5 items are out for delivery today')
  expect(text).toContain('1 is on its way, arriving Thu – Sat')
  expect(text).toContain('1 ships by Thu, Apr 2')
  expect(text).toContain('1 more follows')
})

it('calls what comes back with its season by that name, and no preorder', () => {
  const text = read(
    anOrder({ lines: [aLine({ backorder: aBackorder('2026-03-20', { kind: 'seasonal' }) })] }),
  )

  expect(text).toContain('Waiting for the season')
  expect(text).not.toContain('Preorder')
})
