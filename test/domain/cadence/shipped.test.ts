import { describe, expect, it } from 'vitest'
import { wantShipped } from '../../../src/domain/cadence/shipped.ts'
import type { ShipmentStatus } from '../../../src/domain/order.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PROMISED,
  placed,
  sendNow,
} from '../../support/events.ts'

const NEXT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T15:00:00.000Z'
const want = (events: Recorded[], now = NEXT) => wantShipped(fold(events), contextAt(now))
const ships = (
  shipment_id: string,
  lines: Record<string, number>,
  { at = NEXT, receivedAt = at, shipped_at = at }: Over = {},
) =>
  anEvent(
    'shipment.created',
    at,
    {
      shipment_id,
      shipped_at,
      lines: Object.entries(lines).map(([id, quantity]) => ({ id, quantity })),
    },
    { receivedAt },
  )
const scan = (shipment_id: string, status: ShipmentStatus, at = LATER) =>
  anEvent('shipment.updated', at, { shipment_id, status })
type Over = { at?: string; receivedAt?: string; shipped_at?: string | null }
const one = placed([lineData('L1')])
const two = placed([lineData('L1'), backordered('L2')])

describe('shipped', () => {
  it('goes at once with the last line', () => {
    expect(want([one, ships('S1', { L1: 1 })])).toMatchObject([
      {
        kind: 'shipped',
        key: 'shipped:S1',
        dueAt: NEXT,
        facts: { shipments: ['S1'], told: { shipments: ['S1'] } },
      },
    ])
  })

  it('is the last where more was shipped than was ordered, whether or not the rest was scanned', () => {
    const events = [
      one,
      ships('S1', { L1: 1 }),
      ships('S2', { L1: 1 }),
      scan('S1', 'in_transit', NEXT),
    ]
    const now = (more: Recorded[] = []) =>
      wantShipped(fold([...events, ...more]), contextAt(NEXT, { shipped_on: 'first_scan' }))

    expect(now()).toMatchObject([
      { kind: 'shipped', facts: { shipments: ['S1'] } },
      { kind: 'shipped', facts: { shipments: ['S2'] } },
    ])
    expect(
      now([anEvent('order.updated', NEXT, { lines: [{ id: 'L1', quantity: 2 }] } as never)]),
    ).toMatchObject([
      { kind: 'partially_shipped', facts: { shipments: ['S1'] } },
      { kind: 'shipped' },
    ])
  })

  it('waits a moment where more left than was ordered: mostly the one before it is taken back', () => {
    const told = sendNow([one, ships('S1', { L1: 1 })], 'shipped', NEXT)
    const again = ships('S2', { L1: 1 }, { at: LATER })
    const voided = anEvent('shipment.voided', LATER, { shipment_id: 'S1' })
    const dueOf = (...more: Recorded[]) =>
      want([...told, ...more], LATER)
        .filter(({ facts }) => facts.shipments.includes('S2'))
        .map(({ dueAt }) => dueAt)

    expect(dueOf(again)).toEqual(['2026-03-04T15:10:00.000Z'])
    expect(dueOf(again, voided)).toEqual([LATER])
    expect(dueOf(scan('S1', 'lost', NEXT), again)).toEqual([LATER])
  })

  it('goes at once also in the hour that the clocks repeat', () => {
    const at = '2026-11-01T06:30:00.000Z'

    expect(want([one, ships('S1', { L1: 1 }, { at })], at)[0]?.dueAt).toBe(at)
  })

  it('is not said of a label, and is when the carrier has scanned it', () => {
    const label = ships('S1', { L1: 1 }, { shipped_at: null })

    expect(want([one, label])).toEqual([])
    expect(want([one, label, scan('S1', 'in_transit')])).toMatchObject([{ key: 'shipped:S1' }])
  })

  it('is late after an outage, and not said of what has arrived meanwhile', () => {
    const events = [one, ships('S1', { L1: 1 })]

    expect(want(events, LATER)[0]?.dueAt).toBe(LATER)
    expect(want([...events, scan('S1', 'delivered')], LATER)).toEqual([])
  })

  it('is not wanted where nothing shipped, or the package is voided', () => {
    const voided = anEvent('shipment.voided', LATER, { shipment_id: 'S1' })

    expect(want([one])).toEqual([])
    expect(want([one, ships('S1', { L1: 1 }), voided])).toEqual([])
  })

  it('is none for an import', () => {
    const old = ships('S1', { L1: 1 }, { receivedAt: '2026-03-06T15:00:01Z' })

    expect(want([one, old])).toEqual([])
  })

  it('stays wanted until it is delivered, for the text that waits', () => {
    const said = sendNow([one, ships('S1', { L1: 1 })], 'shipped', NEXT)

    expect(want(said, LATER)).toMatchObject([{ key: 'shipped:S1', dueAt: NEXT }])
    expect(want([...said, scan('S1', 'delivered')], LATER)).toEqual([])
  })
})

describe('partially_shipped', () => {
  it('goes at once where lines remain, and tells when they come', () => {
    expect(want([two, ships('S1', { L1: 1 })])).toMatchObject([
      {
        kind: 'partially_shipped',
        key: 'partially_shipped:S1',
        dueAt: NEXT,
        facts: { shipments: ['S1'], told: { dates: { L2: PROMISED } } },
      },
    ])
  })

  it('is one message for packages that leave together', () => {
    const three = placed([lineData('L1'), lineData('L2'), backordered('L3')])
    const wanted = want([three, ships('S1', { L1: 1 }), ships('S2', { L2: 1 })])

    expect(wanted).toMatchObject([
      { key: 'partially_shipped:S2', facts: { shipments: ['S1', 'S2'] } },
    ])
  })

  it('is followed by shipped when another package takes the rest', () => {
    const first = sendNow([two, ships('S1', { L1: 1 })], 'partially_shipped', NEXT)
    const wanted = want([...first, ships('S2', { L2: 1 }, { at: LATER })], LATER)

    expect(wanted).toMatchObject([
      { kind: 'shipped', key: 'shipped:S2', facts: { shipments: ['S2'] } },
    ])
  })

  it('and shipped are one message, where both are still unsaid', () => {
    const wanted = want([two, ships('S1', { L1: 1 }), ships('S2', { L2: 1 }, { at: LATER })], LATER)

    expect(wanted).toMatchObject([{ kind: 'shipped', facts: { shipments: ['S1', 'S2'] } }])
    expect(wanted).toHaveLength(1)
  })

  it('is shipped where the rest was cancelled', () => {
    const cancelled = anEvent('order.cancelled', LATER, { lines: [{ id: 'L2', quantity: 1 }] })

    expect(want([two, ships('S1', { L1: 1 }), cancelled], LATER)).toMatchObject([
      { kind: 'shipped' },
    ])
  })
})
