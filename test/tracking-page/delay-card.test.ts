import { describe, expect, it } from 'vitest'
import type { OpenOffer } from '../../src/domain/delay-answer.ts'
import type { Day, OrderState } from '../../src/domain/order.ts'
import { trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder } from '../support/order-state.ts'
import { inLocale, inputFor } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

type Facts = {
  offered: Day
  known: Day | null
  original?: Day
  at?: string
  since?: string
  quantity?: number
}

/** One delay that waits for its answer; without `original` no date had been told before it. */
function openOffer({ offered, known, original, at, since, quantity = 1 }: Facts): OpenOffer {
  const offer = {
    lineId: 'line_1',
    originalOn: original ?? '2026-03-31',
    revisedOn: offered,
    silence: 'consent' as const,
    until: offered,
    messageIds: ['msg_1'],
    key: 'delay_option:1',
    at: at ?? '2026-03-04T15:00:00.000Z',
    answers: [],
    consentedAt: null,
  }
  const clock = {
    lineId: 'line_1',
    quantity,
    originalOn: offer.originalOn,
    basis: original ? ('promised' as const) : ('thirty_days' as const),
    startedAt: '2026-03-01T15:00:00.000Z',
    knownAt: '2026-03-01T15:00:00.000Z',
    date: known,
    since: since ?? null,
    isPassed: false,
    isFreed: false,
    isOfStock: false,
    offers: [offer],
    state: { name: 'asked' as const, on: offered },
  }
  return { clock, offer, until: `${offered}T23:59:59.000Z` }
}

const order = (over: Partial<OrderState> = {}) =>
  anOrder({ lines: [aLine({ backorder: aBackorder('2026-04-08') })], ...over })
const say = (facts: Facts, over: Partial<OrderState> = {}) =>
  textOf(trackingPage(inputFor(order(over), { offers: [openOffer(facts)] })).html)

describe('a delay that waits for its answer', () => {
  it('is a longer wait where an earlier date was told', () => {
    const text = say({ original: '2026-03-14', offered: '2026-04-08', known: '2026-04-08' })

    expect(text).toContain('It takes longer: you decide')
    expect(text).toContain('It was to ship by Sat, Mar 14. The new date is Wed, Apr 8.')
    expect(text).toContain('you agree to the new date')
    expect(text).toContain('Asked on Wed, Mar 4.')
  })

  it('says the date that a yes binds, where it moved later and nobody was told yet', () => {
    const later = say({ original: '2026-03-14', offered: '2026-04-08', known: '2026-05-11' })
    const none = say({ original: '2026-03-14', offered: '2026-04-08', known: null })

    for (const text of [later, none]) expect(text).toContain('The new date is Wed, Apr 8.')
  })

  it('counts what its date is the date of, and says in words that all of the line ends', () => {
    const backorder = { ...aBackorder('2026-04-08'), quantity: 2 }
    const text = say(
      { original: '2026-03-14', offered: '2026-04-08', known: '2026-04-08', quantity: 3 },
      { lines: [aLine({ quantity: 3, backorder })] },
    )

    expect(text).toContain('2 × Widget Pro It was to ship by Sat, Mar 14.')
    expect(text).toContain('Keep waiting This cancels 3 items, also the one in stock. Cancel all 3')
    expect(text).not.toContain('3 × Widget Pro')
  })

  it('is none where no other date was ever told', () => {
    const at = '2026-03-01T15:00:30.000Z'
    const text = say({ offered: '2026-04-08', known: '2026-04-08', at })

    expect(text).toContain('The date we can now promise is Wed, Apr 8.')
    expect(text).not.toMatch(/takes longer|new date|Asked on/)
  })

  it('promises no money back where none was taken', () => {
    const asked = openOffer({ offered: '2026-05-08', known: '2026-05-08' })
    const offer = { ...asked.offer, silence: 'cancel' as const, until: '2026-04-02' }
    const pageOf = (paymentStatus: OrderState['paymentStatus']) =>
      textOf(
        trackingPage(inputFor(order({ paymentStatus }), { offers: [{ ...asked, offer }] })).html,
      )

    expect(pageOf('paid')).toContain('we cancel it and you get your money back.')
    expect(pageOf('authorized')).toContain('we cancel it.')
    expect(pageOf('authorized')).not.toContain('money')
  })

  it('asked for no answer by a day that was to hold, where it waits for the merchant since', () => {
    const asked = openOffer({ original: '2026-03-02', offered: '2026-04-08', known: '2026-04-08' })
    const over = { ...asked, until: '2026-03-03T05:00:00.000Z' }
    const offer = { ...asked.offer, silence: 'cancel' as const, until: '2026-03-02' }
    const held = { ...offer, isHeld: true as const }
    const state = { name: 'asked' as const, on: '2026-03-02' }
    const agreed = { name: 'agreed' as const, on: '2026-03-02', by: 'answer' as const }
    const pageOf = (one: OpenOffer['offer'], now: OpenOffer['clock']['state']) => {
      const clock = { ...asked.clock, offers: [one], state: now }
      const offers = [{ ...over, offer: one, clock }]
      return textOf(trackingPage(inputFor(order(), { offers })).html)
    }

    expect(pageOf(offer, state)).toContain('We had asked you to answer by Mon, Mar 2.')
    for (const [one, now] of [
      [held, state],
      [offer, agreed],
    ] as const) {
      expect(pageOf(one, now)).toContain('Mon, Mar 2 was the date that held')
      expect(pageOf(one, now)).not.toContain('We had asked')
    }
  })

  it('says that a date which moved earlier is earlier', () => {
    const text = say({ offered: '2026-04-08', known: '2026-03-20' })

    expect(text).toContain('The date we can now promise is Fri, Mar 20, earlier than Wed, Apr 8.')
    expect(text).not.toMatch(/takes longer|new date/)
  })

  it('names what was chosen instead', () => {
    const chosenAt = '2026-03-03T15:00:00.000Z'
    const substitutes = [
      {
        eventId: 'evt_sub',
        at: chosenAt,
        imported: false,
        lineId: 'line_1',
        options: [{ sku: 'BLUE', title: 'Blue Sofa', imageUrl: null, priceDifference: null }],
        chosen: { eventId: 'evt_chosen', at: chosenAt, sku: 'BLUE' },
      },
    ]
    const text = say(
      { offered: '2026-04-08', known: '2026-04-08', since: chosenAt },
      { substitutes },
    )

    expect(text).toContain('Cancel the Blue Sofa')
  })

  it.each(['de', 'es', 'fr'])('ends each sentence once in %s', (locale) => {
    for (const known of ['2026-09-28', '2026-09-21']) {
      const offers = [openOffer({ original: '2026-04-01', offered: '2026-09-28', known })]
      const page = () => trackingPage(inputFor(order(), { offers }))
      expect(textOf(inLocale(locale, page).html)).not.toContain('..')
    }
  })
})
