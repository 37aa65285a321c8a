import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  placed,
  sendNow,
} from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'

const DUE = '2026-03-04T15:00:00.000Z'
const want = (events: Recorded[], now = PLACED_AT, policy = {}) =>
  wantedNotices(fold(events), contextAt(now, policy)).filter(
    ({ kind }) => kind === 'backorder_checkin',
  )
const confirmed = (order = placed([backordered('L1')]), at = PLACED_AT) =>
  sendNow([order], 'backorder_confirmed', at)
const slips = (at: string, expected_at = '2026-04-01') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] })
const minutesBefore = (minutes: number) =>
  new Date(Date.parse(DUE) - minutes * 60_000).toISOString()

describe('backorder_checkin', () => {
  it('is none where all that waits is to be swapped for what was chosen', () => {
    const offer = anEvent(
      'substitute.offered',
      '2026-03-03T15:00:00Z',
      { line_id: 'L1', options: [{ sku: 'B', title: 'Other' }] },
      { id: 'evt_offer' },
    )
    const chosen = ownEvent('substitute.chosen', '2026-03-03T16:00:00Z', {
      by: 'shopper',
      offer: 'evt_offer',
      line_id: 'L1',
      sku: 'B',
    })
    const again = anEvent('substitute.offered', '2026-03-03T17:00:00Z', {
      line_id: 'L1',
      options: [{ sku: 'B', title: 'Other' }],
    })
    const events = [...confirmed(), offer, chosen, again]

    expect(want([...confirmed(), offer])).toHaveLength(1)
    expect(want(events)).toEqual([])
    const wanted = wantedNotices(fold(events), contextAt('2026-03-03T18:00:00Z'))
    expect(wanted.map(({ kind }) => kind)).not.toContain('substitute_offered')
    expect(wanted.find(({ kind }) => kind === 'backorder_update')?.facts.told.dates).toEqual({})
  })

  it('is due 48 hours after the order, to the minute', () => {
    expect(want(confirmed())).toMatchObject([
      { kind: 'backorder_checkin', key: 'backorder_checkin', dueAt: DUE, facts: { lines: ['L1'] } },
    ])
  })

  it('counts from when it was placed, and not from when we heard', () => {
    const order = placed([backordered('L1')], {
      at: '2026-03-02T20:00:00Z',
      placed_at: '2026-03-02T10:00:00-05:00',
    })

    expect(want(confirmed(order, '2026-03-02T20:00:00Z'))[0]?.dueAt).toBe(DUE)
  })

  it.each([
    ['starts', '2026-03-07T15:00:00.000Z', '2026-03-09T15:00:00.000Z'],
    ['ends', '2026-10-31T15:00:00.000Z', '2026-11-02T15:00:00.000Z'],
  ])('is 48 hours and not two days of the calendar when daylight saving %s', (_, at, dueAt) => {
    expect(want(confirmed(placed([backordered('L1')], { at }), at), at)[0]?.dueAt).toBe(dueAt)
  })

  it('is as long after the order as the merchant wishes', () => {
    const wanted = want(confirmed(), PLACED_AT, { checkin_after_hours: 24 })

    expect(wanted[0]?.dueAt).toBe('2026-03-03T15:00:00.000Z')
  })

  it('is still wanted after an outage, as overdue', () => {
    expect(want(confirmed(), '2026-03-06T09:00:00Z')).toMatchObject([{ dueAt: DUE }])
  })

  it('is not said beside a confirmation that is overdue itself', () => {
    const unsaid = [placed([backordered('L1')])]
    const late = '2026-03-05T09:00:00.000Z'

    expect(want(unsaid, late)).toEqual([])
    expect(want(sendNow(unsaid, 'backorder_confirmed', late), late)).toEqual([])
  })

  it('is not wanted where nothing waits for stock', () => {
    const shipped = anEvent('shipment.created', '2026-03-03T15:00:00Z', {
      shipment_id: 'S1',
      shipped_at: '2026-03-03T15:00:00Z',
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const allocated = anEvent('backorder.allocated', '2026-03-03T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(want([placed([lineData('L1')])])).toEqual([])
    expect(want([...confirmed(), shipped])).toEqual([])
    expect(want([...confirmed(), allocated])).toEqual([])
    expect(want([...confirmed(), anEvent('order.cancelled', '2026-03-03T15:00:00Z', {})])).toEqual(
      [],
    )
  })

  it('is none for an import', () => {
    const receivedAt = '2026-03-05T15:00:01Z'

    expect(want([placed([backordered('L1')], { receivedAt })], receivedAt)).toEqual([])
  })

  it('gives way to a new date that is told when it is due, or right after', () => {
    const pending = [...confirmed(), slips(minutesBefore(5))]
    expect(want(pending, minutesBefore(4))).toEqual([])
    expect(want(pending, DUE)).toEqual([])

    const told = sendNow(pending, 'eta_slipped', '2026-03-04T15:05:00Z')
    expect(want(told, '2026-03-04T16:30:00Z')).toEqual([])
  })

  it('is not dropped for a new date that was told before it: the cap defers it', () => {
    const told = sendNow(
      [...confirmed(), slips(minutesBefore(40))],
      'eta_slipped',
      minutesBefore(30),
    )

    expect(want(told, minutesBefore(29))).toMatchObject([{ dueAt: DUE }])
  })

  it('gives way to a confirmation that was said within the hour, which no cap defers', () => {
    const short = anEvent('backorder.created', minutesBefore(30), {
      lines: [{ id: 'L1', quantity: 1, kind: 'standard', expected_at: null }],
    })
    const told = sendNow(
      [placed([lineData('L1')]), short],
      'backorder_confirmed',
      minutesBefore(30),
    )

    expect(want(told, minutesBefore(20))).toEqual([])
  })
})
