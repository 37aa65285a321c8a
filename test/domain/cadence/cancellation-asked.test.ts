import { describe, expect, it } from 'vitest'
import { wantCancellationAsked } from '../../../src/domain/cadence/cancellation-asked.ts'
import { wantOrderCancelled } from '../../../src/domain/cadence/order-cancelled.ts'
import { staysCancelled } from '../../../src/domain/cadence/stays-cancelled.ts'
import { addHours } from '../../../src/domain/instant.ts'
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
const want = (events: Recorded[], now = NEXT) => wantCancellationAsked(fold(events), contextAt(now))
const one = placed([lineData('L1', { quantity: 2 })])
const lines = [{ id: 'L1', quantity: 2, total: 2 }]
const asked = (at = NEXT) =>
  ownEvent('cancellation.requested', at, { by: 'shopper', lines, reason: null }, 'own_ask')
const answered = (answer: 'accept' | 'decline') =>
  ownEvent(
    'cancellation.answered',
    LATER,
    { answer, lines: answer === 'accept' ? lines : [], reason: 'It is packed' },
    'own_answer',
  )
const ships = (
  quantity: number,
  { shipmentId = 'S1', receivedAt = LATER, id = 'evt_ships' } = {},
) =>
  anEvent(
    'shipment.created',
    LATER,
    { shipment_id: shipmentId, shipped_at: LATER, lines: [{ id: 'L1', quantity }] },
    { id, receivedAt },
  )
const made = (quantity: number, by: 'shopper' | 'tidings' = 'shopper') =>
  ownEvent(
    'cancellation.made',
    NEXT,
    { by, lines: [{ id: 'L1', quantity, total: quantity }], reason: null },
    'own_made',
  )

describe('cancellation_requested', () => {
  it('acknowledges the wish at once', () => {
    expect(want([one, asked()])).toMatchObject([
      {
        kind: 'cancellation_requested',
        key: 'cancellation_requested:own_ask',
        dueAt: NEXT,
        facts: { lines: ['L1'] },
      },
    ])
  })

  it('is of what is left to be answered for, where some left in the same moment', () => {
    const [word] = want([one, asked(), ships(1)], LATER)

    expect(word).toMatchObject({
      kind: 'cancellation_requested',
      facts: { cancelled: [{ lineId: 'L1', quantity: 1 }] },
    })
  })

  it('goes at once also in the hour that the clocks repeat', () => {
    const at = '2026-11-01T06:30:00.000Z'

    expect(want([one, asked(at)], at)[0]?.dueAt).toBe(at)
  })

  it('is late after an outage while it is open', () => {
    expect(want([one, asked()], LATER)[0]?.dueAt).toBe(LATER)
  })

  it('is not wanted where nobody asked, nor once it was accepted', () => {
    expect(want([one])).toEqual([])
    expect(want([one, asked(), answered('accept')])).toEqual([])
  })

  it('is not wanted once the merchant cancelled it without an answer, or all of it shipped', () => {
    expect(want([one, asked(), anEvent('order.cancelled', LATER, {})])).toEqual([])
    expect(want([one, asked(), ships(2)]).map(({ kind }) => kind)).toEqual([
      'cancellation_declined',
    ])
    expect(want([one, asked(), ships(1)]).map(({ kind }) => kind)).toContain(
      'cancellation_requested',
    )
  })
})

describe('cancellation_declined', () => {
  it('tells the no at once, with the reason', () => {
    expect(want([one, asked(), answered('decline')], LATER)).toMatchObject([
      {
        kind: 'cancellation_declined',
        key: 'cancellation_declined:own_answer',
        dueAt: LATER,
        facts: { reason: 'It is packed' },
      },
    ])
  })

  it('gives way to a new request', () => {
    const again = ownEvent(
      'cancellation.requested',
      '2026-03-05T15:00:00Z',
      { by: 'shopper', lines, reason: null },
      'own_again',
    )

    expect(want([one, asked(), answered('decline'), again])).toMatchObject([
      { key: 'cancellation_requested:own_again' },
    ])
  })
})

describe('a package that crosses', () => {
  const declined = (events: Recorded[]) =>
    want(events, LATER).filter(({ kind }) => kind === 'cancellation_declined')
  const voided = anEvent('shipment.voided', '2026-03-05T15:00:00Z', { shipment_id: 'S1' })

  it('wins over a request, and whoever asked is told that it had shipped', () => {
    expect(declined([one, asked(), ships(2)])).toMatchObject([
      {
        key: 'cancellation_declined:evt_ships',
        dueAt: LATER,
        facts: {
          lines: ['L1'],
          cancelled: [{ lineId: 'L1', quantity: 2 }],
          shipments: ['S1'],
          reason: null,
        },
      },
    ])
  })

  it('wins over a cancellation that was made, and they are told though they had read of it', () => {
    expect(declined([one, made(2), ships(2)])).toHaveLength(1)
    const said = sendNow([one, made(2)], 'order_cancelled', NEXT)
    expect(declined([...said, ships(1)])).toMatchObject([
      { facts: { cancelled: [{ lineId: 'L1', quantity: 1 }], told: { cancelled: { L1: 1 } } } },
    ])
  })

  it('is told of so much as was lost: what had not been wished is none of it', () => {
    const part = ownEvent(
      'cancellation.requested',
      NEXT,
      { by: 'shopper', lines: [{ id: 'L1', quantity: 1, total: 1 }], reason: null },
      'own_ask',
    )
    const second = ships(1, { shipmentId: 'S2', id: 'evt_ships_2' })

    expect(declined([one, part, ships(1)])).toEqual([])
    expect(declined([one, part, ships(1), second])).toMatchObject([
      { key: 'cancellation_declined:evt_ships_2', facts: { cancelled: [{ quantity: 1 }] } },
    ])
  })

  it('is told to who read of a cancellation of the merchant’s, and to nobody else', () => {
    const theirs = anEvent('order.cancelled', NEXT, {}, { id: 'evt_c' })

    expect(declined([one, theirs, ships(2)])).toEqual([])
    const said = sendNow([one, theirs], 'order_cancelled', NEXT)
    expect(declined([...said, ships(2)])).toHaveLength(1)
  })

  it('is told also where we hear of the package only after the act', () => {
    const early = (receivedAt: string) =>
      anEvent(
        'shipment.created',
        '2026-03-03T14:00:00Z',
        {
          shipment_id: 'S1',
          shipped_at: '2026-03-03T14:00:00Z',
          lines: [{ id: 'L1', quantity: 2 }],
        },
        { id: 'evt_early', receivedAt },
      )

    expect(declined([one, asked(), early(LATER)])).toMatchObject([
      { key: 'cancellation_declined:own_ask', facts: { shipments: ['S1'] } },
    ])
    const said = sendNow([one, made(2)], 'order_cancelled', NEXT)
    expect(declined([...said, early(LATER)])).toMatchObject([
      { key: 'cancellation_declined:own_made', facts: { cancelled: [{ quantity: 2 }] } },
    ])
  })

  it('is one word though it took from two acts, and stays it once it was said', () => {
    const two = placed([lineData('L1'), lineData('L2')])
    const cancels = (id: string, at: string) =>
      ownEvent(
        'cancellation.made',
        at,
        { by: 'shopper', lines: [{ id, quantity: 1, total: 1 }], reason: null },
        `own_${id}`,
      )
    const early = anEvent(
      'shipment.created',
      '2026-03-03T14:00:00Z',
      {
        shipment_id: 'S1',
        shipped_at: '2026-03-03T14:00:00Z',
        lines: ['L1', 'L2'].map((id) => ({ id, quantity: 1 })),
      },
      { id: 'evt_early', receivedAt: LATER },
    )
    const events = [two, cancels('L1', NEXT), cancels('L2', '2026-03-03T15:00:01Z'), early]

    expect(declined(events)).toMatchObject([
      {
        key: 'cancellation_declined:own_L1',
        facts: {
          lines: ['L1', 'L2'],
          cancelled: [
            { lineId: 'L1', quantity: 1 },
            { lineId: 'L2', quantity: 1 },
          ],
        },
      },
    ])
    const said = sendNow(events, 'cancellation_declined', LATER)
    expect(declined(said).map(({ key, facts }) => [key, facts.lines])).toEqual([
      ['cancellation_declined:own_L1', ['L1', 'L2']],
    ])
    const alone = [two, cancels('L1', NEXT), early]
    const first = sendNow(alone, 'cancellation_declined', NEXT)
    expect(declined([...first, cancels('L2', LATER)]).map(({ key }) => key)).toEqual([
      'cancellation_declined:own_L1',
      'cancellation_declined:own_L2',
    ])
  })

  it('is over once the package is voided, and the cancellation is news again', () => {
    const first = sendNow([one, made(2)], 'order_cancelled', NEXT)
    const crossed = sendNow([...first, ships(2)], 'cancellation_declined', LATER)

    expect(declined([...crossed, voided])).toEqual([])
    expect(wantOrderCancelled(fold([...crossed, voided]), contextAt(LATER))).toMatchObject([
      { facts: { cancelled: [{ lineId: 'L1', quantity: 2 }] } },
    ])
  })

  it('says one sum for all that stays cancelled, and for all of an act that holds again', () => {
    const two = placed([lineData('L1', { quantity: 2 }), lineData('L2')])
    const whole = ownEvent(
      'cancellation.made',
      NEXT,
      {
        by: 'shopper',
        lines: [
          { id: 'L1', quantity: 2, total: 2 },
          { id: 'L2', quantity: 1, total: 1 },
        ],
        reason: null,
      },
      'own_made',
    )
    const told = sendNow([two, whole], 'order_cancelled', NEXT)
    const amountOf = (notices: ReturnType<typeof declined>) =>
      notices.map(({ facts }) => facts.refund?.amount?.amount)

    expect(amountOf(declined([...told, ships(1)]))).toEqual(['39.80'])
    expect(amountOf(declined([...told, ships(2)]))).toEqual(['19.90'])
    // What nobody was told of is another word's, and what was paid back is nobody's.
    expect(amountOf(declined([two, whole, ships(1)]))).toEqual([undefined])
    const paid = anEvent('order.refunded', LATER, {
      amount: { amount: '39.80', currency: 'USD' },
    })
    expect(amountOf(declined([...told, ships(1), paid]))).toEqual([undefined])

    const crossed = sendNow([...told, ships(1)], 'cancellation_declined', LATER)
    expect(wantOrderCancelled(fold([...crossed, voided]), contextAt(LATER))).toMatchObject([
      {
        facts: {
          cancelled: [
            { lineId: 'L1', quantity: 2 },
            { lineId: 'L2', quantity: 1 },
          ],
          refund: { amount: { amount: '59.70' } },
          told: { cancelled: { L1: 2 } },
        },
      },
    ])
  })

  it('says nothing anew of what another act had cancelled before', () => {
    const two = placed([lineData('L1', { quantity: 2 }), lineData('L2')])
    const rug = anEvent('order.cancelled', NEXT, { lines: [{ id: 'L2', quantity: 1 }] })
    const told = sendNow([two, rug], 'order_cancelled', NEXT)
    const [declined] = want([...told, asked(addHours(NEXT, 1)), ships(2)], LATER)

    expect(declined?.facts.lines).toEqual(['L1'])
    expect(declined?.facts.refund).toBeNull()
    expect(staysCancelled(fold([...told, asked(addHours(NEXT, 1)), ships(2)]), ['L1'])).toEqual([])
  })

  it('is no crossing where the line was cut to what had shipped, nor an import', () => {
    const cut = anEvent('order.updated', '2026-03-05T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(declined([one, made(1), ships(1), cut])).toEqual([])
    expect(declined([one, made(2), ships(2, { receivedAt: '2026-03-08T15:00:00Z' })])).toEqual([])
  })
})
