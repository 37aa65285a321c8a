import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  placed,
  sendNow,
} from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'

const NEXT_DAY = '2026-03-03T15:00:00.000Z'
/** What was not so when it was planned, or is no longer once it has been said. */
const OF_A_MOMENT =
  /has not been told|has not arrived|nobody has answered|still waits|should have|not shipped by then|has to answer/

const whys = (events: Recorded[], now: string) =>
  wantedNotices(fold(events), contextAt(now)).map(({ kind, why }) => `${kind}: ${why}`)
const started = (events: Recorded[], now: string, kind: string) => {
  const found = whys(events, now).find((why) => why.startsWith(`${kind}: `))
  expect(found, kind).toBeDefined()
  return found ?? ''
}

/** It is stored when the message is planned, and read long after it went. */
describe('why a message goes, written when it is planned', () => {
  const waiting = [placed([backordered('L1')])]
  const told = sendNow(waiting, 'backorder_confirmed', PLACED_AT)
  const scanned = [
    ...sendNow(
      [
        placed([lineData('L1')]),
        anEvent('shipment.created', NEXT_DAY, {
          shipment_id: 'S1',
          shipped_at: NEXT_DAY,
          expected_delivery: '2026-03-06',
          lines: [{ id: 'L1', quantity: 1 }],
        }),
      ],
      'shipped',
      NEXT_DAY,
    ),
    anEvent('shipment.updated', NEXT_DAY, { shipment_id: 'S1', status: 'in_transit' }),
  ]

  it.each([
    ['backorder_confirmed', waiting, PLACED_AT],
    ['backorder_checkin', told, PLACED_AT],
    ['backorder_update', told, PLACED_AT],
    ['order_update', sendNow([placed([lineData('L1')])], 'order_confirmed', PLACED_AT), PLACED_AT],
    ['delivery_delayed', scanned, NEXT_DAY],
    ['delivery_stalled', scanned, NEXT_DAY],
    ['delivery_lost', scanned, NEXT_DAY],
  ] as const)('is as true of %s before it goes as after', (kind, events, now) => {
    expect(started([...events], now, kind)).not.toMatch(OF_A_MOMENT)
  })

  it('speaks of no budget, which only we count', () => {
    expect(started(told, PLACED_AT, 'backorder_update')).toContain('the next comes within 7 days')
  })
})
