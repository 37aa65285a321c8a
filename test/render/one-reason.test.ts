import { describe, expect, it } from 'vitest'
import type { Line } from '../../src/domain/order.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { offerOf, openOffer } from './choice-examples.ts'
import { factsOf, inputOf, orderOf, promiseOf, readBy, shipmentOf, waitingLine } from './scenes.ts'

const NOT_HERE = {
  en: /stock has not come yet|stock for (it|them) has not come/,
  de: /Ware noch nicht da|Ware ist noch nicht/,
  fr: /Stock pas encore là|stock n’est pas encore/,
  es: /Sin existencias|existencias aún no han llegado/,
}
const PREPARED = { en: /prepared/, de: /Vorbereitung/, fr: /préparation/, es: /preparando/ }
const LOCALES = ['en', 'de', 'fr', 'es'] as const
const UNTIL = { silence: 'cancel', until: '2025-04-13' } as const

const widget = waitingLine('W', null, { title: 'Widget' })
const rug = waitingLine(
  'R',
  '2025-05-02',
  { title: 'Rug', quantity: 2, shipped: 1 },
  { promise: promiseOf('2025-05-02'), allocated: 2 },
)

/** A package that left, and beside it two delays that it offers. */
function shipped(lines: Line[], locale: string) {
  const offers = [
    openOffer({ lineId: 'W', until: '2025-04-13' }),
    offerOf({ lineId: 'R', revisedOn: '2025-05-02', ...UNTIL }),
  ]
  const told = { ...factsOf({}).told, offers, dates: { W: null, R: '2025-05-02' } }
  const shipments = [shipmentOf('s_1', [{ id: 'R', quantity: 1 }])]
  const facts = factsOf({ shipments: ['s_1'], lines: ['R'], offers, told })
  return readBy(inputOf('partially_shipped', orderOf(lines, { shipments }), { facts }), locale)
}

describe.each(LOCALES)('why several lines are late (%s)', (locale) => {
  it('is said of the line of which it is true, by its name', () => {
    const { body } = drawText(shipped([widget, rug], locale))
    const [, ofWidget = '', ofRug = ''] = /Widget\s?: ([^:]*)Rug[^:]*: ([^:]*)/u.exec(body) ?? []
    expect(ofWidget, body).toMatch(NOT_HERE[locale])
    expect(ofRug, body).toMatch(PREPARED[locale])
    expect(ofRug, body).not.toMatch(NOT_HERE[locale])
  })

  it('is said once, and without names, where it is true of all', () => {
    const waits = { ...rug, quantity: 1, shipped: 0 } as Line
    if (waits.backorder) waits.backorder = { ...waits.backorder, allocated: 0 }
    const { body } = drawText(shipped([widget, waits], locale))
    expect(body).toMatch(NOT_HERE[locale])
    expect(body).not.toMatch(/(Widget|Rug)\s?: /)
  })

  it('that a merchant gave for one line is not said of another that has the same days', () => {
    const lines = [
      waitingLine('W', '2025-05-02', { title: 'Widget' }, { reason: 'Stuck in port' }),
      waitingLine('R', '2025-05-02', { title: 'Rug' }),
    ]
    const offers = lines.map(({ id }) => offerOf({ lineId: id, revisedOn: '2025-05-02', ...UNTIL }))
    const told = { ...factsOf({}).told, offers }
    const facts = factsOf({ lines: ['W', 'R'], offers, told })
    const input = readBy(inputOf('backorder_confirmed', orderOf(lines), { facts }), locale)
    const { text } = drawMail(input)
    const { body } = drawText(input)
    for (const words of [text, body]) expect(words).toMatch(/Widget\s?: Stuck in port\. Rug\s?: /u)
  })
})

describe.each(LOCALES)('near the end of a line whose stock has come (%s)', (locale) => {
  const here = waitingLine('R', '2025-03-12', { title: 'Rug' }, { allocated: 1 })
  const facts = factsOf({ lines: ['R'], endsOn: '2025-03-14', endsFor: ['R'] })

  it('its update speaks of being prepared, and of no wait for stock', () => {
    const input = readBy(inputOf('backorder_update', orderOf([here]), { facts }), locale)
    const { text } = drawMail(input)
    const [lead = ''] = text
      .split('\n')
      .filter((line) => line !== '')
      .slice(1)
    expect(lead).toMatch(PREPARED[locale])
    expect(text).not.toMatch(/on backorder|noch nicht auf Lager|en attente de stock|a la espera/)
  })
})

it.each(LOCALES)('counts a line alike in all sentences of a text (%s)', (locale) => {
  const lamp = waitingLine(
    'L',
    '2025-05-02',
    { title: 'Lamp', quantity: 3, cancelled: 2 },
    { promise: promiseOf('2025-05-02'), allocated: 1 },
  )
  const facts = factsOf({
    lines: ['L'],
    cancelled: [{ lineId: 'L', quantity: 1 }],
    offers: [offerOf({ lineId: 'L', revisedOn: '2025-05-02', ...UNTIL })],
  })
  for (const kind of ['restocked', 'order_cancelled'] as const) {
    const { body } = drawText(readBy(inputOf(kind, orderOf([lamp]), { facts }), locale))
    expect(body).toMatch(/1 (of|von|sur|de) 3/)
    expect(body).not.toMatch(/1 (of|von|sur|de) 2/)
  }
})
