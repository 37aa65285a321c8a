import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/domain/own-event.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import { anEvent, backordered, lineData, placed } from '../../support/events.ts'
import { inShort, play } from '../story-driver.ts'

const OUT = '2026-03-03T15:00:00.000Z'
const BACK = '2026-03-03T18:00:00.000Z'
const SOON = '2026-03-03T18:05:00.000Z'
const END = '2026-03-04T14:00:00.000Z'
const BY_TEXT = { customer: { phone: '+12125550123', sms_consent: true } } as const

const ships = (
  id: string,
  at: string,
  held: Record<string, number>,
  shipped_at: string | null = at,
) =>
  anEvent('shipment.created', at, {
    shipment_id: id,
    shipped_at,
    lines: Object.entries(held).map(([line, quantity]) => ({ id: line, quantity })),
  })
const voided = (at = BACK, id = 'S1') => anEvent('shipment.voided', at, { shipment_id: id })

/** What was said from the moment on, each with the packages of which it says that they did not leave. */
const heard = (events: Recorded[], { from = BACK, policy = {} as Partial<Policy> } = {}) => {
  const story = play(events, END, { policy })
  return story.spoken.flatMap(({ at, wanted: { facts } }, index) =>
    at >= from ? [[inShort(story)[index], ...(facts.told.takenBack ?? [])].join(' ')] : [],
  )
}

const four = (over = {}) => placed([backordered('L1', '2026-03-12', { quantity: 4 })], over)
const stock = (over = {}) => placed([lineData('L1', { quantity: 4 })], over)

describe('a package that is taken back and packed anew within minutes', () => {
  const again = (quantity = 2) => [
    ships('S1', OUT, { L1: 2 }),
    voided(),
    ships('S2', SOON, { L1: quantity }),
  ]

  it.each([
    ['what waits', four()],
    ['what is in stock', stock()],
  ])('is one word, though others of its line are still to come: %s', (_, order) => {
    expect(heard([order, ...again()])).toEqual(['2026-03-03T18:05 partially_shipped S1'])
  })

  it('also with fewer of them, of which the rest is listed', () => {
    expect(heard([four(), ...again(1)])).toEqual(['2026-03-03T18:05 partially_shipped S1'])
  })

  it('as what had come for it', () => {
    const came = anEvent('backorder.allocated', '2026-03-02T20:00:00Z', {
      lines: [{ id: 'L1', quantity: 4 }],
    })

    expect(heard([four(), came, ...again()])).toEqual(['2026-03-03T18:05 partially_shipped S1'])
  })

  it('also to who reads texts, by day and for a night of it', () => {
    const night = [
      ships('S1', OUT, { L1: 2 }),
      voided('2026-03-04T02:30:00.000Z'),
      ships('S2', '2026-03-04T03:30:00.000Z', { L1: 2 }),
    ]

    expect(heard([four(BY_TEXT), ...again()])).toEqual([
      '2026-03-03T18:05 partially_shipped (sms) S1',
    ])
    expect(heard([four(BY_TEXT), ...night])).toEqual([
      '2026-03-04T13:00 partially_shipped (sms) S1',
    ])
    expect(heard([stock(BY_TEXT), ...night])).toEqual([
      '2026-03-04T13:00 partially_shipped (sms) S1',
    ])
  })

  it('with a label so far, has not left yet, and waits for no stock', () => {
    const relabelled = [
      ships('S1', OUT, { L1: 2 }),
      voided(),
      ships('S2', SOON, { L1: 2 }, null),
      anEvent('shipment.updated', '2026-03-03T20:00:00Z', {
        shipment_id: 'S2',
        status: 'in_transit',
      }),
    ]

    for (const order of [four(), stock()])
      expect(heard([order, ...relabelled])).toEqual([
        '2026-03-03T18:10 order_update S1',
        '2026-03-03T20:00 partially_shipped',
      ])
  })

  it('is no news before the first scan, where words wait for that', () => {
    const policy = { shipped_on: 'first_scan' as const }
    const scan = (id: string, at: string) =>
      anEvent('shipment.updated', at, { shipment_id: id, status: 'in_transit' })
    const events = [
      four(),
      ...again(),
      scan('S1', '2026-03-03T15:30:00Z'),
      scan('S2', '2026-03-03T20:00:00Z'),
    ]

    expect(heard(events, { policy })).toEqual(['2026-03-03T20:00 partially_shipped S1'])
  })
})

describe('a package that is taken back beside other news', () => {
  const both = (over = {}) =>
    placed(
      [backordered('L1', '2026-03-12', { quantity: 3 }), lineData('L2', { quantity: 2 })],
      over,
    )
  const out = ships('S1', OUT, { L1: 2, L2: 2 })

  it('is said with a smaller one that leaves, and not after it', () => {
    const events = [out, voided(), ships('S2', BACK, { L2: 1 })]

    expect(heard([both(), ...events])).toEqual(['2026-03-03T18:00 partially_shipped S1'])
    expect(heard([both(BY_TEXT), ...events])).toEqual([
      '2026-03-03T18:00 partially_shipped (sms) S1',
    ])
  })

  it('is said in one text with what left, and was cancelled, in a night', () => {
    const [late, cut, small] = [
      '2026-03-04T02:30:00.000Z',
      '2026-03-04T03:00:00.000Z',
      ships('S2', '2026-03-04T03:30:00.000Z', { L1: 1 }),
    ]
    const cancelled = anEvent('order.cancelled', cut, { lines: [{ id: 'L1', quantity: 1 }] })

    expect(heard([both(BY_TEXT), out, voided(late), small])).toEqual([
      '2026-03-04T13:00 partially_shipped (sms) S1',
    ])
    expect(heard([both(BY_TEXT), out, voided(late), cancelled])).toEqual([
      '2026-03-04T13:00 order_cancelled (sms) S1',
    ])
  })

  it('is said with what is cancelled of it', () => {
    const cancelled = anEvent('order.cancelled', BACK, { lines: [{ id: 'L1', quantity: 2 }] })

    expect(heard([both(), out, voided(), cancelled])).toEqual([
      '2026-03-03T18:00 order_cancelled S1',
    ])
  })

  it('is said with the stock that comes for it, and not an hour later', () => {
    const order = placed([backordered('L1')])
    const came = anEvent('backorder.allocated', '2026-03-03T18:03:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(heard([order, ships('S1', OUT, { L1: 1 }), voided(), came])).toEqual([
      '2026-03-03T18:03 restocked S1',
    ])
  })

  it('is said by a text as well, where the mail said it', () => {
    const customer = { ...BY_TEXT.customer, email: 'jon.snow@example.com' }
    const events = [out, voided(), ships('S2', SOON, { L2: 2 })]

    expect(heard([both({ customer }), ...events])).toEqual([
      '2026-03-03T18:05 partially_shipped S1',
      '2026-03-03T18:05 partially_shipped (sms) S1',
    ])
  })

  it('is said once: each package that leaves after that is told by itself', () => {
    const events = [out, voided(), ships('S2', SOON, { L2: 1 })]
    const next = ships('S3', '2026-03-03T19:00:00.000Z', { L2: 1 })

    expect(heard([both(), ...events, next])).toEqual([
      '2026-03-03T18:05 partially_shipped S1',
      '2026-03-03T19:00 partially_shipped',
    ])
  })
})
