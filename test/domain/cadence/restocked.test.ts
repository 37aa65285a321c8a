import { describe, expect, it } from 'vitest'
import { wantRestocked } from '../../../src/domain/cadence/restocked.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  PLACED_AT,
  placed,
  sendNow,
} from '../../support/events.ts'

const NEXT = '2026-03-03T15:00:00.000Z'
const want = (events: Recorded[], now = NEXT) => wantRestocked(fold(events), contextAt(now))
const told = (lines = [backordered('L1')]) =>
  sendNow([placed(lines)], 'backorder_confirmed', PLACED_AT)
const allocated = (
  id: string,
  at = NEXT,
  { quantity = 1, receivedAt = at, eventId = `evt_${id}` } = {},
) => anEvent('backorder.allocated', at, { lines: [{ id, quantity }] }, { id: eventId, receivedAt })

describe('restocked', () => {
  it('goes at once when stock came for what the customer knows to wait', () => {
    expect(want([...told(), allocated('L1')])).toMatchObject([
      {
        kind: 'restocked',
        key: 'restocked:evt_L1',
        dueAt: NEXT,
        facts: { lines: ['L1'], told: { allocated: { L1: 1 } } },
      },
    ])
  })

  it('goes at once also in the hour that the clocks leave out', () => {
    const at = '2026-03-08T07:00:00.000Z'

    expect(want([...told(), allocated('L1', at)], at)[0]?.dueAt).toBe(at)
  })

  it('is late and not lost after an outage, once for all that came', () => {
    const two = told([backordered('L1'), backordered('L2')])
    const now = '2026-03-05T15:00:00.000Z'
    const wanted = want([...two, allocated('L1'), allocated('L2', '2026-03-04T15:00:00Z')], now)

    expect(wanted).toMatchObject([
      { key: 'restocked:evt_L2', dueAt: now, facts: { lines: ['L1', 'L2'] } },
    ])
  })

  it('is not wanted where nothing was allocated', () => {
    expect(want(told())).toEqual([])
  })

  it('is not wanted by who was never told of the wait', () => {
    expect(want([placed([backordered('L1')]), allocated('L1')])).toEqual([])
  })

  it('is wanted no more once it shipped, or was cancelled', () => {
    const shipped = anEvent('shipment.created', '2026-03-03T16:00:00Z', {
      shipment_id: 'S1',
      shipped_at: '2026-03-03T16:00:00Z',
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(want([...told(), allocated('L1'), shipped])).toEqual([])
    expect(
      want([...told(), allocated('L1'), anEvent('order.cancelled', '2026-03-03T16:00:00Z', {})]),
    ).toEqual([])
  })

  it('stays wanted under its key for the text that waits', () => {
    const events = sendNow([...told(), allocated('L1')], 'restocked', NEXT)

    expect(want(events).map(({ key }) => key)).toEqual(['restocked:evt_L1'])
  })

  it('speaks of the second allocation of a line, and not of the first again', () => {
    const two = told([backordered('L1', null, { quantity: 2 })])
    const first = sendNow([...two, allocated('L1')], 'restocked', NEXT)
    const later = '2026-03-04T15:00:00.000Z'

    expect(want([...first, allocated('L1', later, { eventId: 'evt_more' })], later)).toMatchObject([
      { key: 'restocked:evt_more' },
    ])
  })

  it('speaks of one that we hear of late, though a later one was told', () => {
    const two = told([backordered('L1'), backordered('L2')])
    const first = sendNow(
      [...two, allocated('L2', '2026-03-04T15:00:00Z')],
      'restocked',
      '2026-03-04T15:00:00Z',
    )
    const late = allocated('L1', NEXT, { receivedAt: '2026-03-05T15:00:00Z' })

    expect(want([...first, late])).toMatchObject([
      { key: 'restocked:evt_L1', facts: { lines: ['L1'] } },
    ])
  })

  it('is none for an allocation that is an import', () => {
    const old = allocated('L1', NEXT, { receivedAt: '2026-03-06T15:00:01Z' })

    expect(want([...told(), old])).toEqual([])
  })
})
