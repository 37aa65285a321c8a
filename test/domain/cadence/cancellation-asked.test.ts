import { describe, expect, it } from 'vitest'
import { wantCancellationAsked } from '../../../src/domain/cadence/cancellation-asked.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import { anEvent, contextAt, fold, lineData, ownEvent, placed } from '../../support/events.ts'

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
const ships = (quantity: number) =>
  anEvent('shipment.created', LATER, {
    shipment_id: 'S1',
    shipped_at: LATER,
    lines: [{ id: 'L1', quantity }],
  })

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
    expect(want([one, asked(), ships(2)])).toEqual([])
    expect(want([one, asked(), ships(1)])).toHaveLength(1)
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
