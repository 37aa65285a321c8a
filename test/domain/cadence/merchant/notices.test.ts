import { describe, expect, it } from 'vitest'
import { wantedMerchantNotices } from '../../../../src/domain/cadence/merchant/index.ts'
import { foldContact } from '../../../../src/domain/fold-contact.ts'
import type { MerchantNoticeKind } from '../../../../src/domain/merchant-notice.ts'
import type { CancelActor } from '../../../../src/domain/order.ts'
import type { Recorded } from '../../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  placed,
} from '../../../support/events.ts'

const NEXT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T15:00:00.000Z'
type Context = Partial<ReturnType<typeof contextAt>>
const want = (kind: MerchantNoticeKind, events: Recorded[], over: Context = {}) =>
  wantedMerchantNotices(fold(events), { ...contextAt(LATER), ...over }).filter(
    (notice) => notice.kind === kind,
  )
const order = (over = {}) => placed([backordered('L1', undefined, { quantity: 2 })], over)
const cancelled = (
  quantity: number,
  { by = 'shopper' as CancelActor, at = NEXT, id = `own_${quantity}`, total = quantity } = {},
) =>
  ownEvent(
    'cancellation.made',
    at,
    { by, lines: [{ id: 'L1', quantity, total }], reason: null },
    id,
  )
const refunded = (amount: string, at = LATER) =>
  anEvent('order.refunded', at, { amount: { amount, currency: 'USD' } })
const asked = ownEvent(
  'cancellation.requested',
  NEXT,
  { by: 'shopper', lines: [{ id: 'L1', quantity: 2, total: 2 }], reason: null },
  'own_ask',
)

describe('cancellation.requested', () => {
  it('is due the moment it was asked, and names what', () => {
    expect(want('cancellation.requested', [order(), asked])).toMatchObject([
      {
        key: 'cancellation.requested:own_ask',
        dueAt: NEXT,
        facts: { by: 'shopper', lines: [{ lineId: 'L1', quantity: 2 }] },
      },
    ])
  })

  it('is over once it was answered, or the merchant cancelled by other means', () => {
    const answer = ownEvent('cancellation.answered', LATER, {
      answer: 'decline',
      lines: [],
      reason: null,
    })

    expect(want('cancellation.requested', [order(), asked, answer])).toEqual([])
    expect(
      want('cancellation.requested', [order(), asked, anEvent('order.cancelled', LATER, {})]),
    ).toEqual([])
  })
})

describe('order.cancelled', () => {
  it('tells what somebody cancelled through us', () => {
    expect(want('order.cancelled', [order(), cancelled(2)])).toMatchObject([
      {
        key: 'order.cancelled:own_2',
        dueAt: NEXT,
        facts: { by: 'shopper', lines: [{ lineId: 'L1', quantity: 2 }] },
      },
    ])
  })

  it("tells nothing of the merchant's own cancellation, by its system or through us", () => {
    expect(want('order.cancelled', [order(), anEvent('order.cancelled', NEXT, {})])).toEqual([])
    expect(want('order.cancelled', [order(), cancelled(2, { by: 'merchant' })])).toEqual([])
  })

  it('names only what is still cancelled where a package crossed it', () => {
    const package1 = anEvent('shipment.created', LATER, {
      shipment_id: 'S1',
      shipped_at: LATER,
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(want('order.cancelled', [order(), cancelled(2), package1])[0]?.facts.lines).toEqual([
      { lineId: 'L1', quantity: 1 },
    ])
  })
})

describe('refund.due', () => {
  it('names the sum and the day seven working days on, at once', () => {
    expect(want('refund.due', [order(), cancelled(2)])).toMatchObject([
      {
        key: 'refund.due:own_2',
        dueAt: NEXT,
        facts: { refund: { amount: { amount: '39.80', currency: 'USD' }, deadline: '2026-03-12' } },
      },
    ])
  })

  it('names us as who we are in its reason', () => {
    const why = (by: CancelActor) => want('refund.due', [order(), cancelled(2, { by })])[0]?.why

    expect(why('shopper')).toContain('Cancelled by the shopper on')
    expect(why('tidings')).toContain('Cancelled by Tidings on')
  })

  it('counts the days in the zone of the merchant when the clocks change in between', () => {
    // 23:30 on 5 March in New York, which is the 6th in UTC; the clocks change on the 8th.
    const at = '2026-03-06T04:30:00.000Z'

    expect(
      want('refund.due', [order(), cancelled(2, { at })], contextAt('2026-03-06T05:00:00Z'))[0]
        ?.facts.refund?.deadline,
    ).toBe('2026-03-16')
  })

  it('waits for the last days where the merchant cancelled by itself', () => {
    const [notice] = want('refund.due', [
      order(),
      anEvent('order.cancelled', NEXT, {}, { id: 'evt_c' }),
    ])

    expect(notice).toMatchObject({ key: 'refund.due:evt_c', dueAt: '2026-03-10T14:00:00.000Z' })
  })

  it('names what is left of what was paid back in part, before it was cancelled or after', () => {
    const left = (...events: ReturnType<typeof refunded>[]) =>
      want('refund.due', [order(), cancelled(2), ...events])[0]?.facts.refund?.amount?.amount
    expect(left(refunded('10.00'))).toBe('29.80')
    expect(left(refunded('10.00', '2026-03-02T16:00:00.000Z'))).toBe('29.80')
    expect(left(refunded('39.80', '2026-03-02T16:00:00.000Z'))).toBeUndefined()
  })

  it('is done once refunds reach the sum, act by act', () => {
    const two = [cancelled(1, { id: 'own_a' }), cancelled(1, { id: 'own_b', total: 2 })]
    const keys = (refund: string) =>
      want('refund.due', [order(), ...two, refunded(refund)]).map(({ key }) => key)

    expect(keys('10.00')).toEqual(['refund.due:own_a', 'refund.due:own_b'])
    expect(keys('19.90')).toEqual(['refund.due:own_b'])
    expect(keys('39.8')).toEqual([])
  })

  it('is not due where nothing was paid', () => {
    expect(want('refund.due', [order({ payment_status: 'authorized' }), cancelled(2)])).toEqual([])
  })

  it('is void for what shipped although it was cancelled, and says so', () => {
    const ships = anEvent(
      'shipment.created',
      LATER,
      { shipment_id: 'S1', shipped_at: LATER, lines: [{ id: 'L1', quantity: 1 }] },
      { id: 'evt_ships' },
    )
    const two = [order(), cancelled(2), ships]

    expect(want('refund.due', two)).toMatchObject([
      { key: 'refund.due:own_2', facts: { refund: { amount: { amount: '19.90' } } } },
      {
        key: 'refund.due:S1:evt_ships',
        dueAt: LATER,
        facts: {
          lines: [{ lineId: 'L1', quantity: 1 }],
          by: 'shopper',
          refund: { amount: { amount: '0', currency: 'USD' } },
        },
      },
    ])
    const voided = anEvent('shipment.voided', '2026-03-05T15:00:00Z', { shipment_id: 'S1' })
    // Due again; that it is said again is of the plan, which knows what was read.
    expect(want('refund.due', [...two, voided])).toMatchObject([
      {
        key: 'refund.due:own_2',
        facts: { refund: { amount: { amount: '39.80' }, deadline: '2026-03-12' } },
      },
    ])
    const byMerchant = [order(), anEvent('order.cancelled', NEXT, {}), ships]
    expect(want('refund.due', byMerchant).filter(({ key }) => key.includes('S1'))).toEqual([])
  })

  it('names no sum where a price is not known, and any refund after it settles it', () => {
    const unpriced = placed([{ id: 'L1', title: 'Item L1', quantity: 2 }])

    expect(want('refund.due', [unpriced, cancelled(2)])[0]?.facts.refund?.amount).toBeNull()
    expect(want('refund.due', [unpriced, cancelled(2), refunded('5.00')])).toEqual([])
  })

  it('says nothing of what was cancelled long before we heard of it', () => {
    const old = anEvent('order.cancelled', NEXT, {}, { receivedAt: '2026-03-20T15:00:00Z' })

    expect(want('refund.due', [order(), old])).toEqual([])
  })
})

describe('customer.unreachable', () => {
  const nobody = { reach: 'none' as const }

  it('comes an hour after an order that waits for stock', () => {
    expect(want('customer.unreachable', [order()], nobody)).toMatchObject([
      { key: 'customer.unreachable:evt_placed', dueAt: '2026-03-02T16:00:00.000Z' },
    ])
  })

  it('comes when the last channel was closed, where somebody was reached before, and names what did', () => {
    const stop = ownEvent('texts.stopped', '2026-03-05T20:00:00Z', {}, 'own_stop')
    const reached = { phone: '+12125550123', sms_consent: true }
    const closedBy = foldContact([
      placed([backordered('L1')], { customer: reached }),
      stop,
    ]).closedBy
    expect(closedBy).toMatchObject({ eventId: 'own_stop', channel: 'sms', cause: 'texts_stopped' })
    const context = { ...nobody, ...(closedBy && { unreachedBy: closedBy }) }
    const [notice] = want('customer.unreachable', [order()], context)

    expect(notice?.dueAt).toBe('2026-03-05T20:00:00.000Z')
    expect(notice?.why).toContain('stopped the texts on 2026-03-05T20:00:00.000Z')
    expect(notice?.because.facts).toMatchObject({
      events: ['evt_placed', 'own_stop'],
      closed_by: 'texts_stopped',
    })
  })

  it('comes once more where somebody was reached again, and then is not', () => {
    const start = ownEvent('texts.started', '2026-03-06T20:00:00Z', {}, 'own_start')
    const stopped = (id: string, at: string) => ownEvent('texts.stopped', at, {}, id)
    const first = [
      placed([backordered('L1')], { customer: { phone: '+12125550123', sms_consent: true } }),
      stopped('own_stop', '2026-03-05T20:00:00Z'),
    ]
    const again = [...first, start, stopped('own_again', '2026-03-07T20:00:00Z')]
    const noticeOf = (events: Recorded[]) => {
      const { closedBy } = foldContact(events)
      const over = { ...nobody, ...(closedBy && { unreachedBy: closedBy }) }
      return want('customer.unreachable', [order()], over)[0]
    }

    expect(noticeOf(again)?.key).not.toBe(noticeOf(first)?.key)
    expect(noticeOf(again)?.dueAt).toBe('2026-03-07T20:00:00.000Z')
  })

  it('gives what is in stock the handling time, to 10:00 of the day after it', () => {
    const [notice] = want('customer.unreachable', [placed([lineData('L1')])], nobody)

    expect(notice?.dueAt).toBe('2026-03-06T15:00:00.000Z')
  })

  it('counts it for a line that was added later from when it was', () => {
    const added = anEvent('order.updated', '2026-03-09T15:00:00Z', { lines: [lineData('L2')] })
    const gone = anEvent('shipment.created', NEXT, {
      shipment_id: 'S1',
      shipped_at: NEXT,
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const [notice] = want('customer.unreachable', [placed([lineData('L1')]), gone, added], nobody)

    expect(notice?.dueAt).toBe('2026-03-13T14:00:00.000Z')
  })

  it('keeps that hour over the change of the clocks', () => {
    const events = [placed([lineData('L1')], { at: '2026-03-04T15:00:00Z' })] // handled on Monday the 9th
    const [notice] = want('customer.unreachable', events, nobody)

    expect(notice?.dueAt).toBe('2026-03-10T14:00:00.000Z')
  })

  it('is not wanted where somebody hears, nor once nothing waits', () => {
    expect(want('customer.unreachable', [order()])).toEqual([])
    expect(want('customer.unreachable', [order(), cancelled(2)], nobody)).toEqual([])
  })
})

describe('delay.expired', () => {
  it('tells what silence cancelled', () => {
    const expired = ownEvent(
      'delay.expired',
      LATER,
      { lines: [{ id: 'L1', quantity: 2, total: 2 }], deadlines: { L1: '2026-03-04' } },
      'own_x',
    )

    expect(want('order.cancelled', [order(), expired])).toEqual([]) // one mail of one act
    expect(want('delay.expired', [order(), expired])).toMatchObject([
      {
        key: 'delay.expired:own_x',
        dueAt: LATER,
        facts: { deadline: '2026-03-04', isUnasked: true },
      },
    ])
  })
})

describe('choices', () => {
  it('tells how the order is to be split, while something is to be sent', () => {
    const split = ownEvent('split.chosen', NEXT, { by: 'shopper', split: 'hold' }, 'own_s')

    expect(want('split.chosen', [order(), split])).toMatchObject([
      { key: 'split.chosen:own_s', dueAt: NEXT, facts: { chosen: 'hold' } },
    ])
    expect(want('split.chosen', [order(), split, cancelled(2)])).toEqual([])
  })

  it('tells which article was taken instead', () => {
    const offered = anEvent(
      'substitute.offered',
      NEXT,
      { line_id: 'L1', options: [{ sku: 'W2', title: 'Widget 2' }] },
      { id: 'evt_offer' },
    )
    const chosen = ownEvent(
      'substitute.chosen',
      LATER,
      { by: 'shopper', offer: 'evt_offer', line_id: 'L1', sku: 'W2' },
      'own_w',
    )

    expect(want('substitute.chosen', [order(), offered])).toEqual([])
    expect(want('substitute.chosen', [order(), offered, chosen])).toMatchObject([
      {
        key: 'substitute.chosen:own_w',
        facts: { chosen: 'W2', lines: [{ lineId: 'L1', quantity: 2 }] },
      },
    ])
    const swapped = anEvent('order.updated', LATER, { lines: [{ id: 'L1', sku: 'W2' }] })
    expect(want('substitute.chosen', [order(), offered, chosen, swapped])).toEqual([])
  })
})

describe('inquiry.received', () => {
  const question = (id: string, at: string) =>
    ownEvent('inquiry.received', at, { inquiry_id: id, via: 'email', stops_texts: false })
  const letter = (inquiry_id: string | null, at: string) =>
    ownEvent('letter.written', at, { letter_id: 'let_1', inquiry_id })
  const keys = (...events: Recorded[]) =>
    want('inquiry.received', [order(), ...events]).map(({ key }) => key)

  it('is wanted until it is answered; one answer is to all that was asked before it', () => {
    const both = [question('inq_1', NEXT), question('inq_2', '2026-03-03T16:00:00Z')]

    expect(keys(...both)).toEqual(['inquiry.received:inq_1', 'inquiry.received:inq_2'])
    expect(keys(...both, letter('inq_2', LATER))).toEqual([])
  })

  it("is not answered by an agent's message of their own, nor by an answer to an earlier one", () => {
    expect(keys(question('inq_1', NEXT), letter(null, LATER))).toHaveLength(1)
    expect(
      keys(
        question('inq_1', NEXT),
        letter('inq_1', LATER),
        question('inq_2', '2026-03-05T15:00:00Z'),
      ),
    ).toEqual(['inquiry.received:inq_2'])
  })
})
