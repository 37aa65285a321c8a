import { describe, expect, it } from 'vitest'
import { wantRefundDue, wantRefundVoid } from '../../../src/domain/cadence/merchant/refund-due.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  lineData,
  ownEvent,
  placed,
} from '../../support/events.ts'
import { inShort, play } from '../story-driver.ts'

const LEFT = '2026-03-03T12:00:00.000Z'
const LOWERED = '2026-03-03T15:00:00.000Z'
const HEARD = '2026-03-04T12:00:00.000Z'
const UNTIL = '2026-03-06T00:00:00.000Z'
const order = placed([lineData('L1'), lineData('L2', { quantity: 3 })], { payment_status: 'paid' })
const lowersTo = (quantity: number, at = LOWERED) =>
  anEvent('order.updated', at, { lines: [{ id: 'L2', quantity }] } as never, { id: 'evt_edit' })
const leaves = (quantity: number, receivedAt = HEARD, shipmentId = 'shp_1') =>
  anEvent(
    'shipment.created',
    LEFT,
    { shipment_id: shipmentId, shipped_at: LEFT, lines: [{ id: 'L2', quantity }] },
    { receivedAt, id: `evt_${shipmentId}` },
  )
const corrections = (events: readonly Recorded[]) =>
  play([order, ...events], UNTIL).spoken.filter(({ kind }) => kind === 'cancellation_declined')

describe('a package that had left with what an update then took off, and is heard of after the word', () => {
  it('is told as what could not be cancelled, once, and nothing of it comes back', () => {
    const told = corrections([lowersTo(0), leaves(3)])

    expect(told).toMatchObject([
      {
        at: HEARD,
        wanted: {
          key: 'cancellation_declined:evt_shp_1',
          facts: {
            lines: ['L2'],
            cancelled: [{ lineId: 'L2', quantity: 3 }],
            shipments: ['shp_1'],
            refund: null,
          },
        },
      },
    ])
  })

  it('and with the sum of what stays off, where it took only some', () => {
    const story = play([order, lowersTo(1), leaves(2)], UNTIL)

    expect(inShort(story).slice(1)).toEqual([
      '2026-03-03T15:00 order_cancelled',
      '2026-03-04T12:00 partially_shipped',
      '2026-03-04T12:00 cancellation_declined',
    ])
    expect(story.spoken.at(-1)?.wanted.facts).toMatchObject({
      cancelled: [{ lineId: 'L2', quantity: 1 }],
      refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2026-03-12' },
    })
  })

  it('is told once for one package, which took of what was cancelled by name as well', () => {
    const cancels = anEvent('order.cancelled', LOWERED, { lines: [{ id: 'L1', quantity: 1 }] })
    const both = anEvent(
      'shipment.created',
      LEFT,
      {
        shipment_id: 'shp_1',
        shipped_at: LEFT,
        lines: [
          { id: 'L1', quantity: 1 },
          { id: 'L2', quantity: 3 },
        ],
      },
      { receivedAt: HEARD },
    )

    expect(corrections([lowersTo(0), cancels, both])).toMatchObject([
      { wanted: { facts: { cancelled: [{ lineId: 'L1' }, { lineId: 'L2', quantity: 3 }] } } },
    ])
  })

  it('is told of each package that took some', () => {
    const first = leaves(1, HEARD)
    const second = leaves(2, '2026-03-05T12:00:00.000Z', 'shp_2')

    expect(corrections([lowersTo(0), first, second])).toMatchObject([
      {
        wanted: {
          facts: { cancelled: [{ quantity: 1 }], refund: { amount: { amount: '39.80' } } },
        },
      },
      { wanted: { facts: { cancelled: [{ quantity: 2 }], refund: null } } },
    ])
  })

  it('is nothing where the package was known, or took what is still ordered', () => {
    expect(corrections([leaves(2, LEFT), lowersTo(2)])).toEqual([])
    expect(corrections([lowersTo(1), leaves(1)])).toEqual([])
  })

  it('is told without a word of money where something else had taken its place', () => {
    const swapped = anEvent('order.updated', LOWERED, {
      lines: [{ id: 'L2', quantity: 1 }, backordered('L9')],
    } as never)

    expect(corrections([swapped, leaves(2)])).toMatchObject([
      { wanted: { facts: { cancelled: [{ lineId: 'L2', quantity: 1 }], refund: null } } },
    ])
  })

  const SINCE = '2026-03-03T18:00:00.000Z'
  const leavesSince = (quantity: number, at = SINCE, shipmentId = 'shp_1') =>
    anEvent(
      'shipment.created',
      at,
      { shipment_id: shipmentId, shipped_at: at, lines: [{ id: 'L2', quantity }] },
      { id: `evt_${shipmentId}` },
    )

  it('is told of a package that leaves with it after the update as well', () => {
    expect(corrections([lowersTo(1), leavesSince(3)])).toMatchObject([
      {
        at: SINCE,
        wanted: { facts: { cancelled: [{ lineId: 'L2', quantity: 2 }], refund: null } },
      },
    ])
    expect(corrections([lowersTo(1), leavesSince(1)])).toEqual([])
  })

  it('is told once, with what the package took of a cancellation by name', () => {
    const lines = [{ id: 'L2', quantity: 1, total: 1 }]
    const pressed = ownEvent('cancellation.made', '2026-03-03T16:00:00.000Z', {
      by: 'shopper',
      lines,
      reason: null,
    })

    expect(corrections([lowersTo(1), pressed, leavesSince(3)])).toMatchObject([
      { wanted: { facts: { cancelled: [{ lineId: 'L2', quantity: 3 }], refund: null } } },
    ])
  })

  it('is told of the package that took it, and not of the one that took what is ordered', () => {
    const second = leavesSince(2, '2026-03-03T20:00:00.000Z', 'shp_2')

    expect(corrections([lowersTo(1), leavesSince(1), second])).toMatchObject([
      { wanted: { facts: { cancelled: [{ quantity: 2 }], shipments: ['shp_2'] } } },
    ])
  })

  it('makes nothing gone where it left before any word of it', () => {
    expect(inShort(play([order, lowersTo(1, SINCE), leavesSince(3)], UNTIL)).slice(1)).toEqual([
      '2026-03-03T18:00 partially_shipped',
    ])
  })

  it.each([
    ['one heard of late', leaves(3)],
    ['one that left since', leavesSince(3)],
  ])('comes back again with its package, told with its money: %s', (_, left) => {
    const at = '2026-03-04T18:00:00.000Z'
    const back = anEvent('shipment.voided', at, { shipment_id: 'shp_1' })
    const { spoken } = play([order, lowersTo(1), left, back], UNTIL)
    const sums = spoken
      .filter(({ kind }) => kind === 'order_cancelled')
      .map(({ at: when, wanted: { facts } }) => [
        when,
        facts.cancelled,
        facts.refund?.amount?.amount,
      ])

    const cancelled = [{ lineId: 'L2', quantity: 2, removed: 2 }]
    expect(sums).toEqual([
      [LOWERED, cancelled, '39.80'],
      [at, cancelled, '39.80'],
    ])
  })

  it('leaves nothing due with the merchant, who was told of no refund', () => {
    const story = play([order, lowersTo(0), leaves(3)], UNTIL)

    expect(wantRefundDue(story.order, contextAt(UNTIL))).toEqual([])
    expect(wantRefundVoid(story.order, contextAt(UNTIL))).toEqual([])
  })
})

describe('the same of what was cancelled by its name', () => {
  it.each([
    ['order.cancelled', lineData('L3')],
    ['backorder.unfulfillable', backordered('L3')],
  ] as const)('is told also where the package took all of it: %s', (type, line) => {
    const lines = [{ id: 'L3', quantity: 1 }]
    const all = anEvent(
      'shipment.created',
      LEFT,
      { shipment_id: 'shp_1', shipped_at: LEFT, lines },
      { receivedAt: HEARD, id: 'evt_shp_1' },
    )
    const of = placed([lineData('L1'), line], { payment_status: 'paid' })
    const story = play([of, anEvent(type, LOWERED, { lines }), all], UNTIL)
    const told = story.spoken.filter(({ kind }) => kind === 'cancellation_declined')

    expect(told).toMatchObject([
      {
        at: HEARD,
        wanted: {
          key: 'cancellation_declined:evt_shp_1',
          facts: { cancelled: [{ lineId: 'L3', quantity: 1 }], refund: null },
        },
      },
    ])
  })
})
