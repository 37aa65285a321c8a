import { describe, expect, it } from 'vitest'
import { wantBackorderConfirmed } from '../../../src/domain/cadence/backorder-confirmed.ts'
import type { BackorderKind } from '../../../src/domain/order.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  EXPECTED,
  fold,
  lineData,
  PLACED_AT,
  PROMISED,
  placed,
  sendNow,
} from '../../support/events.ts'

const LATER = '2026-03-03T15:00:00.000Z'
const want = (events: Recorded[], now = PLACED_AT) =>
  wantBackorderConfirmed(fold(events), contextAt(now))
const ofKind = (id: string, kind: BackorderKind) =>
  lineData(id, { backorder: { quantity: 1, kind, expected_at: EXPECTED } })

describe('backorder_confirmed', () => {
  it('goes at once where any line is on backorder, and tells the dates', () => {
    const [notice, ...more] = want([placed([lineData('L1'), backordered('L2')])])

    expect(more).toEqual([])
    expect(notice).toMatchObject({
      kind: 'backorder_confirmed',
      key: 'backorder_confirmed',
      dueAt: PLACED_AT,
      facts: { lines: ['L2'], told: { dates: { L2: PROMISED }, statements: { L2: 'evt_placed' } } },
    })
  })

  it('tells "ships when restocked" where no date is known', () => {
    expect(want([placed([backordered('L1', null)])])[0]?.facts.told.dates).toEqual({ L1: null })
  })

  it('goes at once also in the hour that the clocks repeat', () => {
    const at = '2026-11-01T06:30:00.000Z'

    expect(want([placed([backordered('L1')], { at })], at)[0]?.dueAt).toBe(at)
  })

  it('says after an outage what holds then, once', () => {
    const now = '2026-03-04T15:00:00.000Z'
    const slipped = anEvent('backorder.eta_changed', LATER, {
      lines: [{ id: 'L1', expected_at: '2026-04-01' }],
    })
    const wanted = want([placed([backordered('L1')]), slipped], now)

    expect(wanted).toHaveLength(1)
    expect(wanted[0]).toMatchObject({
      dueAt: now,
      facts: { told: { dates: { L1: '2026-04-13' } } },
    })
  })

  it('follows a plain confirmation when stock turns out short', () => {
    const events = [
      ...sendNow([placed([lineData('L1')])], 'order_confirmed', PLACED_AT),
      anEvent('backorder.created', LATER, {
        lines: [{ id: 'L1', quantity: 1, kind: 'standard', expected_at: null }],
      }),
    ]

    expect(want(events)).toMatchObject([{ key: 'backorder_confirmed', facts: { lines: ['L1'] } }])
  })

  it('speaks again for a line that came later, as an answer to the first', () => {
    const events = [
      ...sendNow([placed([backordered('L1')])], 'backorder_confirmed', PLACED_AT, {
        messageId: 'msg_7',
      }),
      anEvent('order.updated', LATER, { lines: [backordered('L2')] }),
    ]

    expect(want(events)).toMatchObject([
      { key: 'backorder_confirmed:msg_7', facts: { lines: ['L2'] } },
    ])
  })

  it('says so where its reader had been told that it was in stock', () => {
    const short = anEvent('backorder.created', LATER, {
      lines: [{ id: 'L1', quantity: 1, kind: 'standard', expected_at: EXPECTED }],
    })
    const [turned] = want([
      ...sendNow([placed([lineData('L1')])], 'order_confirmed', PLACED_AT, { messageId: 'msg_1' }),
      short,
    ])
    expect(turned).toMatchObject({
      why: 'Item L1 waits for stock, and the customer had been told that it was in stock.',
      because: { facts: { told_by: ['msg_1'] } },
      facts: { turned: { lines: ['L1'], from: 'stock' } },
    })
    const [unsaid] = want([placed([lineData('L1')]), short])
    expect(unsaid?.facts).not.toHaveProperty('turned')
    expect(unsaid?.why).toContain('this is the first word of it')
  })

  it('says so of what stood in stock beside what waited, and not of a line added since', () => {
    const before = sendNow(
      [placed([backordered('L1'), lineData('L2')])],
      'backorder_confirmed',
      PLACED_AT,
    )
    const short = anEvent('backorder.created', LATER, {
      lines: [{ id: 'L2', quantity: 1, kind: 'standard', expected_at: null }],
    })
    const added = anEvent('order.updated', LATER, { lines: [backordered('L3')] })

    expect(want([...before, short])[0]?.facts.turned).toEqual({ lines: ['L2'], from: 'stock' })
    expect(want([...before, added])[0]?.facts).not.toHaveProperty('turned')
    expect(want([...before, short, added])[0]?.facts.turned?.lines).toEqual(['L2'])
  })

  it('says so where its reader had been told that it was on its way', () => {
    const shipped = anEvent('shipment.created', LATER, {
      shipment_id: 'S1',
      shipped_at: LATER,
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const back = [
      anEvent('shipment.voided', '2026-03-03T16:00:00.000Z', { shipment_id: 'S1' }),
      anEvent('backorder.created', '2026-03-03T16:00:00.000Z', {
        lines: [{ id: 'L1', quantity: 1, kind: 'standard', expected_at: null }],
      }),
    ]
    const told = sendNow([placed([lineData('L1')]), shipped], 'shipped', LATER)

    expect(want([...told, ...back], '2026-03-03T16:00:00.000Z')[0]?.facts.turned).toEqual({
      lines: ['L1'],
      from: 'shipped',
    })
  })

  it('is not wanted once told, nor where nothing waits', () => {
    const told = sendNow([placed([backordered('L1')])], 'backorder_confirmed', PLACED_AT)

    expect(want(told)).toEqual([])
    expect(want([placed([lineData('L1')])])).toEqual([])
    expect(want([placed([backordered('L1')]), anEvent('order.cancelled', LATER, {})])).toEqual([])
  })

  it('is none for an import, and one for what happens to it now', () => {
    const receivedAt = '2026-03-05T15:00:01Z'
    const imported = placed([backordered('L1'), lineData('L2')], { receivedAt })
    const short = anEvent('backorder.created', receivedAt, {
      lines: [{ id: 'L2', quantity: 1, kind: 'standard', expected_at: null }],
    })

    expect(want([imported])).toEqual([])
    expect(want([imported, short])).toMatchObject([{ facts: { lines: ['L2'] } }])
  })
})

describe('preorder_confirmed', () => {
  it('goes where every line that waits is a preorder', () => {
    const wanted = want([placed([ofKind('L1', 'preorder'), lineData('L2')])])

    expect(wanted).toMatchObject([{ kind: 'preorder_confirmed', key: 'preorder_confirmed' }])
  })

  it('gives way where one of them is not', () => {
    const wanted = want([placed([ofKind('L1', 'preorder'), ofKind('L2', 'seasonal')])])

    expect(wanted).toMatchObject([{ kind: 'backorder_confirmed' }])
  })
})
