import { describe, expect, it } from 'vitest'
import { asHeard, type Heard } from '../../src/domain/heard.ts'
import { type MessageKind, noFacts } from '../../src/domain/message.ts'
import type { Day, Line } from '../../src/domain/order.ts'
import type { DelayOffer } from '../../src/domain/said.ts'
import { formatTextDay, formatTightDay } from '../../src/render/dates.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { offerOf, openOffer } from './choice-examples.ts'
import {
  factsOf,
  inputOf,
  lineOf,
  orderOf,
  promiseOf,
  readBy,
  shipmentOf,
  waitingLine,
} from './scenes.ts'

const LOCALES = ['en', 'de', 'fr', 'es']
const LINK = 'https://track.shop.example/t/trk_k3v9x2m5q8wt_8Jq2mXv0bW4Zr7Lk1nPs9Axyz4'
const LINKS = { tracking: LINK, cancel: `${LINK}/cancel` }
const TITLES = ['Widget Pro', 'Moka pot', 'Kettle', 'Atlas']
const waiting = (days: readonly (Day | null)[]): Line[] =>
  days.map((day, at) => waitingLine(`L${at + 1}`, day, { title: TITLES[at] ?? '' }))
const alike = (count: number, day: Day | null) => waiting(Array.from({ length: count }, () => day))

const LATER = { revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' } as const
const CASES: [string, (lineId: string) => DelayOffer][] = [
  ['to which silence agrees', (lineId) => offerOf({ lineId })],
  ['which silence cancels', (lineId) => offerOf({ lineId, ...LATER })],
  ['of no date', (lineId) => openOffer({ lineId })],
]

/** The message that makes these offers, of lines that wait for the days which they name. */
function made(kind: MessageKind, lines: Line[], offers: DelayOffer[], locale: string) {
  const dates = Object.fromEntries(
    lines.flatMap(({ id, backorder }) =>
      backorder ? [[id, backorder.promise?.shipsBy ?? null]] : [],
    ),
  )
  const told = { ...noFacts().told, dates, offers }
  const facts = factsOf({ offers, told, lines: lines.map(({ id }) => id) })
  const input = readBy(inputOf(kind, orderOf(lines), { facts, links: LINKS }), locale)
  const { body, heard, segments } = drawText(input)
  const by = { heard: heard as Heard, isMailed: false, isRead: false }
  return { body, segments, told: asHeard(input.order, kind, told, by), input }
}
const saysDay = (body: string, day: Day, locale: string) =>
  [formatTextDay, formatTightDay].some((format) => body.includes(format(day, locale, '2025-03-10')))
const count = (body: string, part: string) => body.split(part).length - 1

describe.each(LOCALES)('the text that offers a delay at the first word (%s)', (locale) => {
  for (const [name, offer] of CASES)
    it.each([1, 2, 3, 4])(`says of %i lines which and by when, in an offer ${name}`, (lines) => {
      const { revisedOn } = offer('L1')
      const waits = alike(lines, revisedOn)
      const offers = waits.map(({ id }) => offer(id))
      const { body, told, segments } = made('backorder_confirmed', waits, offers, locale)
      expect(body).toContain('Widget Pro')
      if (revisedOn) expect(saysDay(body, revisedOn, locale), body).toBe(true)
      expect(told.offers?.map(({ lineId }) => lineId)).toEqual(waits.map(({ id }) => id))
      expect(segments, body).toBeLessThanOrEqual(3)
    })

  it('says a date once where another line of the order is in stock', () => {
    const waits = waiting(['2025-05-02'])
    const lines = [...waits, lineOf('S', { title: 'Mug' })]
    const offers = [offerOf({ lineId: 'L1', ...LATER })]
    const { body } = made('backorder_confirmed', lines, offers, locale)
    expect(count(body, 'Widget Pro'), body).toBe(1)
  })
})

it('is no offer of a date that its words do not say', () => {
  const offers = [offerOf({ lineId: 'L1', revisedOn: '2025-04-09', until: '2025-04-09' })]
  const { body, told } = made('backorder_confirmed', waiting(['2025-04-10']), offers, 'en')
  expect(body).not.toContain('Apr 9')
  expect(told.offers).toBeUndefined()
})

describe.each(LOCALES)('an offer said again (%s)', (locale) => {
  it('says a date once beside the check-in, where another line is being prepared', () => {
    const [waits] = waiting(['2025-05-02'])
    const here = waitingLine('P', '2025-03-14', { title: 'Mug' }, { allocated: 1 })
    const offers = [offerOf({ lineId: 'L1', ...LATER })]
    const { input } = made('backorder_checkin', [waits as Line, here], offers, locale)
    const facts = { ...input.facts, told: noFacts().told }
    const { body } = drawText({ ...input, facts })
    expect(count(body, 'Widget Pro'), body).toBe(1)
  })

  it.each(['order_cancelled', 'backorder_unfulfillable'] as const)(
    'beside a part that is cancelled says how many, and what of the rest: %s',
    (kind) => {
      const left = waitingLine(
        'L1',
        '2025-07-06',
        { title: 'Widget Pro', quantity: 2, cancelled: 1 },
        { promise: promiseOf('2025-07-06') },
      )
      const offers = [offerOf({ lineId: 'L1', ...LATER, revisedOn: '2025-07-06' })]
      const cancelled = [{ lineId: 'L1', quantity: 1 }]
      const input = readBy(
        inputOf(kind, orderOf([left]), { facts: factsOf({ cancelled, offers }), links: LINKS }),
        locale,
      )
      const { body } = drawText(input)
      expect(body).toMatch(/Widget Pro \(1 (of|von|sur|de) 2\)/)
      expect(body).toContain('1 x Widget Pro')
      expect(saysDay(body, '2025-07-06', locale), body).toBe(true)
      const { text, subject } = drawMail(input)
      expect(text.split('\n')[0]).toMatch(/Widget Pro \(1 (of|von|sur|de) 2\)/)
      expect(subject).toMatch(/Widget Pro \(1 (of|von|sur|de) 2\)/)
      expect(text).toContain(LINKS.cancel)
    },
  )

  it('of a date that moved beside something else says it once', () => {
    const offers = [offerOf({ lineId: 'L1', ...LATER })]
    const dates = [{ lineId: 'L1', old: '2025-03-14', new: '2025-05-02' }]
    const lines = [...waiting(['2025-05-02']), lineOf('S', { title: 'Mug', cancelled: 1 })]
    const cancelled = [{ lineId: 'S', quantity: 1 }]
    const facts = factsOf({ cancelled, offers, dates })
    const input = readBy(inputOf('order_cancelled', orderOf(lines), { facts }), locale)
    expect(count(drawText(input).body, 'Widget Pro')).toBe(1)
  })

  it('puts once what lines share, and names the day until which they wait', () => {
    const { input } = made(
      'inquiry_received',
      waiting(['2025-05-02', '2025-05-02']),
      [
        offerOf({ lineId: 'L1', ...LATER }),
        offerOf({ lineId: 'L2', ...LATER, originalOn: '2025-03-15' }),
      ],
      locale,
    )
    const facts = { ...input.facts, told: noFacts().told }
    const { text } = drawMail({ ...input, facts })
    const paragraphs = text.split('\n').filter((line) => line.length > 90)
    expect(new Set(paragraphs).size, text).toBe(paragraphs.length)
    expect(text).toMatch(/Widget Pro (and|und|et|y) Moka pot/)
  })
})

it('a check-in lists what is here with a day of its own, for it is told that day', () => {
  const here = waitingLine('P', '2025-03-20', { title: 'Mug' }, { allocated: 1 })
  const { input } = made('backorder_checkin', [...waiting(['2025-05-02']), here], [], 'en')
  const { text } = drawMail(input)
  expect(text).toContain('Mug')
  expect(text).toContain('ships by Thursday, March 20')
})

it('is of a line, and not of the order, in French as well', () => {
  const offers = [offerOf({ lineId: 'L1', ...LATER })]
  const lines = [...waiting(['2025-05-02']), lineOf('S', { title: 'Mug' })]
  const { input } = made('backorder_confirmed', lines, offers, 'fr')
  expect(drawMail(input).text).not.toContain('la commande sera annulée')
})

it.each(LOCALES)('a package beside a date that moved says it once (%s)', (locale) => {
  const left = lineOf('S', { title: 'Mug', shipped: 1 })
  const dates = [{ lineId: 'L1', old: '2025-03-14', new: '2025-03-28' }]
  const shipments = [shipmentOf('s_1', [{ id: 'S', quantity: 1 }])]
  const order = orderOf([left, ...waiting(['2025-03-28'])], { shipments })
  const facts = factsOf({ shipments: ['s_1'], dates })
  const { body } = drawText(readBy(inputOf('partially_shipped', order, { facts }), locale))
  const day = formatTextDay('2025-03-28', locale, '2025-03-10')
  expect(count(body, day), body).toBe(1)
})
