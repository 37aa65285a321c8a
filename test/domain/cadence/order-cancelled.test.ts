import { describe, expect, it } from 'vitest'
import { wantOrderCancelled } from '../../../src/domain/cadence/order-cancelled.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  contextAt,
  fold,
  lineData,
  ownEvent,
  placed,
  sendNow,
} from '../../support/events.ts'

const NEXT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T15:00:00.000Z'
const want = (events: Recorded[], now = NEXT) => wantOrderCancelled(fold(events), contextAt(now))
const two = placed([lineData('L1', { quantity: 3 }), lineData('L2')])
const cancels = (
  at = NEXT,
  lines?: Record<string, number>,
  { id = 'evt_c', receivedAt = at } = {},
) =>
  anEvent(
    'order.cancelled',
    at,
    lines
      ? { lines: Object.entries(lines).map(([line, quantity]) => ({ id: line, quantity })) }
      : { reason: 'Changed their mind' },
    { id, receivedAt },
  )
const ours = (at: string, quantity: number, total: number) =>
  ownEvent(
    'cancellation.made',
    at,
    { by: 'shopper', lines: [{ id: 'L1', quantity, total }], reason: null },
    'own_c',
  )

describe('order_cancelled', () => {
  it('goes at once, with what, why, and the refund by the seventh working day', () => {
    expect(want([two, cancels()])).toMatchObject([
      {
        kind: 'order_cancelled',
        key: 'order_cancelled:evt_c',
        dueAt: NEXT,
        facts: {
          cancelled: [
            { lineId: 'L1', quantity: 3 },
            { lineId: 'L2', quantity: 1 },
          ],
          reason: 'Changed their mind',
          refund: { amount: { amount: '79.60', currency: 'USD' }, dueOn: '2026-03-12' },
          told: { cancelled: { L1: 3, L2: 1 } },
        },
      },
    ])
  })

  it.each([
    ['all of it', '79.60', undefined, null],
    ['more than the goods, with the shipping', '84.60', undefined, null],
    ['a part', '20.00', undefined, '59.60'],
    ['all of a line of it', '59.70', ['L1'], '19.90'],
  ])('speaks of no money that has come back already: %s', (_, amount, lines, left) => {
    const money = { amount, currency: 'USD' }
    const refunded = anEvent(
      'order.refunded',
      '2026-03-02T18:00:00.000Z',
      { amount: money, ...(lines && { lines: lines.map((id) => ({ id })) }) },
      { id: 'evt_r' },
    )

    expect(want([two, refunded, cancels()])[0]?.facts.refund?.amount?.amount ?? null).toBe(left)
  })

  it('counts no refund of what was sent back', () => {
    const goodwill = anEvent('order.refunded', '2026-03-02T18:00:00.000Z', {
      amount: { amount: '19.90', currency: 'USD' },
      lines: [{ id: 'L2' }],
    })
    const [notice] = want([two, goodwill, cancels(NEXT, { L1: 1 })])

    expect(notice?.facts.refund?.amount?.amount).toBe('19.90')
  })

  it('takes less than the price with the act for the whole: a discount was paid with it', () => {
    const refunded = anEvent('order.refunded', '2026-03-03T14:59:59.000Z', {
      amount: { amount: '63.68', currency: 'USD' },
    })

    expect(want([two, refunded, cancels()])[0]?.facts.refund).toBeNull()
  })

  it('goes at once also in the hour that the clocks leave out', () => {
    const at = '2026-03-08T07:00:00.000Z'

    expect(want([two, cancels(at)], at)[0]?.dueAt).toBe(at)
  })

  it('counts the refund from the act in the merchant’s day, over holidays', () => {
    const eve = cancels('2026-12-24T02:00:00Z') // still 23 December in New York
    const christmas = placed([lineData('L1')], { at: '2026-12-20T15:00:00Z' })

    expect(want([christmas, eve])[0]?.facts.refund?.dueOn).toBe('2027-01-05')
  })

  it('is late after an outage, and the refund is not later for it', () => {
    const wanted = want([two, cancels()], '2026-03-10T15:00:00.000Z')

    expect(wanted).toMatchObject([
      { dueAt: '2026-03-10T15:00:00.000Z', facts: { refund: { dueOn: '2026-03-12' } } },
    ])
  })

  it.each(['authorized', 'pending'] as const)(
    'says nothing of a refund where it is %s',
    (payment_status) => {
      const unpaid = placed([lineData('L1')], { payment_status })

      expect(want([unpaid, cancels()])[0]?.facts.refund).toBeNull()
    },
  )

  it('names no sum where a price is not known', () => {
    const unpriced = placed([lineData('L1'), { id: 'L2', title: 'Gift', quantity: 1 }])

    expect(want([unpriced, cancels()])[0]?.facts.refund).toMatchObject({ amount: null })
  })

  it('is not wanted where nothing was cancelled', () => {
    expect(want([two])).toEqual([])
  })

  it('is not wanted where all of it had shipped before', () => {
    const shipped = anEvent('shipment.created', '2026-03-02T18:00:00Z', {
      shipment_id: 'S1',
      shipped_at: '2026-03-02T18:00:00Z',
      lines: [
        { id: 'L1', quantity: 3 },
        { id: 'L2', quantity: 1 },
      ],
    })

    expect(want([two, cancels(), shipped])).toEqual([])
  })

  it('says nothing anew when ours comes back as an event', () => {
    const said = sendNow([two, ours(NEXT, 2, 2)], 'order_cancelled', NEXT)
    const echo = cancels(LATER, { L1: 2 })

    expect(want([...said, echo], LATER)).toEqual(want(said, LATER))
    expect(want([two, ours(NEXT, 2, 2), echo], LATER)).toMatchObject([
      { key: 'order_cancelled:own_c', facts: { cancelled: [{ lineId: 'L1', quantity: 2 }] } },
    ])
  })

  it('says nothing anew either where the echo bears an earlier time', () => {
    const said = sendNow([two, ours(NEXT, 2, 2)], 'order_cancelled', NEXT)
    const echo = cancels('2026-03-03T14:59:00Z', { L1: 2 }, { receivedAt: LATER })

    // Under the key of the echo, which nobody has heard, it would go a second time.
    expect(want([...said, echo], LATER)).toEqual([])
  })

  it('tells of the second act what it adds, with a sum of its own', () => {
    const said = sendNow([two, cancels(NEXT, { L1: 1 })], 'order_cancelled', NEXT)
    const second = cancels(LATER, { L1: 2 }, { id: 'evt_d' })

    expect(want([...said, second], LATER)).toMatchObject([
      {
        key: 'order_cancelled:evt_d',
        facts: {
          cancelled: [{ lineId: 'L1', quantity: 2 }],
          refund: { amount: { amount: '39.80', currency: 'USD' } },
        },
      },
    ])
  })

  it('is one message for two acts that are both unsaid', () => {
    const wanted = want(
      [two, cancels(NEXT, { L1: 1 }), cancels(LATER, { L2: 1 }, { id: 'evt_d' })],
      LATER,
    )

    expect(wanted).toMatchObject([
      {
        facts: {
          cancelled: [
            { lineId: 'L1', quantity: 1 },
            { lineId: 'L2', quantity: 1 },
          ],
        },
      },
    ])
    expect(wanted).toHaveLength(1)
  })

  it('tells of an act that we hear of late, though a later one was told', () => {
    const said = sendNow([two, cancels(LATER, { L1: 1 })], 'order_cancelled', LATER)
    const late = cancels(NEXT, { L2: 1 }, { id: 'evt_b', receivedAt: '2026-03-05T15:00:00Z' })

    expect(want([...said, late])).toMatchObject([
      { key: 'order_cancelled:evt_b', facts: { cancelled: [{ lineId: 'L2', quantity: 1 }] } },
    ])
  })

  it('names the day of each act that it sums, and not the last of them', () => {
    const act = (at: string, id: string) => cancels(at, { L1: 1 }, { id })
    const [one] = want([two, act(NEXT, 'evt_a'), act(LATER, 'evt_b')], LATER)

    expect(one?.why).toBe(
      `Item L1 cancelled by the merchant on ${NEXT} and by the merchant on ${LATER}.`,
    )
    expect(one?.because.facts).toMatchObject({
      events: ['evt_a', 'evt_b'],
      cancelled_at: { evt_a: NEXT, evt_b: LATER },
    })
  })

  it('tells the whole act when a package that held some of it is voided', () => {
    const shipped = anEvent('shipment.created', '2026-03-02T18:00:00Z', {
      shipment_id: 'S1',
      shipped_at: '2026-03-02T18:00:00Z',
      lines: [{ id: 'L1', quantity: 2 }],
    })
    const all = cancels(NEXT, { L1: 3 })
    const said = sendNow([two, shipped, all], 'order_cancelled', NEXT, { messageId: 'msg_9' })
    const voided = anEvent('shipment.voided', LATER, { shipment_id: 'S1' })

    expect(want([...said, voided], LATER)).toMatchObject([
      { key: 'order_cancelled:evt_c:msg_9', facts: { cancelled: [{ lineId: 'L1', quantity: 3 }] } },
    ])
  })

  it('is none for an import', () => {
    expect(want([two, cancels(NEXT, undefined, { receivedAt: '2026-03-06T15:00:01Z' })])).toEqual(
      [],
    )
  })
})
