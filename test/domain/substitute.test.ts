import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { decideSubstitute, openSubstitutes, takenOffers } from '../../src/domain/substitute.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  placed,
  sendNow,
} from '../support/events.ts'
import { wantedNotices } from '../support/wanted-notices.ts'

const AT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T15:00:00.000Z'
const one = placed([backordered('L1', null, { sku: 'OLD', quantity: 2 })])
const offer = (id = 'evt_offer', at = AT, skus = ['NEW', 'OTHER']) =>
  anEvent(
    'substitute.offered',
    at,
    { line_id: 'L1', options: skus.map((sku) => ({ sku, title: `Item ${sku}` })) },
    { id },
  )
const chose = (sku: string, at = LATER, offerId = 'evt_offer') =>
  ownEvent('substitute.chosen', at, { by: 'shopper', offer: offerId, line_id: 'L1', sku })
const take = (sku: string, offerId = 'evt_offer') => ({ offer: offerId, sku })

describe('a substitute', () => {
  it('can be taken while its line waits', () => {
    const order = fold([one, offer()])

    expect(openSubstitutes(order).map(({ eventId }) => eventId)).toEqual(['evt_offer'])
    expect(decideSubstitute(order, take('NEW'))).toBe('take')
    expect(decideSubstitute(order, take('NONE'))).toBe('unknown')
    expect(decideSubstitute(order, take('NEW', 'evt_none'))).toBe('stale')
  })

  it('is pressed a second time as the first, and never for something else', () => {
    const order = fold([one, offer(), chose('NEW')])

    expect(openSubstitutes(order)).toEqual([])
    expect(decideSubstitute(order, take('NEW'))).toBe('same')
    expect(decideSubstitute(order, take('OTHER'))).toBe('stale')
  })

  it.each([
    ['cancelled', anEvent('order.cancelled', LATER, {})],
    ['allocated', anEvent('backorder.allocated', LATER, { lines: [{ id: 'L1', quantity: 2 }] })],
    ['removed', anEvent('order.updated', LATER, { lines: [{ id: 'L1', quantity: 0 }] })],
    [
      'shipped',
      anEvent('shipment.created', LATER, {
        shipment_id: 'S1',
        shipped_at: LATER,
        lines: [{ id: 'L1', quantity: 2 }],
      }),
    ],
  ])('is over once its line is %s', (_, event) => {
    const order = fold([one, offer(), event])

    expect(openSubstitutes(order)).toEqual([])
    expect(decideSubstitute(order, take('NEW'))).toBe('stale')
  })

  it('is over once another is offered in its place, also after one was taken', () => {
    const again = offer('evt_again', '2026-03-05T15:00:00Z', ['THIRD'])
    const before = fold([one, offer(), again])
    const after = fold([one, offer(), chose('NEW'), again])

    for (const order of [before, after]) {
      expect(openSubstitutes(order).map(({ eventId }) => eventId)).toEqual(['evt_again'])
    }
    expect(decideSubstitute(before, take('NEW'))).toBe('stale')
  })

  it('that was taken is pending until the merchant has swapped the line', () => {
    const taken = [one, offer(), chose('NEW')]
    const swapped = anEvent('order.updated', '2026-03-05T15:00:00Z', {
      lines: [{ id: 'L1', sku: 'NEW', title: 'Item NEW', backorder: null }],
    })
    const replaced = anEvent('order.updated', '2026-03-05T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 0 }, lineData('L9', { sku: 'NEW' })],
    })

    expect(takenOffers(fold([one, offer()]))).toEqual([])
    expect(takenOffers(fold(taken))).toMatchObject([{ option: { sku: 'NEW', title: 'Item NEW' } }])
    expect(takenOffers(fold([...taken, swapped]))).toEqual([])
    expect(takenOffers(fold([...taken, replaced]))).toEqual([])
  })
})

describe('a line that is to be swapped', () => {
  const other = backordered('L2', '2026-03-12', { sku: 'OTHER' })
  const dated = placed([backordered('L1', '2026-03-12', { sku: 'OLD' }), other])
  const told = sendNow([dated], 'backorder_confirmed', PLACED_AT)
  const chosen = [...told, offer(), chose('NEW')]
  const moved = (ids: string[]) =>
    anEvent('backorder.eta_changed', '2026-03-06T15:00:00Z', {
      lines: ids.map((id) => ({ id, expected_at: '2026-04-20' })),
    })
  const wanted = (events: Recorded[], now: string) => wantedNotices(fold(events), contextAt(now))
  const about = (events: Recorded[], kind: string, now: string) =>
    wanted(events, now).find((one) => one.kind === kind)?.facts

  it('tells its old date no more, beside what still waits for its own', () => {
    const now = '2026-03-06T15:00:00Z'
    expect(Object.keys(about(told, 'backorder_update', now)?.told.dates ?? {})).toEqual([
      'L1',
      'L2',
    ])
    expect(Object.keys(about(chosen, 'backorder_update', now)?.told.dates ?? {})).toEqual(['L2'])
  })

  it('slips no more, and breaks no promise', () => {
    const now = '2026-03-06T15:00:00Z'
    expect(about([...chosen, moved(['L1'])], 'eta_slipped', now)).toBeUndefined()
    expect(about([...chosen, moved(['L1', 'L2'])], 'eta_slipped', now)?.lines).toEqual(['L2'])
    expect(about(told, 'promise_missed', now)?.lines).toEqual(['L1', 'L2'])
    expect(about(chosen, 'promise_missed', now)?.lines).toEqual(['L2'])
  })

  it('that was never spoken of is not confirmed as a backorder over and over', () => {
    const silent = placed([backordered('L1', '2026-03-12', { sku: 'OLD' })])
    const kinds = wanted([silent, offer(), chose('NEW')], '2026-03-06T15:00:00Z').map(
      ({ kind }) => kind,
    )
    expect(kinds).not.toContain('backorder_confirmed')
    expect(kinds).toContain('backorder_update')
  })
})

describe('a substitute that cannot be offered', () => {
  const priced = (amount: string, currency: string) =>
    anEvent('substitute.offered', AT, {
      line_id: 'L1',
      options: [
        { sku: 'GOOD', title: 'Item GOOD', price_difference: null },
        { sku: 'NEW', title: 'Item NEW', price_difference: { amount, currency } },
      ],
    })

  it.each([
    ['of other money', '5.00', 'EUR', /NEW differs by 5.00 EUR, and the order is in USD/],
    ['of less than nothing', '-19.91', 'USD', /NEW differs by -19.91 USD, and line L1 costs 19.90/],
  ])('has a price %s: it waits, and says why', (_, amount, currency, why) => {
    const order = fold([one, priced(amount, currency)])

    expect(openSubstitutes(order)).toEqual([])
    expect(anomaliesOf(order)).toMatchObject([{ message: expect.stringMatching(why) }])
  })

  it('may cost nothing at all', () => {
    expect(openSubstitutes(fold([one, priced('-19.90', 'USD')]))).toHaveLength(1)
  })

  const shippedAt = (at: string) =>
    anEvent('shipment.created', at, {
      shipment_id: 'S1',
      shipped_at: at,
      lines: [{ id: 'L1', quantity: 2 }],
    })
  const said = (...events: Parameters<typeof fold>[0]) =>
    anomaliesOf(fold(events)).map(({ message, eventId }) => [eventId, message])

  it('waits for its line, and says that this has shipped', () => {
    expect(said(one, shippedAt(AT), offer('evt_offer', LATER))).toEqual([
      ['evt_offer', 'substitute.offered waits: line L1 has shipped'],
    ])
    const elsewhere = anEvent(
      'substitute.offered',
      AT,
      { line_id: 'L9', options: [{ sku: 'NEW', title: 'New' }] },
      { id: 'evt_else' },
    )
    expect(said(one, elsewhere)).toEqual([
      ['evt_else', 'substitute.offered waits: the order has no line L9'],
    ])
  })

  it('is made once the package is voided, and was none while the line still waited', () => {
    const voided = anEvent('shipment.voided', '2026-03-05T15:00:00.000Z', { shipment_id: 'S1' })
    const again = fold([one, shippedAt(AT), offer('evt_offer', LATER), voided])
    expect(openSubstitutes(again).map(({ eventId }) => eventId)).toEqual(['evt_offer'])
    expect(anomaliesOf(again)).toEqual([])
    expect(said(one, offer(), shippedAt(LATER))).toEqual([])
  })

  it('is shown where nothing of its line waits for stock', () => {
    const stocked = placed([lineData('L1', { quantity: 2 })])
    expect(said(stocked, offer())).toEqual([
      ['evt_offer', 'substitute.offered for line L1 goes to nobody: it is on no backorder'],
    ])
    const allocated = (at: string) =>
      anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: 2 }] })
    expect(said(one, allocated(AT), offer('evt_offer', LATER))[0]?.[1]).toMatch(/stock has come/)
    expect(said(one, offer(), allocated(LATER))).toEqual([])
  })

  it('nor is what has shipped unfulfillable, which shows', () => {
    const gone = anEvent('backorder.unfulfillable', LATER, { lines: [{ id: 'L1', quantity: 2 }] })
    expect(said(one, shippedAt(AT), gone).map(([, message]) => message)).toEqual([
      'line L1: 2 cancelled, yet 2 shipped',
    ])
  })
})
