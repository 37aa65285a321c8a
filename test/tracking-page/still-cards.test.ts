import { describe, expect, it } from 'vitest'
import type { Cancellation, OrderState } from '../../src/domain/order.ts'
import { trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inLocale, inputFor } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

const text = (order: OrderState) => textOf(trackingPage(inputFor(order)).html)
const usd = (amount: string) => ({ amount, currency: 'USD' })
const refund = (amount: string, day: string) => ({
  eventId: `evt_${day}`,
  at: `2026-03-${day}T15:00:00.000Z`,
  amount: usd(amount),
  imported: false,
})
const cancelled = (id: string, day: string, over: Partial<Cancellation> = {}): Cancellation => ({
  eventId: `evt_${id}`,
  at: `2026-03-${day}T15:00:00.000Z`,
  by: 'shopper',
  lines: [{ id, quantity: 1 }],
  reason: null,
  imported: false,
  ...over,
})
const two = (over: Partial<OrderState>) =>
  anOrder({
    lines: [
      aLine({ id: 'a', title: 'Lamp', cancelled: 1, unitPrice: usd('10.00') }),
      aLine({ id: 'b', title: 'Kettle', cancelled: 1, unitPrice: usd('50.00') }),
    ],
    ...over,
  })
const cardsOf = (order: OrderState) =>
  trackingPage(inputFor(order))
    .html.split('<section')
    .filter((part) => part.includes('data-part="gone'))
    .map((part) => textOf(`<section${part}`))

describe('what is cancelled', () => {
  it.each([
    ['en', 'due by Thu, Mar 12'],
    ['de', 'bis Do., 12. März'],
    ['fr', 'plus tard le jeu. 12 mars'],
    ['es', 'tardar el jue 12 mar'],
  ])('says by which day its money is due, as its message does (%s)', (locale, said) => {
    const order = two({ cancellations: [cancelled('a', '03')] })
    const shown = textOf(inLocale(locale, () => trackingPage(inputFor(order))).html)
    expect(shown.replaceAll('\u2060', '').replace(/\s+/g, ' ')).toContain(said)
  })

  it('has a card a day, the newest first, each with its own days of the refund', () => {
    const cards = cardsOf(two({ cancellations: [cancelled('a', '01'), cancelled('b', '03')] }))

    expect(cards).toHaveLength(2)
    expect(cards[0]).toMatch(/Tue, Mar 3.*Kettle.*The refund is due/s)
    expect(cards[1]).toMatch(/Sun, Mar 1.*Lamp.*The refund is due/s)
  })

  it('makes room: the newest stand open, older ones in one fold, and nothing is lost', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `${at + 1}`.padStart(2, '0'))
    const order = anOrder({
      lines: ids.map((id) => aLine({ id, title: `Lamp ${id}`, cancelled: 1 })),
      cancellations: ids.map((id) => cancelled(id, id)),
    })
    const { html } = trackingPage(inputFor(order))
    const cards = cardsOf(order)

    expect(cards).toHaveLength(4)
    expect(cards[0]).toContain('Lamp 12')
    expect(cards[3]).toMatch(/^ ?9 earlier cancellations/)
    for (const id of ids) expect(text(order)).toContain(`Lamp ${id}`)
    expect(html).toMatch(/<details class="fold" data-fold="gone"><summary>/)
    // Four are not worth a fold of one.
    const few = { lines: order.lines.slice(0, 4), cancellations: order.cancellations.slice(0, 4) }
    expect(trackingPage(inputFor(anOrder(few))).html).not.toContain('data-fold="gone"')
  })

  it('says "we could not get it" of that line alone', () => {
    const acts = [cancelled('a', '03', { by: 'merchant', cause: 'unfulfillable' })]
    const cards = cardsOf(two({ cancellations: [...acts, cancelled('b', '03')] }))

    expect(cards.find((card) => card.includes('Lamp'))).toContain('We could not get it.')
    expect(cards.find((card) => card.includes('Kettle'))).not.toContain('We could not get it.')
  })

  it('says why where silence ended the wait', () => {
    const expired = two({
      cancellations: [cancelled('a', '03', { by: 'tidings', cause: 'expired' })],
      expiries: [
        { eventId: 'evt_a', at: '2026-03-03T15:00:00.000Z', deadlines: { a: '2026-03-02' } },
      ],
    })
    expect(text(expired)).toContain('It had not shipped in time, so we cancelled it')

    const told = {
      dates: {},
      statements: [],
      shipments: [],
      cancelled: {},
      allocated: {},
      offers: [
        {
          lineId: 'a',
          originalOn: '2026-02-01',
          revisedOn: null,
          silence: 'cancel' as const,
          until: '2026-03-02',
        },
      ],
    }
    const said = [
      { messageId: 'm', key: 'k', kind: 'delay_option', at: '2026-02-01T15:00:00.000Z', told },
    ] as unknown as OrderState['said']
    expect(text({ ...expired, said })).toContain(
      'by Mon, Mar 2 we had not heard from you that you wanted to wait, so we cancelled it.',
    )
    for (const locale of ['de', 'es', 'fr'])
      expect(
        textOf(inLocale(locale, () => trackingPage(inputFor({ ...expired, said }))).html),
      ).not.toContain('we had not heard')
  })

  it('still owes the refund after another one, until it is paid', () => {
    const acts = { cancellations: [cancelled('a', '03'), cancelled('b', '03')] }
    const due = (refunds: OrderState['refunds']) =>
      cardsOf(two({ ...acts, refunds })).some((card) => card.includes('The refund is due'))

    expect(due([refund('1.00', '02')])).toBe(true)
    expect(due([refund('10.00', '04')])).toBe(true)
    expect(due([refund('60.00', '02')])).toBe(false)
    // The price knows no discount.
    expect(due([refund('48.00', '04')])).toBe(false)
  })

  it('speaks of no money where nothing was to be paid', () => {
    const free = aLine({ id: 'a', cancelled: 1, unitPrice: usd('0.00') })

    expect(text(anOrder({ lines: [free], cancellations: [cancelled('a', '03')] }))).not.toMatch(
      /refund|money/i,
    )
  })
})

describe('what needs no parcel', () => {
  it('stands on the page beside what does, and alone', () => {
    const card = aLine({ id: 'g', title: 'Gift card', requiresShipping: false })

    for (const lines of [[card], [card, aLine()]])
      expect(text(anOrder({ lines }))).toMatch(/No shipping needed.*Gift card/s)
  })
})

describe('a package that is expected on one day, and that day is today', () => {
  it('says today, and no weekday that may be of next week', () => {
    const shipment = aShipment('in_transit', { expectedDelivery: '2026-03-08' })

    expect(text(anOrder({ lines: [aLine({ shipped: 1 })], shipments: [shipment] }))).toContain(
      'Your package · arrives today',
    )
  })
})

describe('what happens next', () => {
  const lost = aShipment('lost', { shipmentId: 's1' })
  const again = aShipment('in_transit', { shipmentId: 's2' })

  it('asks nobody to write who was sent it again', () => {
    const lines = [aLine({ shipped: 1 })]

    expect(text(anOrder({ lines, shipments: [lost] }))).toContain(
      'We send it again or give your money back',
    )
    expect(text(anOrder({ lines, shipments: [lost, again] }))).not.toContain('we take it up')
  })

  it('promises no date of what has one', () => {
    const lines = [
      aLine({ id: 'a', backorder: aBackorder(null) }),
      aLine({ id: 'b', backorder: aBackorder('2026-05-04') }),
    ]
    expect(text(anOrder({ lines }))).toContain('the date that is still missing')
    expect(text(anOrder({ lines: lines.slice(0, 1) }))).not.toContain('still missing')
  })
})
