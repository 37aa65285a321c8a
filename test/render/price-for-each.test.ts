import { describe, expect, it } from 'vitest'
import { formatMoney } from '../../src/render/money.ts'
import { wordsFor } from '../../src/render/page-words/index.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { optionOf } from './choice-examples.ts'
import { factsOf, inputOf, NOW, orderOf, readBy, waitingLine } from './scenes.ts'

const options = [optionOf('a', 'Mini', '5.00')]
const waiting = (quantity: number) => {
  const line = waitingLine('l_1', '2025-04-18', { quantity })
  if (line.backorder) line.backorder.quantity = quantity
  return orderOf([line], {
    substitutes: [
      { eventId: 'e_8', at: NOW, imported: false, lineId: 'l_1', options, chosen: null },
    ],
  })
}
const facts = factsOf({
  lines: ['l_1'],
  substitutes: [{ offer: 'e_8', lineId: 'l_1', options }],
})
/** As it is read: spaces that do not break are spaces, and no marks of direction. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u2066-\u2069]/g, '')

/** A text is written in the letters that it has room for. */
const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{Mn}/gu, '')

describe.each(['en', 'de', 'es', 'fr'])('the price of a swap, in %s', (locale) => {
  it.each([
    ['one', 1],
    ['several, of each', 2],
  ])('is said by mail and text as by the page: of %s', (_, quantity) => {
    const amount = formatMoney({ amount: '5.00', currency: 'USD' }, locale)
    const { price } = wordsFor(locale).words.choices.substitute
    const onPage = plain(price({ kind: 'more', amount }, quantity > 1))
    const other = plain(price({ kind: 'more', amount }, quantity === 1))
    const asRead = ['substitute_offered', 'backorder_choice'] as const
    for (const kind of asRead) {
      const input = readBy(inputOf(kind, waiting(quantity), { facts }), locale)
      const { text, html } = drawMail(input)
      for (const words of [text, html ?? ''].map(plain)) {
        expect(words).toContain(onPage)
        if (quantity === 1) expect(words).not.toContain(other)
      }
      if (kind === 'backorder_choice') continue
      const sms = plain(drawText(input).body)
      expect(withoutMarks(sms)).toContain(withoutMarks(`(${onPage})`))
    }
  })
})
