import { describe, expect, it } from 'vitest'
import { wantBackInStock } from '../../../src/domain/cadence/back-in-stock.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import { joinableLines, listedLines } from '../../../src/domain/waitlist.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  placed,
} from '../../support/events.ts'

const JOINED_AT = '2026-03-03T15:00:00.000Z'
const AT = '2026-03-20T15:00:00.000Z'
const want = (events: Recorded[], now = AT) => wantBackInStock(fold(events), contextAt(now))
const one = placed([backordered('L1', null, { sku: 'A' }), backordered('L2', null, { sku: 'B' })])
const cancelled = anEvent('order.cancelled', '2026-03-03T14:00:00Z', {})
const joined = (at = JOINED_AT, sku = 'A', id = 'L1') =>
  ownEvent('waitlist.joined', at, { by: 'shopper', lines: [{ id, sku }] })
const available = (at = AT, id = 'own_av', sku = 'A') =>
  ownEvent('waitlist.available', at, { skus: [sku] }, id)

describe('back_in_stock', () => {
  it('goes at once to who cancelled and joined, about what is to be had again', () => {
    expect(want([one, cancelled, joined(), available()])).toMatchObject([
      {
        kind: 'back_in_stock',
        key: 'back_in_stock:own_av',
        dueAt: AT,
        facts: { lines: ['L1'] },
      },
    ])
  })

  it('goes at once also in the hour that the clocks leave out', () => {
    const at = '2026-03-08T07:00:00.000Z'

    expect(want([one, cancelled, joined(), available(at)], at)).toMatchObject([{ dueAt: at }])
  })

  it('is not said after an outage of a week: the shelf may be empty again', () => {
    const events = [one, cancelled, joined(), available()]

    expect(want(events, '2026-03-26T15:00:00.000Z')).toHaveLength(1)
    expect(want(events, '2026-03-27T15:00:00.000Z')).toEqual([])
  })

  it('is once a joining, and again for who joins again', () => {
    const once = [one, cancelled, joined(), available()]
    const later = '2026-03-22T15:00:00.000Z'
    const more = available(later, 'own_more')

    expect(want([...once, more], later).map(({ key }) => key)).toEqual(['back_in_stock:own_av'])
    const again = joined('2026-03-21T15:00:00.000Z')
    expect(want([...once, again, more], later).map(({ key }) => key)).toEqual([
      'back_in_stock:own_av',
      'back_in_stock:own_more',
    ])
  })

  it('is not wanted by who cannot be reached', () => {
    const unreached = { ...contextAt(AT), reach: 'none' as const }

    expect(wantBackInStock(fold([one, cancelled, joined(), available()]), unreached)).toEqual([])
  })

  it('is not wanted by who did not join, of another SKU, or of what was not cancelled', () => {
    expect(want([one, cancelled, available()])).toEqual([])
    expect(want([one, cancelled, joined(), available(AT, 'own_b', 'B')])).toEqual([])
    expect(want([one, joined(), available()])).toEqual([])
    expect(want([one, cancelled, joined()])).toEqual([])
  })
})

describe('the waiting list', () => {
  it('takes what was cancelled, waited and has a SKU', () => {
    const order = fold([
      placed([
        backordered('L1', null, { sku: 'A' }),
        backordered('L2', null),
        lineData('L3', { sku: 'C' }),
      ]),
      cancelled,
    ])

    expect(joinableLines(order).map(({ id }) => id)).toEqual(['L1'])
    expect(joinableLines(fold([one]))).toEqual([])
  })

  it('takes what was asked to be cancelled, for the wish is the same', () => {
    const asked = ownEvent('cancellation.requested', JOINED_AT, {
      by: 'shopper',
      lines: [{ id: 'L1', quantity: 1, total: 1 }],
      reason: null,
    })

    expect(joinableLines(fold([one, asked])).map(({ id }) => id)).toEqual(['L1'])
  })

  it('takes a line once, and again after it was to be had', () => {
    const listed = fold([one, cancelled, joined()])
    expect(listedLines(listed).map(({ id }) => id)).toEqual(['L1'])
    expect(joinableLines(listed).map(({ id }) => id)).toEqual(['L2'])

    const answered = fold([one, cancelled, joined(), available()])
    expect(listedLines(answered)).toEqual([])
    expect(joinableLines(answered).map(({ id }) => id)).toEqual(['L1', 'L2'])
  })
})
