import { describe, expect, it } from 'vitest'
import { decideSubstitute, openOffers, takenOffers } from '../../src/domain/substitute.ts'
import { anEvent, backordered, fold, lineData, ownEvent, placed } from '../support/events.ts'

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

    expect(openOffers(order).map(({ eventId }) => eventId)).toEqual(['evt_offer'])
    expect(decideSubstitute(order, take('NEW'))).toBe('take')
    expect(decideSubstitute(order, take('NONE'))).toBe('unknown')
    expect(decideSubstitute(order, take('NEW', 'evt_none'))).toBe('stale')
  })

  it('is pressed a second time as the first, and never for something else', () => {
    const order = fold([one, offer(), chose('NEW')])

    expect(openOffers(order)).toEqual([])
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

    expect(openOffers(order)).toEqual([])
    expect(decideSubstitute(order, take('NEW'))).toBe('stale')
  })

  it('is over once another is offered in its place, also after one was taken', () => {
    const again = offer('evt_again', '2026-03-05T15:00:00Z', ['THIRD'])
    const before = fold([one, offer(), again])
    const after = fold([one, offer(), chose('NEW'), again])

    for (const order of [before, after]) {
      expect(openOffers(order).map(({ eventId }) => eventId)).toEqual(['evt_again'])
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
