import { describe, expect, it } from 'vitest'
import type { NoticeFacts } from '../../src/domain/message.ts'
import type { Line } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { factsOf, inputOf, NOW, orderOf, readBy, shipmentOf, waitingLine } from './scenes.ts'

const LANGUAGES = ['en', 'es', 'fr', 'de']
const allocation = { eventId: 'e_2', at: NOW, imported: false }
const part = (allocated = 2) =>
  waitingLine('l_1', '2025-03-14', { quantity: 3 }, { allocated, allocation })
const pot = waitingLine('l_2', '2025-03-25', { title: 'Moka pot' })
const say = (lines: Line[], facts: Partial<NoticeFacts> = {}, split: 'hold' | null = null) =>
  inputOf('restocked', orderOf(lines, { split }), { facts: factsOf({ lines: ['l_1'], ...facts }) })
const mail = (input: MessageInput, locale = 'en') => drawMail(readBy(input, locale))
const text = (input: MessageInput, locale = 'en') => drawText(readBy(input, locale))

describe('stock that came for a part', () => {
  it('is said to be a part, with when the rest ships', () => {
    const input = say([part()])
    expect(mail(input)).toMatchObject({
      subject: '2 of 3 of your Widget Pro are in and being prepared',
      preheader: 'The rest ships by Friday, March 14.',
    })
    expect(mail(input).text).toContain(
      'What is in is being prepared for shipment; the rest ships by Friday, March 14.',
    )
    expect(text(input).body).toContain(
      '2 of 3 of your Widget Pro are in and being prepared for shipment. The rest ships by Fri, Mar 14.',
    )
  })

  it('says in a text the day as well that the rest had before', () => {
    const input = say([part()], {
      dates: [{ lineId: 'l_1', old: '2025-03-12', new: '2025-03-14' }],
    })
    const same = say([part()], { dates: [{ lineId: 'l_1', old: '2025-03-14', new: '2025-03-14' }] })

    expect(text(input).body).toContain('The rest ships by Fri, Mar 14. Before: Wed, Mar 12.')
    expect(text(same).body).not.toContain('Before')
  })

  it('is one of three, in the singular', () => {
    expect(mail(say([part(1)])).subject).toBe('1 of 3 of your Widget Pro is in and being prepared')
  })

  it('is counted over its lines where there are several', () => {
    const both = say([part(), { ...pot, backorder: { ...back(pot), allocated: 1, allocation } }], {
      lines: ['l_1', 'l_2'],
    })
    expect(mail(both).subject).toBe('3 of 4 of your items are in and being prepared')
  })

  it.each(LANGUAGES)('names each day where its lines have several, in %s', (locale) => {
    const both = [
      { ...part(3), quantity: 3 },
      { ...pot, backorder: { ...back(pot), allocated: 1, allocation } },
    ]
    const { body, heard, segments } = text(say(both, { lines: ['l_1', 'l_2'] }), locale)

    expect(body).toMatch(/14/)
    expect(body).toMatch(/25/)
    expect(body).toContain('Moka pot')
    expect(heard?.lines ?? ['l_1', 'l_2']).toEqual(expect.arrayContaining(['l_1', 'l_2']))
    expect(segments).toBeLessThanOrEqual(2)
  })

  it('is kept for the rest where all ships together', () => {
    const { subject, text: body } = mail(say([part()], {}, 'hold'))
    expect(subject).toBe('2 of 3 of your Widget Pro are in')
    expect(body).toContain('What is in is kept for you and ships together with the rest')
  })

  it('is all of it where all has come', () => {
    expect(mail(say([part(3)])).subject).toBe('Your Widget Pro is in and being prepared')
  })

  it.each(LANGUAGES)('is said so in %s, in two parts of GSM at most', (locale) => {
    for (const split of ['hold', null] as const) {
      const input = say([part(), pot], {}, split)
      expect(mail(input, locale).subject).toMatch(/2 (of|von|sur|de) 3/)
      const { body, encoding, segments } = text(input, locale)
      expect(body).toMatch(/2 (of|von|sur|de) 3/)
      expect([encoding, segments], body).toEqual(['GSM-7', 2])
    }
  })
})

describe('another date that moved meanwhile', () => {
  const dates = [{ lineId: 'l_2', old: '2025-03-18', new: '2025-03-25' }]
  const moved = { dates, reason: 'Stuck in port' }

  it('is said by the word that stock came, old beside new, why, and with the way out', () => {
    const { text: body } = mail(say([part(3), pot], moved))
    expect(body).toContain(
      'Moka pot: now ships by Tuesday, March 25. Before, it was Tuesday, March 18.',
    )
    expect(body).toContain('Stuck in port')
    expect(body).toContain('If that is too late for you, you can cancel.')
  })

  it('is said by the word that a package left', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14', { shipped: 1 }), pot], {
      shipments: [shipmentOf('s_1', [{ id: 'l_1', quantity: 1 }])],
    })
    const input = inputOf('partially_shipped', order, {
      facts: factsOf({ shipments: ['s_1'], ...moved }),
    })
    expect(mail(input).text).toContain('Moka pot: now ships by Tuesday, March 25.')
    expect(text(input).body).toContain('Moka pot: now by Tue, Mar 25.')
  })

  it('is no apology where it is earlier, or the first there is', () => {
    for (const old of ['2025-03-28', null]) {
      const { text: body } = mail(
        say([part(3), pot], { dates: dates.map((date) => ({ ...date, old })) }),
      )
      expect(body).toContain('Moka pot: ')
      expect(body).not.toContain('too late')
    }
  })

  it.each(LANGUAGES)('is said in %s, by mail and as a text of two parts', (locale) => {
    const moves = [dates, [{ lineId: 'l_2', old: '2025-03-18', new: null }]]
    for (const some of moves) {
      const input = say([part(3), pot], { ...moved, dates: some })
      expect(mail(input, locale).text).toMatch(/Moka pot\s?: .*18/)
      const { body, encoding, segments } = text(input, locale)
      expect(body).toMatch(/Moka pot ?: /)
      expect(encoding, body).toBe('GSM-7')
      expect(segments, body).toBeLessThanOrEqual(2)
    }
  })
})

const back = ({ backorder }: Line) => {
  if (!backorder) throw new Error('It is on no backorder')
  return backorder
}
