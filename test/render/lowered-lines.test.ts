import { describe, expect, it } from 'vitest'
import { wantOrderCancelled } from '../../src/domain/cadence/order-cancelled.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { cardsOf } from '../../src/render/page.ts'
import { summarize } from '../../src/render/summary.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  PLACED_AT,
  placed,
  said,
} from '../support/events.ts'
import { inputOf, readBy } from './scenes.ts'

const AT = '2026-03-03T15:00:00.000Z'
const confirmed = said(PLACED_AT, 'backorder_confirmed', { dates: { L1: '2026-03-16' } })
const lowers = (quantity: number, id = 'evt_edit') =>
  anEvent('order.updated', AT, { lines: [{ id: 'L1', quantity }] } as never, { id })
const cancels = (quantity: number) =>
  anEvent('order.cancelled', AT, { lines: [{ id: 'L1', quantity }] }, { id: 'evt_cancel' })
const ships = anEvent('shipment.created', PLACED_AT, {
  shipment_id: 'S1',
  shipped_at: PLACED_AT,
  lines: [{ id: 'L1', quantity: 1 }],
})
const orderOf = (quantity: number, events: readonly Recorded[]) =>
  fold([
    placed([backordered('L1', '2026-03-12', { quantity, title: 'Desk' })], {
      payment_status: 'paid',
    }),
    confirmed,
    ...events,
  ])

const WORDS = { en: 'of', de: 'von', es: 'de', fr: 'sur' }

describe.each(Object.entries(WORDS))('units that an update took off, in %s', (locale, of) => {
  const wordsOf = (quantity: number, events: readonly Recorded[]) => {
    const order = orderOf(quantity, events)
    const [notice, ...more] = wantOrderCancelled(order, contextAt(AT))
    if (!notice || more.length > 0) throw new Error('not one word')
    const input = readBy(inputOf('order_cancelled', order, { facts: notice.facts }), locale)
    const { subject, text } = drawMail(input)
    return [subject, text, drawText(input).body].map(
      (words) => /\((\d+ \w+ \d+)\)/.exec(words)?.[1] ?? null,
    )
  }

  it.each([
    ['one of two', 2, [lowers(1)], 1, 2],
    ['two of three', 3, [lowers(1)], 2, 3],
    ['two of four', 4, [lowers(2)], 2, 4],
    ['one of three, of which one has shipped', 3, [ships, lowers(2)], 1, 3],
    ['one, and one by name', 3, [lowers(2), cancels(1)], 2, 3],
  ] as const)('are counted of what was ordered: %s', (_, quantity, events, part, total) => {
    const words = `${part} ${of} ${total}`
    expect(wordsOf(quantity, events)).toEqual([words, words, words])
  })

  it('are all of it where none is left', () => {
    expect(wordsOf(3, [lowers(0)])).toEqual([null, null, null])
  })
})

describe('the page of an order that an update lowered', () => {
  const view = { now: AT, zone: 'America/New_York', locale: 'en-US' }
  const cardsFor = (quantity: number, events: readonly Recorded[]) =>
    cardsOf(orderOf(quantity, events), view).flatMap((card) =>
      card.kind === 'cancelled'
        ? [{ items: card.items.map((one) => one.quantity), at: card.at, owes: card.owesRefund }]
        : [],
    )

  it('says that it is cancelled, and of the money, where nothing is left', () => {
    expect(summarize(orderOf(3, [lowers(0)]), view)).toMatch(/cancelled/)
    expect(cardsFor(3, [lowers(0)])).toEqual([{ items: [3], at: AT, owes: true }])
  })

  it('names the units of a part, with those that were cancelled by name', () => {
    expect(cardsFor(3, [lowers(2), cancels(1)])).toEqual([{ items: [2], at: AT, owes: true }])
  })

  it('names those once that were cancelled by name and went from the order with the rest', () => {
    expect(cardsFor(3, [cancels(1), lowers(0)])).toEqual([{ items: [3], at: AT, owes: true }])
  })

  it('says nothing of what was put back', () => {
    expect(cardsFor(3, [lowers(2), lowers(3, 'evt_more')])).toEqual([])
  })
})

describe.each(['order.updated', 'order.cancelled'] as const)('beside units gone by %s', (type) => {
  it('a text names what is left by its quantity', () => {
    const quantity = type === 'order.updated' ? 2 : 1
    const order = orderOf(3, [anEvent(type, AT, { lines: [{ id: 'L1', quantity }] } as never)])
    const [notice] = wantOrderCancelled(order, contextAt(AT))
    const offer = {
      lineId: 'L1',
      originalOn: '2026-03-14',
      revisedOn: '2026-06-02',
      silence: 'cancel' as const,
      until: '2026-04-13',
    }
    if (!notice) throw new Error('no word')
    const facts = { ...notice.facts, offers: [offer] }
    const { body } = drawText(inputOf('order_cancelled', order, { facts }))

    expect(body).toContain('Desk (1 of 3)')
    expect(body).toContain('2 x Desk: now by')
  })
})
