import { describe, expect, it } from 'vitest'
import { shownDecision } from '../../src/http/shown-decision.ts'
import { cancelledPage } from '../../tracking-page/index.ts'
import { aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inputFor } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'
import { crossed } from '../support/told-states.ts'

type Wish = { lines: string[]; totals?: number[] }
const answer = (order: ReturnType<typeof anOrder>, wish: Wish, locale = 'en-US') =>
  textOf(
    cancelledPage({
      ...inputFor(order, { locale }),
      decision: shownDecision(order, wish.lines, wish.totals),
    }).html,
  )
const made = (lines: { id: string; quantity: number }[]) => ({
  eventId: 'evt_cancel',
  at: '2026-03-10T13:59:00.000Z',
  by: 'shopper' as const,
  lines,
  reason: null,
  imported: false,
})

describe('a shipment that crossed a part of the cancellation', () => {
  it('is told beside what was cancelled, and how it goes back', () => {
    const text = answer(crossed(), { lines: ['1', '2'], totals: [1, 1] })

    expect(text).toContain('The Widget Pro is cancelled.')
    expect(text).toContain('The Blue Mug is already on its way.')
    expect(text).toContain('we tell you how to send it back')
    expect(text).toMatch(/Already on its way 1 × Blue Mug/)
    expect(text).toContain('Ask about this order')
  })

  it('is the answer where only what has shipped was chosen, with its number or without', () => {
    for (const totals of [[1], undefined]) {
      const text = answer(crossed(), { lines: ['1'], ...(totals && { totals }) })

      expect(text).toContain('The Blue Mug is already on its way.')
      expect(text).not.toContain('is cancelled')
      expect(text).not.toContain('You get your money back')
    }
  })

  it('says how many of a line are on their way', () => {
    const order = anOrder({
      lines: [aLine({ title: 'Blue Mug', quantity: 2, shipped: 1, cancelled: 1 })],
      shipments: [aShipment('in_transit')],
      cancellations: [made([{ id: 'line_1', quantity: 1 }])],
    })

    const text = answer(order, { lines: ['line_1'], totals: [2] })
    expect(text).toContain('1 × Blue Mug is cancelled.')
    expect(text).toContain('1 × Blue Mug is already on its way.')
    // It had shipped before the form was shown, and nobody asked for it.
    expect(answer(order, { lines: ['line_1'], totals: [1] })).not.toContain('already on its way')
  })

  it('is not told of what arrived as shown, nor of a whole order of which nothing crossed', () => {
    expect(answer(crossed(), { lines: ['2'], totals: [1] })).not.toContain('already on its way')
    expect(answer(crossed(), { lines: [] })).not.toContain('already on its way')
  })

  it.each([
    ['es', 'Blue Mug ya está en camino.'],
    ['fr', 'L’article Blue Mug est déjà en route.'],
    ['de', 'Blue Mug ist schon unterwegs.'],
  ])('in %s', (locale, words) => {
    const text = answer(crossed(), { lines: ['1', '2'], totals: [1, 1] }, locale)

    expect(text).toContain(words)
  })
})
