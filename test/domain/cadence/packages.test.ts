import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../../src/domain/message.ts'
import type { ShipmentStatus } from '../../../src/domain/order.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import { anEvent, contextAt, fold, lineData, placed, said, sendNow } from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'

const OUT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-05T15:00:00.000Z'
const OF_PACKAGES = /^(out_for|available|deliver|returned|shipped|partially)/
const want = (events: Recorded[], now = LATER, policy: Partial<Policy> = {}) =>
  wantedNotices(fold(events), contextAt(now, policy)).filter(({ kind }) => OF_PACKAGES.test(kind))
const kinds = (...given: Parameters<typeof want>) => want(...given).map(({ key }) => key)
const ships = (id = 'S1', line = 'L1', over = {}) =>
  anEvent('shipment.created', OUT, {
    shipment_id: id,
    shipped_at: OUT,
    lines: [{ id: line, quantity: 1 }],
    ...over,
  })
const scan = (status: ShipmentStatus, at = LATER, id = 'S1', receivedAt = at) =>
  anEvent('shipment.updated', at, { shipment_id: id, status }, { receivedAt })
const order = placed([lineData('L1')])
const shipped = (...more: Recorded[]) => [...sendNow([order, ships()], 'shipped', OUT), ...more]

describe('what the carrier says of a package', () => {
  it.each([
    ['out_for_delivery', 'out_for_delivery'],
    ['available_for_pickup', 'available_for_pickup'],
    ['delivered', 'delivered'],
    ['delayed', 'delivery_delayed'],
    ['exception', 'delivery_exception'],
    ['return_to_sender', 'returned'],
    ['lost', 'delivery_lost'],
  ] as const)('%s is told at once as %s', (status, kind) => {
    const [notice] = want(shipped(scan(status))).filter((one) => one.kind === kind)

    expect(notice).toMatchObject({
      key: `${kind}:S1`,
      dueAt: LATER,
      facts: { shipments: ['S1'], told: { packages: { S1: status } } },
    })
  })

  it('is the last state alone, once a package', () => {
    const both = shipped(scan('out_for_delivery'), scan('delivered', '2026-03-05T19:00:00Z'))
    const two = placed([lineData('L1'), lineData('L2')])
    const packages = [
      two,
      ships('S1'),
      ships('S2', 'L2'),
      scan('delivered'),
      scan('delivered', LATER, 'S2'),
    ]

    expect(kinds(both, '2026-03-05T19:00:00Z')).toEqual(['delivered:S1'])
    expect(kinds(packages)).toEqual(['delivered:S1', 'delivered:S2'])
  })

  it('stands in for "shipped" where that was not said yet', () => {
    expect(kinds([order, ships(), scan('out_for_delivery')])).not.toContain('shipped:S1')
    expect(kinds([order, ships(), scan('in_transit')])).toContain('shipped:S1')
  })

  it('is not told of an import, of a label taken back, nor a week late', () => {
    const late = scan('delivered', LATER, 'S1', '2026-03-09T15:00:00.000Z')
    const voided = anEvent('shipment.voided', LATER, { shipment_id: 'S1' })

    expect(kinds(shipped(late), '2026-03-09T15:00:00Z')).toEqual([])
    expect(kinds(shipped(scan('out_for_delivery'), voided))).toEqual([])
    expect(kinds(shipped(scan('delivered')), '2026-03-20T15:00:00Z')).toEqual([])
  })

  it('delivered, of a parcel on its way back, is not to the customer', () => {
    const back = shipped(scan('return_to_sender'), scan('delivered', '2026-03-06T15:00:00Z'))

    expect(kinds(back, '2026-03-06T15:00:00Z')).toContain('returned:S1')
    expect(fold(back).shipments[0]?.status).toBe('return_to_sender')
  })
})

describe('the same state once more', () => {
  const day = (date: number, hour = '15') =>
    `2026-03-${String(date).padStart(2, '0')}T${hour}:00:00.000Z`
  const late = (at: string, expected_delivery: string | null) =>
    anEvent('shipment.updated', at, { shipment_id: 'S1', status: 'delayed', expected_delivery })
  const told = (events: Recorded[], kind: MessageKind, at: string, messageId = 'msg_1') =>
    sendNow(events, kind, at, { messageId })
  const news = (events: Recorded[], kind: MessageKind, now: string) =>
    want(events, now)
      .filter((one) => one.kind === kind)
      .map(({ key, dueAt }) => [key, dueAt])

  it('is told where the day that was told as the new one moves again, an hour after it', () => {
    const first = told(shipped(late(day(5), '2026-03-10')), 'delivery_delayed', day(5))
    const moved = [...first, late('2026-03-05T15:20:00.000Z', '2026-03-17')]

    expect(news(first, 'delivery_delayed', day(6))).toEqual([['delivery_delayed:S1', day(6)]])
    expect(news(moved, 'delivery_delayed', '2026-03-05T15:20:00.000Z')).toEqual([
      ['delivery_delayed:S1:msg_1', day(5, '16')],
    ])
    const second = told(moved, 'delivery_delayed', day(5, '16'), 'msg_2')
    expect(news(second, 'delivery_delayed', day(6))).toEqual([
      ['delivery_delayed:S1:msg_1', day(6)],
    ])
    const sooner = [...second, late(day(7), '2026-03-12')]
    expect(news(sooner, 'delivery_delayed', day(7))).toEqual([
      ['delivery_delayed:S1:msg_1', day(7)],
    ])
  })

  it('is told where the day that was told as the new one goes by', () => {
    const first = told(shipped(late(day(5), '2026-03-10')), 'delivery_delayed', day(5))
    const moving = [...first, scan('in_transit', day(9))]

    expect(news(moving, 'delivery_delayed', day(9))).toEqual([
      ['delivery_delayed:S1:msg_1', '2026-03-11T13:00:00.000Z'],
    ])
    const missed = told(moving, 'delivery_delayed', '2026-03-11T13:00:00.000Z', 'msg_2')
    const after = [...missed, scan('in_transit', day(12))]
    expect(news(after, 'delivery_delayed', day(12))).toEqual([
      ['delivery_delayed:S1:msg_1', day(12)],
    ])
  })

  it('is told where a day goes by that the carrier named since there was none to tell', () => {
    const ships9 = [
      ...sendNow([order, ships('S1', 'L1', { expected_delivery: '2026-03-04' })], 'shipped', OUT),
      scan('in_transit', OUT),
    ]
    const first = told(ships9, 'delivery_delayed', day(5))
    const named = anEvent('shipment.updated', day(6), {
      shipment_id: 'S1',
      status: 'in_transit',
      expected_delivery: '2026-03-09',
    })

    expect(news(first, 'delivery_delayed', day(6))).toEqual([['delivery_delayed:S1', day(6)]])
    expect(news([...first, named], 'delivery_delayed', day(6))).toEqual([
      ['delivery_delayed:S1:msg_1', '2026-03-10T13:00:00.000Z'],
    ])
  })

  it('is told of another exception, and of another silence, once it had moved on', () => {
    const held = told(shipped(scan('exception', day(5))), 'delivery_exception', day(5))
    const on = [...held, scan('in_transit', day(6)), scan('exception', day(7))]

    expect(news([...held, scan('exception', day(6))], 'delivery_exception', day(6))).toEqual([
      ['delivery_exception:S1', day(6)],
    ])
    expect(news(on, 'delivery_exception', day(7))).toEqual([
      ['delivery_exception:S1:msg_1', day(7)],
    ])

    const quiet = told(shipped(scan('in_transit', day(3))), 'delivery_stalled', day(7))
    expect(news(quiet, 'delivery_stalled', day(8))).toEqual([['delivery_stalled:S1', day(8)]])
    const again = [...quiet, scan('in_transit', day(8))]
    expect(news(again, 'delivery_stalled', day(8))).toEqual([
      ['delivery_stalled:S1:msg_1', day(12)],
    ])
  })

  it('is no second "out for delivery", nor a second "delivered"', () => {
    const out = told(shipped(scan('out_for_delivery', day(5))), 'out_for_delivery', day(5))
    const tried = [...out, scan('exception', day(5, '20')), scan('out_for_delivery', day(6))]

    expect(news(tried, 'out_for_delivery', day(6))).toEqual([['out_for_delivery:S1', day(6)]])
  })
})

describe('what a carrier’s silence means', () => {
  const due = (events: Recorded[], now = LATER, policy: Partial<Policy> = {}) =>
    Object.fromEntries(want(events, now, policy).map(({ kind, dueAt }) => [kind, dueAt]))

  it('is planned ahead: stalled after four days, lost after ten, by the reader’s calendar', () => {
    expect(due(shipped(scan('in_transit')))).toMatchObject({
      // 10:00 in New York; the clocks change on 8 March.
      delivery_stalled: '2026-03-09T14:00:00.000Z',
      delivery_lost: '2026-03-15T14:00:00.000Z',
    })
    const policy = { stalled_after_days: 2, lost_after_days: 3 }
    expect(due(shipped(scan('in_transit')), LATER, policy)).toMatchObject({
      delivery_stalled: '2026-03-07T15:00:00.000Z',
      delivery_lost: '2026-03-08T14:00:00.000Z',
    })
  })

  it('counts from the last checkpoint, and is over with the delivery', () => {
    const again = shipped(scan('in_transit'), scan('in_transit', '2026-03-06T15:00:00Z'))

    expect(due(again).delivery_stalled).toBe('2026-03-10T14:00:00.000Z')
    expect(kinds(shipped(scan('in_transit'), scan('delivered', '2026-03-06T15:00:00Z')))).toEqual([
      'delivered:S1',
    ])
  })

  it('tells the morning after the day that was expected', () => {
    const events = [
      ...sendNow([order, ships('S1', 'L1', { expected_delivery: '2026-03-06' })], 'shipped', OUT),
      scan('in_transit'),
    ]

    expect(due(events).delivery_delayed).toBe('2026-03-07T14:00:00.000Z')
  })

  it('calls no parcel late that it has called lost', () => {
    const far = ships('S1', 'L1', { expected_delivery: '2026-03-20' })
    const events = [...sendNow([order, far], 'shipped', OUT), scan('in_transit')]

    expect(due(events)).toHaveProperty('delivery_lost')
    expect(due(events)).not.toHaveProperty('delivery_delayed')
  })

  it('after an outage tells the last state alone, at once', () => {
    const now = '2026-03-17T15:00:00.000Z'

    expect(kinds(shipped(scan('in_transit')), now)).toEqual(['shipped:S1', 'delivery_lost:S1'])
    expect(due(shipped(scan('in_transit')), now).delivery_lost).toBe(now)
  })

  it('alarms nobody before a carrier has spoken of the package, nor of an import', () => {
    const old = scan('in_transit', LATER, 'S1', '2026-03-09T15:00:00.000Z')
    const label = ships('S1', 'L1', { expected_delivery: '2026-03-06' })

    expect(kinds([order, label])).toEqual(['shipped:S1'])
    expect(kinds(shipped(old), '2026-03-09T15:00:00Z')).toEqual(['shipped:S1'])
  })
})

describe('shipped, held for the first scan', () => {
  const policy = { shipped_on: 'first_scan' as const }

  it('waits twelve hours at most', () => {
    expect(want([order, ships()], OUT, policy)).toMatchObject([
      { kind: 'shipped', dueAt: '2026-03-04T03:00:00.000Z' },
    ])
    expect(want([order, ships()], LATER, policy)).toMatchObject([{ dueAt: LATER }])
    expect(want([order, ships()], OUT, { ...policy, first_scan_hours: 2 })).toMatchObject([
      { kind: 'shipped', dueAt: '2026-03-03T17:00:00.000Z' },
    ])
  })

  it('goes with the first word of the carrier', () => {
    const scanned = scan('in_transit', '2026-03-03T18:00:00Z')
    const [first] = want([order, ships(), scanned], '2026-03-03T18:00:00Z', policy)

    expect(first?.dueAt).toBe('2026-03-03T18:00:00.000Z')
  })

  it('is the last of the order with the package that is told last, and with no other', () => {
    const two = placed([lineData('L1'), lineData('L2')])
    const left = [two, ships('S1'), ships('S2', 'L2')]
    const scanned = [...left, scan('in_transit', '2026-03-03T18:00:00Z')]
    const at = '2026-03-03T18:00:00.000Z'

    const words = (...given: Parameters<typeof want>) =>
      want(...given).filter(({ kind }) => kind.endsWith('shipped'))
    expect(words(left, OUT, policy).map(({ kind, facts }) => [kind, facts.shipments])).toEqual([
      ['shipped', ['S1', 'S2']],
    ])
    expect(words(scanned, at, policy)).toMatchObject([
      { kind: 'partially_shipped', dueAt: at, facts: { shipments: ['S1'] } },
      { kind: 'shipped', dueAt: '2026-03-04T03:00:00.000Z', facts: { shipments: ['S2'] } },
    ])
    // Its text may wait for the morning, and is still true then.
    const [word] = words(scanned, at, policy)
    const told = [...scanned, said(at, 'partially_shipped', word?.facts.told, { key: word?.key })]
    expect(words(told, at, policy).map(({ kind }) => kind)).toEqual([
      'shipped',
      'partially_shipped',
    ])
  })
})

describe('delivery_feedback', () => {
  const policy = { delivery_feedback: true }
  const delivered = shipped(scan('delivered'))
  const asked = (...given: Parameters<typeof want>) =>
    want(...given).filter(({ kind }) => kind === 'delivery_feedback')

  it('is asked two days after the last package, where the merchant wishes it', () => {
    expect(asked(delivered, LATER, policy)).toMatchObject([
      { key: 'delivery_feedback:S1', dueAt: '2026-03-07T15:00:00.000Z' },
    ])
    expect(asked(delivered)).toEqual([])
    expect(asked(delivered, LATER, { ...policy, feedback_after_days: 5 })).toMatchObject([
      { dueAt: '2026-03-10T14:00:00.000Z', because: { facts: { after_days: 5 } } },
    ])
  })

  it('is not asked while a package is on its way, nor of a delivery long past', () => {
    const two = placed([lineData('L1'), lineData('L2')])

    expect(asked([two, ships('S1'), ships('S2', 'L2'), scan('delivered')], LATER, policy)).toEqual(
      [],
    )
    expect(asked(delivered, '2026-04-05T15:00:00Z', policy)).toEqual([])
  })
})
