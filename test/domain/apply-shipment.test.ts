import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import type { EventData } from '../../src/domain/event.ts'
import type { ShipmentStatus } from '../../src/domain/order.ts'
import { orderStatus } from '../../src/domain/order.ts'
import { carrierDay } from '../../src/domain/shipment.ts'
import { anEvent, backordered, fold, lineData, lineOf, placed } from '../support/events.ts'

const DAY3 = '2026-03-03T15:00:00.000Z'
const DAY4 = '2026-03-04T15:00:00.000Z'
const DAY5 = '2026-03-05T15:00:00.000Z'
const two = placed([lineData('L1', { quantity: 2 })])

const label = (over: Partial<EventData<'shipment.created'>> = {}, at = DAY3, id = 'S1') =>
  anEvent('shipment.created', at, { shipment_id: id, lines: [{ id: 'L1', quantity: 1 }], ...over })
const shipped = (over: Partial<EventData<'shipment.created'>> = {}, at = DAY3, id = 'S1') =>
  label({ shipped_at: at, ...over }, at, id)
const scan = (status: ShipmentStatus, at: string, receivedAt = at) =>
  anEvent('shipment.updated', at, { shipment_id: 'S1', status }, { receivedAt })
const packageOf = (order: ReturnType<typeof fold>, id = 'S1') => {
  const found = order.shipments.find(({ shipmentId }) => shipmentId === id)
  if (!found) throw new Error(`there is no package ${id}`)
  return found
}

describe('shipment.created', () => {
  it('with shipped_at is in the carrier’s hands', () => {
    const order = fold([two, shipped()])

    expect(packageOf(order)).toMatchObject({ status: 'in_transit', shippedAt: DAY3 })
    expect(lineOf(order, 'L1').shipped).toBe(1)
    expect(orderStatus(order)).toBe('partially_shipped')
  })

  it('without it is a label, and nothing has shipped', () => {
    const order = fold([two, label({ shipped_at: null })])

    expect(packageOf(order)).toMatchObject({ status: 'pre_transit', shippedAt: null })
    expect(lineOf(order, 'L1').shipped).toBe(0)
    expect(orderStatus(order)).toBe('open')
  })

  it('sent again replaces what was known, and keeps what it leaves out', () => {
    const order = fold([
      two,
      label({ carrier: 'UPS', tracking_number: '1Z9' }),
      shipped({ lines: [{ id: 'L1', quantity: 2 }] }, DAY4),
    ])

    expect(order.shipments).toHaveLength(1)
    expect(packageOf(order)).toMatchObject({
      carrier: 'UPS',
      trackingNumber: '1Z9',
      status: 'in_transit',
      statusAt: DAY4,
      shippedAt: DAY4,
    })
    expect(lineOf(order, 'L1').shipped).toBe(2)
  })

  it('with a line that the order does not have is an anomaly until it has', () => {
    const before = [two, shipped({ lines: [{ id: 'L9', quantity: 1 }] })]
    expect(anomaliesOf(fold(before)).map(({ code }) => code)).toEqual(['unknown_line'])

    const order = fold([...before, anEvent('order.updated', DAY4, { lines: [lineData('L9')] })])
    expect(anomaliesOf(order)).toEqual([])
    expect(lineOf(order, 'L9').shipped).toBe(1)
  })

  it('of the last open line makes the order shipped, and its delivery delivered', () => {
    const all = [two, shipped({ lines: [{ id: 'L1', quantity: 2 }] })]

    expect(orderStatus(fold(all))).toBe('shipped')
    expect(orderStatus(fold([...all, scan('delivered', DAY5)]))).toBe('delivered')
  })

  it('takes from what was in stock first', () => {
    const order = fold([
      placed([
        backordered('L1', null, {
          quantity: 3,
          backorder: { quantity: 1, kind: 'standard', expected_at: null },
        }),
      ]),
      shipped({ lines: [{ id: 'L1', quantity: 2 }] }),
    ])

    expect(lineOf(order, 'L1')).toMatchObject({ shipped: 2 })
    expect(orderStatus(order)).toBe('partially_shipped')
  })
})

describe('shipment.updated', () => {
  it('before its package waits for it', () => {
    const before = [two, scan('out_for_delivery', DAY4)]
    expect(anomaliesOf(fold(before)).map(({ message }) => message)).toEqual([
      'shipment.updated waits: no shipment S1 is known yet',
    ])

    const order = fold([...before, label({}, DAY5)])
    expect(order.pending).toEqual([])
    expect(packageOf(order).status).toBe('out_for_delivery')
  })

  it('finds its package by the number, however that is grouped', () => {
    const order = fold([
      two,
      label({ tracking_number: '1Z 999 AA1' }),
      anEvent('shipment.updated', DAY4, { tracking_number: '1z999aa1', status: 'in_transit' }),
    ])

    expect(order.pending).toEqual([])
    expect(packageOf(order).status).toBe('in_transit')
  })

  it('of a number that two labels bear is of the one in use', () => {
    const order = fold([
      two,
      label({ tracking_number: '1Z9' }),
      anEvent('shipment.voided', DAY3, { shipment_id: 'S1' }),
      label({ tracking_number: '1Z9' }, DAY4, 'S2'),
      anEvent('shipment.updated', DAY5, { tracking_number: '1Z9', status: 'in_transit' }),
    ])

    expect(packageOf(order, 'S2').status).toBe('in_transit')
    expect(packageOf(order, 'S1').status).toBe('pre_transit')
  })

  it('from the carrier says that the carrier has it', () => {
    const order = fold([two, label(), scan('in_transit', DAY4)])

    expect(packageOf(order).shippedAt).toBe(DAY4)
    expect(lineOf(order, 'L1').shipped).toBe(1)
  })

  it.each<[ShipmentStatus, ShipmentStatus, ShipmentStatus]>([
    ['delivered', 'in_transit', 'delivered'],
    ['delivered', 'out_for_delivery', 'delivered'],
    ['delivered', 'delayed', 'delivered'],
    ['delivered', 'return_to_sender', 'return_to_sender'],
    ['delivered', 'exception', 'exception'],
    ['in_transit', 'pre_transit', 'in_transit'],
    ['out_for_delivery', 'in_transit', 'in_transit'],
    ['exception', 'in_transit', 'in_transit'],
  ])('%s and then %s is %s', (first, then, is) => {
    const order = fold([two, shipped(), scan(first, DAY4), scan(then, DAY5)])

    expect(packageOf(order).status).toBe(is)
  })

  it('that comes late does not undo what came after it', () => {
    const order = fold([two, shipped(), scan('delivered', DAY5), scan('in_transit', DAY4, DAY5)])

    expect(packageOf(order)).toMatchObject({ status: 'delivered', statusAt: DAY5 })
  })

  it('keeps checkpoints in their own order, each once', () => {
    const checkpoint = (at: string, message: string, occurredAt = at) =>
      anEvent('shipment.updated', occurredAt, {
        shipment_id: 'S1',
        status: 'in_transit',
        checkpoint: { at, message, city: 'Louisville' },
      })
    const order = fold([
      two,
      shipped(),
      checkpoint(DAY4, 'Arrived'),
      checkpoint(DAY3, 'Departed', DAY5),
      checkpoint(DAY4, 'Arrived', DAY5),
    ])

    expect(packageOf(order).checkpoints.map(({ message }) => message)).toEqual([
      'Departed',
      'Arrived',
    ])
  })

  it('moves the expected delivery, or takes it back', () => {
    const expect_ = (expected_delivery: string | null, at: string) =>
      anEvent('shipment.updated', at, {
        shipment_id: 'S1',
        status: 'in_transit',
        expected_delivery,
      })
    const before = [two, shipped({ expected_delivery: '2026-03-06' }), expect_('2026-03-08', DAY4)]

    expect(packageOf(fold(before)).expectedDelivery).toBe('2026-03-08')
    expect(packageOf(fold([...before, expect_(null, DAY5)])).expectedDelivery).toBeNull()
    expect(packageOf(fold([...before, scan('in_transit', DAY5)])).expectedDelivery).toBe(
      '2026-03-08',
    )
  })

  it('holds no day that the carrier named before it said that the package is late', () => {
    const late = (at: string, over: object = {}) =>
      anEvent('shipment.updated', at, { shipment_id: 'S1', status: 'delayed', ...over })
    const before = [two, shipped({ expected_delivery: '2026-03-06' })]

    expect(carrierDay(packageOf(fold([...before, late(DAY4)])))).toBeNull()
    const same = late(DAY4, { expected_delivery: '2026-03-06' })
    expect(carrierDay(packageOf(fold([...before, same])))).toBeNull()
    const anew = late(DAY4, { expected_delivery: '2026-03-09' })
    expect(carrierDay(packageOf(fold([...before, anew])))).toBe('2026-03-09')
    expect(carrierDay(packageOf(fold([...before, anew, late(DAY5)])))).toBe('2026-03-09')
    const later = late(DAY5, { expected_delivery: '2026-03-09' })
    expect(carrierDay(packageOf(fold([...before, late(DAY4), later])))).toBe('2026-03-09')
    expect(
      carrierDay(packageOf(fold([...before, late(DAY4), scan('in_transit', DAY5)]))),
    ).toBeNull()
  })
})

describe('shipment.voided', () => {
  it('gives back what the package held', () => {
    const order = fold([
      two,
      shipped({ lines: [{ id: 'L1', quantity: 2 }] }),
      anEvent('shipment.voided', DAY4, { shipment_id: 'S1' }),
    ])

    expect(lineOf(order, 'L1').shipped).toBe(0)
    expect(orderStatus(order)).toBe('open')
  })

  it('before its package waits for it', () => {
    const before = [two, anEvent('shipment.voided', DAY4, { shipment_id: 'S1' })]
    expect(fold(before).pending).toHaveLength(1)

    const order = fold([...before, shipped({}, DAY5)])
    expect(order.pending).toEqual([])
    expect(packageOf(order).voided).toBe(true)
  })

  it('waits where the carrier has delivered it, for what arrived has left', () => {
    const order = fold([
      two,
      shipped({ lines: [{ id: 'L1', quantity: 2 }] }),
      scan('delivered', DAY4),
      anEvent('shipment.voided', DAY5, { shipment_id: 'S1' }),
    ])

    expect(lineOf(order, 'L1').shipped).toBe(2)
    expect(packageOf(order).voided).toBe(false)
    expect(anomaliesOf(order).map(({ message }) => message)).toEqual([
      'shipment.voided waits: package S1 is delivered',
    ])
  })

  it('is in doubt once the carrier delivers it all the same', () => {
    const order = fold([
      two,
      shipped({ lines: [{ id: 'L1', quantity: 2 }] }),
      anEvent('shipment.voided', DAY4, { shipment_id: 'S1' }),
      scan('delivered', DAY5),
    ])

    expect(anomaliesOf(order).map(({ code }) => code)).toEqual(['delivered_after_void'])
  })
})
