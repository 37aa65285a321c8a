import { describe, expect, it } from 'vitest'
import { wantOrderUpdate } from '../../../src/domain/cadence/order-update.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  placed,
  said,
  sendNow,
} from '../../support/events.ts'

const want = (events: Recorded[], now = PLACED_AT, policy = {}) =>
  wantOrderUpdate(fold(events), contextAt(now, policy))
const confirmed = (lines = [lineData('L1')], at = PLACED_AT) =>
  sendNow([placed(lines, { at })], 'order_confirmed', at, { messageId: 'msg_1' })

describe('order_update', () => {
  it('is due at the last ten o’clock within seven days, where what is in stock has not shipped', () => {
    expect(want(confirmed())).toMatchObject([
      {
        kind: 'order_update',
        key: 'order_update:msg_1',
        dueAt: '2026-03-09T14:00:00.000Z', // ten o'clock also after the clocks' change
        facts: { lines: ['L1'], told: { dates: {} } },
      },
    ])
  })

  it('waits for the handling time, where that is longer than the budget', () => {
    // Ten working days after Monday 2 March is Monday 16 March; over with its midnight.
    expect(want(confirmed(), PLACED_AT, { handling_days: 10 })[0]?.dueAt).toBe(
      '2026-03-17T14:00:00.000Z',
    )
  })

  /** What is in stock begins to wait on Friday the 6th at midnight, the budget ends at ten to ten. */
  it.each([
    {
      last: '2026-02-27T14:50:00.000Z',
      dueAt: '2026-03-06T14:50:00.000Z',
      is: 'the end of the budget',
    },
    { last: '2026-02-27T15:00:00.000Z', dueAt: '2026-03-06T15:00:00.000Z', is: 'the send hour' },
    { last: '2026-02-27T04:00:00.000Z', dueAt: '2026-03-06T15:00:00.000Z', is: 'spent by then' },
  ])('counts the budget from the last word, where the wait begins near its end: $is', (one) => {
    const events = [placed([lineData('L1')], { at: '2026-03-02T15:00:00.000Z' })]
    const told = said(
      one.last,
      'order_confirmed',
      {},
      { messageId: 'msg_0', key: 'order_confirmed' },
    )

    expect(want([...events, told], '2026-03-02T15:00:00.000Z')[0]?.dueAt).toBe(one.dueAt)
  })

  it('counts the handling time of a line that came later from then on', () => {
    const added = anEvent('order.updated', '2026-03-20T15:00:00Z', { lines: [lineData('L2')] })
    const ships = anEvent('shipment.created', '2026-03-03T15:00:00Z', {
      shipment_id: 'S1',
      shipped_at: '2026-03-03T15:00:00Z',
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const events = sendNow([...confirmed(), ships], 'shipped', '2026-03-03T15:00:00Z')

    expect(want([...events, added], '2026-03-20T15:00:00Z')).toMatchObject([
      { dueAt: '2026-03-26T14:00:00.000Z', facts: { lines: ['L2'] } },
    ])
  })

  it('is due now, once, when the budget ran out in an outage', () => {
    const now = '2026-03-20T15:30:00.000Z'

    expect(want(confirmed(), now)).toMatchObject([{ key: 'order_update:msg_1', dueAt: now }])
  })

  it('goes for a label that no carrier has taken', () => {
    const label = anEvent('shipment.created', '2026-03-03T15:00:00Z', {
      shipment_id: 'S1',
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(want([...confirmed(), label])).toHaveLength(1)
  })

  it('is the first word of an import, at its own minute of the day after', () => {
    const receivedAt = '2026-03-20T15:00:00.000Z'
    const [first] = want([placed([lineData('L1')], { receivedAt })], receivedAt)

    expect(first?.key).toBe('order_update:evt_placed')
    expect((first?.dueAt ?? '') >= receivedAt).toBe(true)
    expect((first?.dueAt ?? '') < '2026-03-21T15:00:00.000Z').toBe(true)
  })

  it('is not wanted where nothing is to ship, a confirmation comes, or a backorder has its own', () => {
    const cancelled = anEvent('order.cancelled', '2026-03-03T15:00:00Z', {})
    const digital = lineData('L1', { requires_shipping: false })
    const mixed = placed([lineData('L1'), backordered('L2')])

    expect(want([...confirmed(), cancelled])).toEqual([])
    expect(want(confirmed([digital]))).toEqual([])
    expect(want([placed([lineData('L1')])])).toEqual([])
    expect(want(sendNow([mixed], 'backorder_confirmed', PLACED_AT))).toEqual([])
  })
})
