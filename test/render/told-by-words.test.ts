import { describe, expect, it } from 'vitest'
import { factsOf } from '../../src/domain/cadence/told.ts'
import { asHeard, type Heard } from '../../src/domain/heard.ts'
import { type MessageKind, noFacts } from '../../src/domain/message.ts'
import type { Day, Line, OrderState } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { drawText } from '../support/drawn.ts'
import { delay, offerOf } from './choice-examples.ts'
import { inputOf, lineOf, merchantOf, orderOf, shipmentOf, waitingLine } from './scenes.ts'

const LOCALES = ['en', 'de', 'fr', 'es'] as const
const DAYS = ['2025-03-20', '2025-04-03', '2025-04-10', '2025-05-02', '2025-05-15']
const TITLES = ['Widget Pro', 'Harbor lamp', 'Moka pot', 'Atlas', 'Kettle']
const waiting = (days: readonly (Day | null)[]): Line[] =>
  days.map((day, at) => waitingLine(`L${at + 1}`, day, { title: TITLES[at] ?? '' }))
const tells = (lines: readonly Line[]) => ({
  ...noFacts().told,
  dates: Object.fromEntries(
    lines.map(({ id, backorder }) => [id, backorder?.promise?.shipsBy ?? null]),
  ),
})

function heard(kind: MessageKind, order: OrderState, over: Partial<MessageInput> = {}) {
  const text = drawText(
    inputOf(kind, order, {
      facts: factsOf({ told: tells(order.lines.filter(({ backorder }) => backorder)) }),
      ...over,
    }),
  )
  return { ...text, heard: text.heard as Heard }
}
const told = (kind: MessageKind, order: OrderState, over: Partial<MessageInput> = {}) => {
  const facts = over.facts?.told ?? tells(order.lines.filter(({ backorder }) => backorder))
  const { heard: by } = heard(kind, order, over)
  return asHeard(order, kind, facts, { heard: by, isMailed: false, isRead: false })
}

describe('a text of five lines with five dates', () => {
  const order = orderOf(waiting(DAYS))

  it('tells the two dates that it has room for, and of the others that they wait', () => {
    const { body, segments } = heard('backorder_confirmed', order)
    expect(body).toContain('Widget Pro by Mar 20; Harbor lamp by Apr 3. More to follow.')
    expect(segments).toBeLessThanOrEqual(2)
    expect(told('backorder_confirmed', order).dates).toEqual({
      L1: '2025-03-20',
      L2: '2025-04-03',
      L3: null,
      L4: null,
      L5: null,
    })
  })

  it('leaves what a mail says as well to the mail', () => {
    const { heard: by } = heard('backorder_confirmed', order)
    const both = { heard: by, isMailed: true, isRead: false }
    const { dates } = asHeard(order, 'backorder_confirmed', tells(order.lines), both)
    expect(dates).toEqual({ L1: '2025-03-20', L2: '2025-04-03' })
  })

  it('says lines of one date in one breath', () => {
    const alike = orderOf(waiting(['2025-03-20', '2025-03-20', '2025-03-20', '2025-04-03', null]))
    const { body } = heard('backorder_confirmed', alike)
    expect(body).toContain('Kettle (no date yet); Widget Pro and 2 more by Mar 20; Atlas by Apr 3.')
    expect(told('backorder_confirmed', alike).dates).toEqual(tells(alike.lines).dates)
  })
})

describe('a text of a package that left', () => {
  const left = lineOf('S', { title: 'Mug', shipped: 1 })
  const shipments = [shipmentOf('s_1', [{ id: 'S', quantity: 1 }])]

  it('says what is still to come, each by its name and its day, and tells that', () => {
    const order = orderOf([left, ...waiting(DAYS.slice(0, 2))], { shipments })
    const { body, segments } = heard('partially_shipped', order, {
      facts: factsOf({ shipments: ['s_1'], told: tells(waiting(DAYS.slice(0, 2))) }),
    })
    expect(body).toContain('Still to come: Widget Pro by Mar 20; Harbor lamp by Apr 3.')
    expect(segments).toBeLessThanOrEqual(2)
  })

  it('tells that stock has come of what it names alone', () => {
    const lines = waiting(DAYS)
    const order = orderOf([left, ...lines], { shipments })
    const allocated = Object.fromEntries(lines.map(({ id }) => [id, 1]))
    const facts = factsOf({ shipments: ['s_1'], told: { ...tells(lines), allocated } })

    expect(told('partially_shipped', order, { facts }).allocated).toEqual({ L1: 1, L2: 1 })
    const came = factsOf({ lines: lines.map(({ id }) => id), told: facts.told })
    expect(told('restocked', order, { facts: came }).allocated).toEqual(allocated)
  })

  it.each(LOCALES)('says in one text what was cancelled in the same night (%s)', (locale) => {
    const gone = lineOf('G', { title: 'Kettle', cancelled: 1 })
    const order = orderOf([left, gone, ...waiting(DAYS.slice(0, 1))], { shipments })
    const cancelled = [{ lineId: 'G', quantity: 1 }]
    const facts = factsOf({ shipments: ['s_1'], cancelled, told: tells(waiting(DAYS.slice(0, 1))) })
    const input = { facts, merchant: merchantOf({ locale }) }
    const both = drawText(inputOf('partially_shipped', order, input)).body
    const alone = drawText(inputOf('order_cancelled', order, input)).body
    const sentence = alone.slice(alone.indexOf(': ') + 2, alone.indexOf('Kettle') + 'Kettle'.length)

    expect(both).toContain('Mug')
    expect(both).toContain(sentence)
    const last = drawText(
      inputOf('shipped', orderOf([left, gone], { shipments }), {
        ...input,
        facts: factsOf({ shipments: ['s_1'], cancelled }),
      }),
    )
    expect(last.body).toContain('Kettle')
  })

  it.each(LOCALES)('names what is cancelled unless it is agreed to (%s)', (locale) => {
    const late = waitingLine('L1', '2025-06-20')
    const offer = offerOf({
      lineId: 'L1',
      originalOn: '2025-03-20',
      revisedOn: '2025-06-20',
      silence: 'cancel',
      until: '2025-04-19',
    })
    // Its date was told before: nothing moved with it.
    const dates = [{ lineId: 'L1', old: '2025-06-20', new: '2025-06-20' }]
    const facts = factsOf({ shipments: ['s_1'], dates, offers: [offer] })
    const { body } = drawText(
      inputOf('partially_shipped', orderOf([left, late], { shipments }), {
        facts: { ...facts, told: { ...facts.told, dates: { L1: '2025-06-20' }, offers: [offer] } },
        merchant: merchantOf({ locale }),
      }),
    )
    expect(body).toContain('Widget Pro')
  })
})

it('a text of what is kept for the rest says when it all ships', () => {
  const lines = waiting(['2025-04-03', '2025-04-03']).map((line, at) =>
    at === 0 && line.backorder ? { ...line, backorder: { ...line.backorder, allocated: 1 } } : line,
  )
  const order = orderOf(lines, { split: 'hold' })
  const facts = factsOf({ lines: ['L1'], told: tells(lines) })
  expect(heard('restocked', order, { facts }).body).toContain('All of it ships by Thu, Apr 3.')
  expect(told('restocked', order, { facts }).dates).toEqual(tells(lines).dates)
})

it('a date that is a part of another is not heard in it', () => {
  const order = orderOf(waiting(['2025-04-20', '2025-04-02']))
  const facts = factsOf({ lines: ['L1'], told: tells(order.lines) })
  const by = heard('eta_slipped', order, {
    facts: { ...facts, dates: [{ lineId: 'L1', old: '2025-03-14', new: '2025-04-20' }] },
  }).heard
  expect(by.dates).toEqual(['L1'])
})

it.each(LOCALES)(
  'an offer of a date before the end, of which none was told, is a text (%s)',
  (locale) => {
    const offer = offerOf({ revisedOn: '2025-04-10', silence: 'cancel', until: '2025-04-13' })
    const input = delay('delay_option', [offer])
    const dates = [{ lineId: offer.lineId, old: null, new: '2025-04-10' }]
    const { body } = drawText({
      ...input,
      facts: { ...input.facts, dates },
      merchant: merchantOf({ locale }),
      contact: { ...input.contact, locale },
    })
    expect(body).toMatch(/10/)
    expect(body).not.toMatch(/[{}]/)
  },
)
