import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/domain/own-event.ts'
import { anEvent, backordered, lineData, ownEvent, placed } from '../../support/events.ts'
import { FTC } from '../delay-story.ts'
import { inShort, play } from '../story-driver.ts'

/** Two Lamps and a Widget, each promised for 16 March; then the Widget is put off to May. */
const OLD = '2026-03-16'
const NEW = '2026-05-15'
const AT = '2026-03-10T15:00:00Z'
const SOON = '2026-03-10T15:02:00Z'
const order = placed([
  backordered('Widget'),
  backordered('Lamp', '2026-03-12', { quantity: 2 }),
  lineData('Cup'),
])
const slips = (expected_at: string | null = '2026-05-01', at = AT) =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'Widget', expected_at }], reason: 'Storm' })
const since = (events: Recorded[], over: Parameters<typeof play>[2] = {}) => {
  const story = play([order, ...events], '2026-03-11T00:00:00.000Z', over)
  return { ...story, after: inShort(story).filter((one) => one >= '2026-03-10') }
}
const wish = ownEvent('cancellation.requested', SOON, {
  by: 'shopper',
  lines: [{ id: 'Lamp', quantity: 1, total: 1 }],
  reason: null,
})

describe('a word that goes while a moved date is still to be told', () => {
  const asked = ownEvent('inquiry.received', SOON, {
    inquiry_id: 'inq_1',
    via: 'page',
    stops_texts: false,
  })
  const cancelled = anEvent('order.cancelled', SOON, { lines: [{ id: 'Lamp', quantity: 1 }] })
  const removed = anEvent('order.updated', SOON, { lines: [{ id: 'Lamp', quantity: 1 }] } as never)
  const gone = anEvent('backorder.unfulfillable', SOON, { lines: [{ id: 'Lamp', quantity: 1 }] })
  const swap = anEvent('substitute.offered', SOON, {
    line_id: 'Lamp',
    options: [{ sku: 'NEW', title: 'Lamp Two' }],
  })
  it.each([
    ['order_cancelled', cancelled],
    ['order_cancelled', removed],
    ['backorder_unfulfillable', gone],
    ['cancellation_requested', wish],
    ['inquiry_received', asked],
    ['substitute_offered', swap],
  ])('%s says old beside new, and is its word', (kind, event) => {
    const story = since([slips(), event])

    expect(story.after).toEqual([`2026-03-10T15:02 ${kind}`])
    expect(story.spoken.at(-1)?.wanted.facts).toMatchObject({
      dates: [{ lineId: 'Widget', old: OLD, new: NEW }],
      moveReason: 'Storm',
      told: { dates: { Widget: NEW } },
    })
  })
})

describe('stock that comes for a line without a date, as another leaves', () => {
  const undated = placed([backordered('Widget', null), lineData('Cup')])
  const comes = anEvent('backorder.allocated', AT, { lines: [{ id: 'Widget', quantity: 1 }] })
  const leaves = anEvent('shipment.created', AT, {
    shipment_id: 'S1',
    shipped_at: AT,
    lines: [{ id: 'Cup', quantity: 1 }],
  })
  const until = (end: string, events: Recorded[]) => {
    const story = play(events, end)
    return { ...story, after: inShort(story).filter((one) => one >= '2026-03-10') }
  }

  it('has its date in the word of the package, and an apology where that is missed', () => {
    const story = until('2026-03-17T00:00:00.000Z', [undated, comes, leaves])

    expect(story.after).toEqual([
      '2026-03-10T15:00 partially_shipped',
      '2026-03-14T13:00 promise_missed',
    ])
    expect(
      story.spoken.find(({ kind }) => kind === 'partially_shipped')?.wanted.facts,
    ).toMatchObject({
      told: { dates: { Widget: '2026-03-13' } },
    })
  })

  it('has it also where more waits', () => {
    const more = placed([backordered('Widget', null), backordered('Lamp', null), lineData('Cup')])
    const story = until('2026-03-12T00:00:00.000Z', [more, comes, leaves])

    expect(story.after).toEqual(['2026-03-10T15:00 partially_shipped'])
    expect(story.spoken.at(-1)?.wanted.facts).toMatchObject({
      told: { dates: { Widget: '2026-03-13', Lamp: null } },
    })
  })
})

describe('stock that comes after an offer without a date', () => {
  const shown = (id: string, on: string) => {
    const line = backordered(id, null)
    return {
      ...line,
      backorder: { ...line.backorder, shown_ships_by: on } as typeof line.backorder,
    }
  }
  const comes = anEvent('backorder.allocated', '2026-03-20T15:00:00Z', {
    lines: [{ id: 'Widget', quantity: 1 }],
  })
  const from = (events: Recorded[], end = '2026-03-21T15:00:00.000Z') => {
    const story = play(events, end, { policy: FTC })
    return { ...story, after: inShort(story).filter((one) => one >= '2026-03-20') }
  }

  it('is one word: what is here has a date, and is no further delay', () => {
    const story = from([placed([shown('Widget', '2026-03-12')]), comes])

    expect(story.after).toEqual(['2026-03-20T15:00 restocked'])
    expect(story.spoken.at(-1)?.wanted.facts).toMatchObject({
      offers: [{ lineId: 'Widget', revisedOn: '2026-03-25', silence: 'cancel' }],
      told: { dates: { Widget: '2026-03-25' } },
    })
  })

  it('and an apology where that date goes by', () => {
    const story = from([placed([shown('Widget', '2026-03-12')]), comes], '2026-03-27T00:00:00.000Z')

    expect(story.after.at(-1)).toBe('2026-03-26T13:00 promise_missed')
  })

  it('is offered where the shop then states a later day', () => {
    const later = anEvent('backorder.eta_changed', '2026-03-20T16:00:00Z', {
      lines: [{ id: 'Widget', expected_at: '2026-05-01' }],
    })
    const story = from([placed([shown('Widget', '2026-03-12')]), comes, later])

    expect(story.after).toEqual(['2026-03-20T15:00 restocked', '2026-03-20T16:10 delay_option'])
  })
})

describe('by text alone, a confirmation that lies until the morning', () => {
  const NIGHT = '2026-03-03T03:00:00Z'
  const LATER = '2026-03-03T03:20:00Z'
  const customer = { phone: '+12125550123', sms_consent: true }
  const ordered = (...lines: Parameters<typeof placed>[0]) =>
    placed(lines, { at: NIGHT, customer } as Parameters<typeof placed>[1])
  const leaves = anEvent('shipment.created', LATER, {
    shipment_id: 'S1',
    shipped_at: LATER,
    lines: [{ id: 'Cup', quantity: 1 }],
  })
  const ends = (id: string) => anEvent('order.cancelled', LATER, { lines: [{ id, quantity: 1 }] })
  const morning = (...events: Recorded[]) => {
    const story = play(events, '2026-03-03T20:00:00.000Z')
    return { ...story, after: inShort(story) }
  }

  it('gives way to a package that left meanwhile', () => {
    const story = morning(ordered(backordered('Widget'), lineData('Cup')), leaves)

    expect(story.after).toEqual(['2026-03-03T13:00 partially_shipped (sms)'])
    expect(story.spoken[0]?.wanted.facts.told.dates).toEqual({ Widget: OLD })
  })

  it.each([
    ['what waits', [backordered('Widget'), backordered('Lamp', null), lineData('Cup')], 'Cup'],
    ['what is in stock', [lineData('Widget'), lineData('Cup')], 'Cup'],
  ])('gives way to what was cancelled meanwhile, which says %s', (_, lines, id) => {
    const story = morning(ordered(...lines), ends(id))

    expect(story.after).toEqual(['2026-03-03T13:00 order_cancelled (sms)'])
    const waiting = lines.filter(({ backorder }) => backorder)
    expect(Object.keys(story.spoken[0]?.wanted.facts.told.dates ?? {})).toEqual(
      waiting.map((line) => line.id),
    )
    expect(story.spoken[0]?.wanted.facts.isFirstWord).toBe(true)
  })

  it('goes by itself where nothing came between, and by day', () => {
    const story = morning(ordered(backordered('Widget'), lineData('Cup')))

    expect(story.after).toEqual(['2026-03-03T13:00 backorder_confirmed (sms)'])
  })
})

describe('a delay that is to be offered, as something else of the order is told', () => {
  const asked = ownEvent('inquiry.received', SOON, {
    inquiry_id: 'inq_1',
    via: 'page',
    stops_texts: false,
  })
  const swap = anEvent('substitute.offered', SOON, {
    line_id: 'Lamp',
    options: [{ sku: 'NEW', title: 'Lamp Two' }],
  })
  const ends = (type: 'order.cancelled' | 'backorder.unfulfillable') =>
    anEvent(type, SOON, { lines: [{ id: 'Lamp', quantity: 1 }] })
  const offer = { lineId: 'Widget', originalOn: OLD, revisedOn: NEW, silence: 'cancel' }

  it.each([
    ['order_cancelled', ends('order.cancelled')],
    ['backorder_unfulfillable', ends('backorder.unfulfillable')],
    ['cancellation_requested', wish],
    ['inquiry_received', asked],
    ['substitute_offered', swap],
  ])('is offered by %s, which shows the date: the one message of it', (kind, event) => {
    const story = since([slips(), event], { policy: FTC })

    expect(story.after).toEqual([`2026-03-10T15:02 ${kind}`])
    expect(story.spoken.at(-1)?.wanted.facts).toMatchObject({
      dates: [{ lineId: 'Widget', old: OLD, new: NEW }],
      offers: [offer],
      told: { dates: { Widget: NEW }, offers: [offer] },
    })
  })

  it('and by the word of a parcel that arrives', () => {
    const parcel = anEvent('shipment.created', '2026-03-08T15:00:00Z', {
      shipment_id: 'S1',
      shipped_at: '2026-03-08T15:00:00Z',
      lines: [{ id: 'Cup', quantity: 1 }],
    })
    const comes = anEvent('shipment.updated', SOON, { shipment_id: 'S1', status: 'delivered' })
    const story = since([parcel, slips(), comes], { policy: FTC })

    expect(story.after).toEqual(['2026-03-10T15:02 delivered'])
    expect(story.spoken.at(-1)?.wanted.facts.told.offers).toMatchObject([offer])
  })

  it.each(['hold', 'ship_available'] as const)(
    'and by the stock that came for a part of it (%s)',
    (split) => {
      const some = anEvent('backorder.allocated', SOON, { lines: [{ id: 'Lamp', quantity: 1 }] })
      const moved = anEvent('backorder.eta_changed', AT, {
        lines: [{ id: 'Lamp', expected_at: '2026-05-01' }],
      })
      const story = since([moved, some], { policy: { ...FTC, split } })

      expect(story.after).toEqual(['2026-03-10T15:02 restocked'])
      expect(story.spoken.at(-1)?.wanted.facts.told.offers).toContainEqual(
        expect.objectContaining({ lineId: 'Lamp', revisedOn: NEW }),
      )
    },
  )

  it('is one text in the morning, where only texts go', () => {
    const NIGHT = '2026-03-11T02:00:00Z'
    const customer = { phone: '+12125550123', sms_consent: true }
    const texted = placed(
      [backordered('Widget'), backordered('Lamp', '2026-03-12', { quantity: 2 })],
      { customer } as Parameters<typeof placed>[1],
    )
    const cancelled = anEvent('order.cancelled', NIGHT, { lines: [{ id: 'Lamp', quantity: 1 }] })
    const events = [texted, slips('2026-05-01', NIGHT), cancelled]
    const story = play(events, '2026-03-11T23:00:00.000Z', { policy: FTC })

    expect(inShort(story).filter((one) => one >= '2026-03-10')).toEqual([
      '2026-03-11T12:00 order_cancelled (sms)',
    ])
    expect(story.spoken.at(-1)?.wanted.facts.told.offers).toMatchObject([offer])
  })
})

describe('texts that lay until the morning, beside mails that went in the night', () => {
  const NIGHT = '2026-03-11T02:00:00Z'
  const AFTER = '2026-03-11T02:11:00Z'
  const customer = { email: 'ann@example.com', phone: '+12125550123', sms_consent: true }
  const both = placed([backordered('Widget'), backordered('Lamp'), lineData('Cup')], {
    customer,
  } as Parameters<typeof placed>[1])
  const leaves = anEvent('shipment.created', NIGHT, {
    shipment_id: 'S1',
    shipped_at: NIGHT,
    lines: [{ id: 'Cup', quantity: 1 }],
  })
  const night = (...events: Recorded[]) =>
    inShort(play([both, ...events], '2026-03-12T00:00:00.000Z')).filter(
      (one) => one >= '2026-03-10',
    )

  it('are one where the package says the new date', () => {
    expect(night(leaves, slips('2026-05-01', AFTER))).toEqual([
      '2026-03-11T02:00 partially_shipped',
      '2026-03-11T02:21 eta_slipped',
      '2026-03-11T12:00 partially_shipped (sms)',
    ])
  })

  it('are one where it says what came meanwhile', () => {
    const comes = anEvent('backorder.allocated', AFTER, { lines: [{ id: 'Lamp', quantity: 1 }] })

    expect(night(leaves, comes)).toEqual([
      '2026-03-11T02:00 partially_shipped',
      '2026-03-11T02:11 restocked',
      '2026-03-11T12:00 partially_shipped (sms)',
    ])
  })

  it('are two where the date moved by day, or nothing left', () => {
    expect(night(leaves, slips('2026-05-01', '2026-03-11T13:00:00Z'))).toEqual([
      '2026-03-11T02:00 partially_shipped',
      '2026-03-11T12:00 partially_shipped (sms)',
      '2026-03-11T13:10 eta_slipped',
      '2026-03-11T13:10 eta_slipped (sms)',
    ])
    expect(night(slips('2026-05-01', AFTER))).toEqual([
      '2026-03-11T02:21 eta_slipped',
      '2026-03-11T12:00 eta_slipped (sms)',
    ])
  })
})
