import { describe, expect, it } from 'vitest'
import { owedOffers } from '../../src/domain/delay-offer.ts'
import { delayClocks, hasDelayOptions } from '../../src/domain/delay-option.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { DelayOffer } from '../../src/domain/said.ts'
import { dueDecisions, nextDecisionAt } from '../../src/domain/timed-decision.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  lineOf,
  PROMISED,
  placed,
  said,
} from '../support/events.ts'
import {
  agreed,
  END,
  expiredOn,
  FAR,
  FTC,
  GONE,
  heard,
  moved,
  ORDERED,
  offerIdOf,
  offersOf,
  SLIP,
  shippedOn,
  tell,
  UNDATED,
} from './delay-story.ts'
import { play } from './story-driver.ts'

type Case = {
  paragraph: string
  what: string
  events: Recorded[]
  /** What is heard of the delay, at its moment. */
  hears: string[]
  /** The offers, in their order, and the day on which nobody had agreed (null: not cancelled). */
  offers: Omit<DelayOffer, 'lineId' | 'originalOn'>[]
  expired: string | null
}

const CASES: Case[] = [
  {
    paragraph: '(b)(1)(ii), then (c)(3)',
    what: 'a definite date at most 30 days after T: silence is consent until that date',
    events: [ORDERED, SLIP],
    hears: ['03-09T15:10 delay_option', '03-31T04:00 delay_expired'],
    offers: [{ revisedOn: '2026-03-30', silence: 'consent', until: '2026-03-30' }],
    expired: '2026-03-30',
  },
  {
    paragraph: '(b)(1)(ii)',
    what: 'shipped by the date that silence agreed to',
    events: [ORDERED, SLIP, shippedOn('2026-03-30T20:00:00Z')],
    hears: ['03-09T15:10 delay_option'],
    offers: [{ revisedOn: '2026-03-30', silence: 'consent', until: '2026-03-30' }],
    expired: null,
  },
  {
    paragraph: '(b)(1)(iii) and (c)(2)',
    what: 'a date more than 30 days after T: silence cancels 30 days after T',
    events: [ORDERED, FAR],
    hears: [
      '03-09T15:10 delay_option',
      '04-08T14:00 delay_option_reminder',
      '04-13T14:00 delay_option_reminder',
      '04-16T04:00 delay_expired',
    ],
    offers: [{ revisedOn: '2026-05-04', silence: 'cancel', until: '2026-04-15' }],
    expired: '2026-04-15',
  },
  {
    paragraph: '(b)(1)(iii) and (c)(2)',
    what: 'no date any more: silence cancels 30 days after T',
    events: [ORDERED, GONE],
    hears: [
      '03-09T15:10 delay_option',
      '04-08T14:00 delay_option_reminder',
      '04-13T14:00 delay_option_reminder',
      '04-16T04:00 delay_expired',
    ],
    offers: [{ revisedOn: null, silence: 'cancel', until: '2026-04-15' }],
    expired: '2026-04-15',
  },
  {
    paragraph: '(b)(1)(iii)(A)',
    what: 'shipped within 30 days of T without an answer',
    events: [ORDERED, GONE, shippedOn('2026-04-10T15:00:00Z')],
    hears: ['03-09T15:10 delay_option', '04-08T14:00 delay_option_reminder'],
    offers: [{ revisedOn: null, silence: 'cancel', until: '2026-04-15' }],
    expired: null,
  },
  {
    paragraph: '(a)(1)(ii), then (b)(1)(iii)',
    what: 'taken without a date: 30 days are its time, and the offer goes three days before',
    events: [UNDATED],
    hears: [
      '03-29T14:00 delay_option',
      '04-24T14:00 delay_option_reminder',
      '04-29T14:00 delay_option_reminder',
      '05-02T04:00 delay_expired',
    ],
    offers: [{ revisedOn: null, silence: 'cancel', until: '2026-05-01' }],
    expired: '2026-05-01',
  },
  {
    paragraph: '(a)(1)(ii), then (b)(1)(ii)',
    what: 'taken without a date: one past T becomes known',
    events: [UNDATED, moved('2026-03-09T15:00:00Z', '2026-04-03')],
    hears: ['03-09T15:10 delay_option', '04-14T04:00 delay_expired'],
    offers: [{ revisedOn: '2026-04-13', silence: 'consent', until: '2026-04-13' }],
    expired: '2026-04-13',
  },
  {
    paragraph: '(a)(1)(ii)',
    what: 'in stock and not shipped: its time is 30 days too',
    events: [placed([lineData('L1')])],
    hears: [
      '03-29T14:00 delay_option',
      '04-24T14:00 delay_option_reminder',
      '04-29T14:00 delay_option_reminder',
      '05-02T04:00 delay_expired',
    ],
    offers: [{ revisedOn: null, silence: 'cancel', until: '2026-05-01' }],
    expired: '2026-05-01',
  },
  {
    paragraph: '(b)(2)(ii) and (c)(3)',
    what: 'a further delay: silence never is consent again, it cancels on the date that stands',
    events: [ORDERED, SLIP, moved('2026-03-20T15:00:00Z', '2026-04-02')],
    hears: [
      '03-09T15:10 delay_option',
      '03-20T15:10 delay_option',
      '03-23T14:00 delay_option_reminder',
      '03-28T14:00 delay_option_reminder',
      '03-31T04:00 delay_expired',
    ],
    offers: [
      { revisedOn: '2026-03-30', silence: 'consent', until: '2026-03-30' },
      { revisedOn: '2026-04-08', silence: 'cancel', until: '2026-03-30' },
    ],
    expired: '2026-03-30',
  },
  {
    paragraph: '(b)(2)(ii)',
    what: 'a further delay that is known before T is a renewed option all the same',
    events: [ORDERED, SLIP, moved('2026-03-11T15:00:00Z', '2026-04-02')],
    hears: [
      '03-09T15:10 delay_option',
      '03-11T15:10 delay_option',
      '03-23T14:00 delay_option_reminder',
      '03-28T14:00 delay_option_reminder',
      '03-31T04:00 delay_expired',
    ],
    offers: [
      { revisedOn: '2026-03-30', silence: 'consent', until: '2026-03-30' },
      { revisedOn: '2026-04-13', silence: 'cancel', until: '2026-03-30' },
    ],
    expired: '2026-03-30',
  },
  {
    paragraph: '(c)(5)',
    what: 'nothing was sent by T and it has not shipped: cancelled, unasked',
    events: [ORDERED],
    hears: ['03-17T04:00 delay_expired'],
    offers: [],
    expired: PROMISED,
  },
  {
    paragraph: '435.1(e)',
    what: 'a label is no shipment',
    events: [
      ORDERED,
      anEvent('shipment.created', '2026-03-16T15:00:00Z', {
        shipment_id: 'S1',
        lines: [{ id: 'L1', quantity: 1 }],
      }),
    ],
    hears: ['03-17T04:00 delay_expired'],
    offers: [],
    expired: PROMISED,
  },
  {
    paragraph: '(c)(4)',
    what: 'the merchant decides not to ship: that is said, and no offer is made',
    events: [
      ORDERED,
      anEvent('backorder.unfulfillable', '2026-03-09T15:00:00Z', {
        lines: [{ id: 'L1', quantity: 1 }],
      }),
    ],
    hears: [],
    offers: [],
    expired: null,
  },
]

describe('16 CFR 435.2', () => {
  it.each(CASES)('$paragraph: $what', ({ events, hears, offers, expired }) => {
    const story = tell(events)

    expect(heard(story)).toEqual(hears)
    expect(offersOf(story.order)).toEqual(offers)
    expect(expiredOn(story.order)).toBe(expired)
    expect(lineOf(story.order, 'L1').cancelled).toBe(
      expired !== null || story.order.cancellations.length > 0 ? 1 : 0,
    )
  })

  it('(b)(1)(iii)(B): an express consent holds to the new date, and no longer', () => {
    const first = tell([ORDERED, FAR])
    const offer = offerIdOf(first.order)
    const story = tell([ORDERED, FAR, agreed('2026-03-20T15:00:00Z', offer)])

    expect(heard(story)).toEqual(['03-09T15:10 delay_option', '05-05T04:00 delay_expired'])
    expect(expiredOn(story.order)).toBe('2026-05-04')
    const why = story.spoken.find(({ kind }) => kind === 'delay_expired')?.wanted.why
    expect(why).toContain('not shipped by 2026-05-04, the date that was agreed to')
  })

  it('(b)(2)(ii): consent to the further delay puts the date off, and the next asks again', () => {
    const slips = [ORDERED, SLIP, moved('2026-03-20T15:00:00Z', '2026-04-02')]
    const offer = offerIdOf(tell(slips).order)
    const yes = agreed('2026-03-21T15:00:00Z', offer)
    expect(expiredOn(tell([...slips, yes]).order)).toBe('2026-04-08')

    const again = tell([...slips, yes, moved('2026-04-06T15:00:00Z', '2026-04-20')])
    expect(offersOf(again.order).at(-1)).toEqual({
      revisedOn: '2026-04-27',
      silence: 'cancel',
      until: '2026-04-08',
    })
  })

  it('(b)(2)(iii): who agreed to a delay without a date is asked no more', () => {
    const offer = offerIdOf(tell([ORDERED, GONE]).order)
    const yes = agreed('2026-03-20T15:00:00Z', offer)
    const story = tell([ORDERED, GONE, yes, moved('2026-04-20T15:00:00Z', '2026-05-20')])

    expect(offersOf(story.order)).toHaveLength(1)
    expect(expiredOn(story.order)).toBeNull()
    expect(delayClocks(story.order, contextAt(END, FTC))[0]?.state).toEqual({
      name: 'open_ended',
      on: null,
    })
  })

  it('counts 30 days from the original T, however often the date moves', () => {
    const story = tell([ORDERED, SLIP, moved('2026-03-20T15:00:00Z', null)])
    expect(story.order.said.flatMap(({ told }) => told.offers ?? [])).toMatchObject([
      { originalOn: PROMISED },
      { originalOn: PROMISED, until: '2026-03-30' },
    ])
  })

  it('takes silence for consent once at most, whatever a feed does', () => {
    const dated = [
      moved('2026-03-05T16:00:00Z', '2026-03-20'),
      moved('2026-03-09T16:00:00Z', '2026-03-30'),
      moved('2026-03-12T16:00:00Z', null),
      moved('2026-03-16T16:00:00Z', '2026-03-18'),
      moved('2026-03-18T16:00:00Z', '2026-04-01'),
    ]
    const offers = offersOf(tell([ORDERED, ...dated]).order)
    expect(offers.length).toBeGreaterThan(2)
    expect(offers.filter(({ silence }) => silence === 'consent').length).toBe(1)
  })

  it('(b)(1): the confirmation is the offer where the delay is known at the first word', () => {
    const shown = { quantity: 1, kind: 'standard', expected_at: '2026-03-12' } as const
    const line = backordered('L1', '2026-03-12', {
      backorder: { ...shown, shown_ships_by: '2026-03-10' },
    })
    const story = tell([placed([line])])

    const [first] = story.spoken
    expect([first?.kind, first?.wanted.facts.offers]).toEqual([
      'backorder_confirmed',
      [
        {
          lineId: 'L1',
          originalOn: '2026-03-10',
          revisedOn: PROMISED,
          silence: 'consent',
          until: PROMISED,
        },
      ],
    ])
    expect(heard(story)).toEqual(['03-17T04:00 delay_expired'])
  })

  it('(b)(1): goes at 15:00 on T at the latest, and after it on that day at once', () => {
    const before = tell([ORDERED, moved('2026-03-16T18:55:00Z', '2026-03-24')])
    expect(heard(before)[0]).toBe('03-16T19:00 delay_option')
    const after = tell([ORDERED, moved('2026-03-16T23:00:00Z', '2026-03-24')])
    expect(heard(after)[0]).toBe('03-16T23:00 delay_option')
  })

  it('(b)(1): goes by then also where nine in the morning after a missed day is later at the reader', () => {
    const shown = { quantity: 1, kind: 'standard', expected_at: '2026-03-12' } as const
    const line = backordered('L1', null, { backorder: { ...shown, shown_ships_by: '2026-03-17' } })
    const far = { email: 'jon.snow@example.com', time_zone: 'Pacific/Pago_Pago' }
    // 09:00 of the 17th in Pago Pago is 16:00 in New York.
    expect(heard(tell([placed([line], { customer: far })]))[0]).toBe('03-17T19:00 delay_option')
  })

  it('(b)(1): goes before the night in which no text may go, where texts are all that is read', () => {
    const texted = { phone: '+12125550123', sms_consent: true }
    const ordered = placed([backordered('L1')], { customer: texted })
    // 21:30 on T: nothing valid can be said by the end of the day, by no fault of ours.
    const night = tell([ordered, moved('2026-03-17T01:30:00Z', '2026-03-24')])
    expect(heard(night)).toEqual(['03-17T12:00 delay_expired'])
    expect(expiredOn(night.order)).toBe(PROMISED)

    // T is over in Auckland at seven in the morning in New York: before a text may go again.
    const known = '2026-03-16T00:55:00.000Z'
    const { order } = tell([ordered, moved(known, '2026-03-24')], {}, known)
    const far = { ...contextAt(known, FTC), merchantZone: 'Pacific/Auckland' }
    const due = (reach: 'sms' | 'email') =>
      owedOffers(order, { ...far, reach }).map(({ dueAt }) => dueAt.slice(5, 16))
    expect(due('sms')).toEqual(['03-16T00:59'])
    expect(due('email')).toEqual(['03-16T01:05'])
  })

  it('is one message with every date of the order that moved', () => {
    const two = placed([backordered('L1'), backordered('L2', '2026-03-26')])
    const both = tell([two, SLIP, moved('2026-03-09T15:02:00Z', '2026-03-24', 'L2')])
    const [option] = both.spoken.filter(({ at }) => at >= '2026-03-09')
    expect(option?.kind).toBe('delay_option')
    expect(option?.wanted.facts.offers.map(({ lineId }) => lineId)).toEqual(['L1'])
    expect(option?.wanted.facts.dates.map(({ lineId }) => lineId)).toEqual(['L1', 'L2'])
    expect(heard(both).filter((word) => word.includes('eta_'))).toEqual([])
  })
})

describe('a delay clock', () => {
  it('binds by the policy, else where the merchant or the address is in the US', () => {
    const here = contextAt(END, FTC)
    expect(hasDelayOptions(here)).toBe(true)
    expect(hasDelayOptions({ ...here, country: 'DE' })).toBe(true)
    expect(hasDelayOptions({ ...here, country: 'DE', recipientCountry: 'DE' })).toBe(false)
    expect(hasDelayOptions(contextAt(END, { delay_options: 'notify' }))).toBe(false)
    expect(heard(tell([ORDERED, SLIP], { policy: { delay_options: 'notify' } }))).toEqual([
      '03-09T15:10 eta_slipped',
      '03-31T13:00 promise_missed',
    ])
  })

  it('does not run before payment, and starts with it', () => {
    const unpaid = placed([backordered('L1', null)], { payment_status: 'pending' })
    expect(heard(tell([unpaid]))).toEqual([])
    const paid = anEvent('order.updated', '2026-03-22T15:00:00Z', { payment_status: 'paid' })
    const clock = delayClocks(fold([unpaid, paid]), contextAt('2026-03-23', FTC))[0]
    expect(clock?.originalOn).toBe('2026-04-21')
  })

  it('of a line that was added starts when it was', () => {
    const added = anEvent('order.updated', '2026-03-22T15:00:00Z', { lines: [lineData('L2')] })
    const clocks = delayClocks(fold([ORDERED, added]), contextAt('2026-03-23', FTC))
    expect(clocks.map(({ originalOn }) => originalOn)).toEqual(['2026-04-01', '2026-04-21'])
  })

  it('never moves later by a promise that was told after checkout', () => {
    const shown = { quantity: 1, kind: 'standard', expected_at: '2026-03-12' } as const
    const line = backordered('L1', null, { backorder: { ...shown, shown_ships_by: '2026-03-20' } })
    const order = fold([
      placed([line]),
      said('2026-03-02T15:00:00Z', 'backorder_confirmed', { dates: { L1: '2026-03-25' } }),
    ])
    expect(delayClocks(order, contextAt('2026-03-03', FTC))).toMatchObject([
      { originalOn: '2026-03-20', basis: 'shown' },
    ])
    const long = fold([
      ORDERED,
      said('2026-03-02T15:00:00Z', 'backorder_confirmed', { dates: { L1: '2026-05-25' } }),
    ])
    expect(delayClocks(long, contextAt('2026-03-03', FTC))).toMatchObject([
      { originalOn: '2026-04-01', basis: 'thirty_days' },
    ])
  })

  it('has no T that went by before the order was paid, or before the shop told of it', () => {
    const dated = { quantity: 1, kind: 'standard', expected_at: '2026-04-05' } as const
    const shown = { ...dated, shown_ships_by: '2026-03-09' }
    const paid = anEvent('order.updated', '2026-03-10T15:00:00Z', { payment_status: 'paid' })
    const unpaid = (backorder: typeof dated) =>
      placed([backordered('L1', null, { backorder })], { payment_status: 'pending' })
    const told = said('2026-03-02T15:00:00Z', 'backorder_confirmed', {
      dates: { L1: '2026-03-09' },
    })
    const oversold = anEvent('backorder.created', '2026-03-12T15:00:00Z', {
      lines: [{ id: 'L1', ...shown }],
    })
    const clocksOf = (...events: Recorded[]) =>
      delayClocks(fold(events), contextAt('2026-03-13', FTC))
    const thirty = (originalOn: string) => [{ originalOn, basis: 'thirty_days' }]

    expect(clocksOf(unpaid(shown), paid)).toMatchObject(thirty('2026-04-09'))
    expect(clocksOf(unpaid(dated), told, paid)).toMatchObject(thirty('2026-04-09'))
    expect(clocksOf(placed([lineData('L1')]), oversold)).toMatchObject(thirty('2026-04-01'))
    expect(offersOf(tell([placed([lineData('L1')]), oversold]).order)).toMatchObject([
      { revisedOn: '2026-04-15', silence: 'consent' },
    ])
  })

  it('ends with the day of the merchant or the recipient, whichever ends first', () => {
    const order = play([ORDERED], '2026-03-10T00:00:00.000Z', { policy: FTC }).order
    const at = (zone: string) =>
      nextDecisionAt(order, {
        ...contextAt('2026-03-15', FTC),
        zone,
        merchantZone: 'America/New_York',
      })
    expect(at('America/New_York')).toBe('2026-03-17T04:00:00.000Z')
    expect(at('Asia/Tokyo')).toBe('2026-03-16T15:00:00.000Z')
    expect(at('America/Los_Angeles')).toBe('2026-03-17T04:00:00.000Z')
  })

  it('ends at midnight also where the clocks change that day', () => {
    const winter = placed([backordered('L1', '2026-03-02', { id: 'L1' })], {
      at: '2026-02-25T15:00:00Z',
    })
    const told = said('2026-02-25T15:00:00Z', 'backorder_confirmed', {
      dates: { L1: '2026-03-08' },
    })
    const order = fold([winter, told])
    // 8 March has 23 hours in New York: a day's length added to its midnight would be 05:00.
    expect(nextDecisionAt(order, contextAt('2026-03-07', FTC))).toBe('2026-03-09T04:00:00.000Z')
  })

  it('decides nothing a moment before its end, and nothing for what has shipped', () => {
    const order = play([ORDERED], '2026-03-10T00:00:00.000Z', { policy: FTC }).order
    expect(dueDecisions(order, contextAt('2026-03-17T03:59:59.999Z', FTC))).toEqual([])
    expect(dueDecisions(order, contextAt('2026-03-17T04:00:00.000Z', FTC))).toMatchObject([
      { type: 'delay.expired', data: { lines: [{ id: 'L1', quantity: 1, total: 1 }] } },
    ])
    const part = placed([backordered('L1', '2026-03-12', { quantity: 3 })])
    const story = tell([part, shippedOn('2026-03-10T15:00:00Z')])
    expect(lineOf(story.order, 'L1')).toMatchObject({ shipped: 1, cancelled: 2 })
  })
})
