import { describe, expect, it } from 'vitest'
import { wantRefundIssued } from '../../../src/domain/cadence/refund-issued.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import { anEvent, backordered, contextAt, fold, lineData, placed } from '../../support/events.ts'
import { play } from '../story-driver.ts'

const AT = '2026-03-03T15:00:00.000Z'
const want = (events: Recorded[], now = AT) => wantRefundIssued(fold(events), contextAt(now))
const one = placed([lineData('L1')])
const refund = (amount: string, id = 'evt_r', at = AT, receivedAt = at) =>
  anEvent('order.refunded', at, { amount: { amount, currency: 'USD' } }, { id, receivedAt })

describe('refund_issued', () => {
  it('goes at once, with the sum', () => {
    expect(want([one, refund('19.90')])).toMatchObject([
      {
        kind: 'refund_issued',
        key: 'refund_issued:evt_r',
        dueAt: AT,
        facts: { refunded: { amount: '19.90', currency: 'USD' } },
      },
    ])
  })

  it.each([
    ['in the hour that the clocks leave out', '2026-03-08T07:00:00.000Z'],
    ['after an outage', '2026-03-20T15:00:00.000Z'],
  ])('goes at once %s', (_, now) => {
    expect(want([one, refund('19.90')], now)).toMatchObject([{ dueAt: now }])
  })

  it('is one word a refund, each with its own sum', () => {
    const wanted = want([one, refund('5.00', 'evt_a'), refund('1.50', 'evt_b')])

    expect(wanted.map(({ facts }) => facts.refunded?.amount)).toEqual(['5.00', '1.50'])
  })

  it('is none of nothing, of an import, and where nothing was refunded', () => {
    expect(want([one, refund('0.00')])).toEqual([])
    expect(want([one, refund('5.00', 'evt_r', AT, '2026-03-06T15:00:01Z')])).toEqual([])
    expect(want([one])).toEqual([])
  })
})

describe('what waits though its money has gone back', () => {
  const two = placed([backordered('L1'), backordered('L2')])
  const refunded = (amount: string, lines?: string[]) =>
    anEvent('order.refunded', '2026-03-02T18:00:00.000Z', {
      amount: { amount, currency: 'USD' },
      ...(lines && { lines: lines.map((id) => ({ id })) }),
    })
  const paidBack = (...events: Recorded[]) =>
    play([two, ...events], '2026-03-05T15:00:00.000Z').spoken.find(
      ({ kind }) => kind === 'backorder_checkin',
    )?.wanted.facts.paidBack

  it('is known to the words of the wait: all of it, or the line that was named', () => {
    expect(paidBack(refunded('39.80'))).toEqual(['L1', 'L2'])
    expect(paidBack(refunded('19.90', ['L1']))).toEqual(['L1'])
  })

  it('is none where less went back, or none', () => {
    expect(paidBack(refunded('5.00', ['L1']))).toBeUndefined()
    expect(paidBack(refunded('19.90'))).toBeUndefined()
    expect(paidBack()).toBeUndefined()
  })
})
