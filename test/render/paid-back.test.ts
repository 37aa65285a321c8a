import { describe, expect, it } from 'vitest'
import type { MessageInput } from '../../src/render/message.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { delay, offerOf, openOffer } from './choice-examples.ts'
import { EXAMPLES } from './examples.ts'
import { factsOf, inputOf, orderOf, readBy, waitingLine } from './scenes.ts'

const PROMISES: Record<string, RegExp> = {
  en: /full refund/i,
  de: /vollständig zurück|volle[rn]? (Erstattung|Betrag)/i,
  es: /reembolso completo/i,
  fr: /remboursement intégral|remboursé en totalité|intégralement remboursé/i,
}
const later = offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' })
const order = orderOf([waitingLine('1', '2025-03-14')])
const lineIds = (input: MessageInput) => input.order.lines.map(({ id }) => id)
const inputs: [string, MessageInput][] = [
  ['an offer that silence agrees to', delay('delay_option', [offerOf()])],
  ['an offer that silence ends', delay('delay_option', [later])],
  ['an offer without a date', delay('delay_option', [openOffer()])],
  ['its reminder', delay('delay_option_reminder', [later])],
  ['a check-in', inputOf('backorder_checkin', order, { facts: factsOf({ endsOn: '2025-03-14' }) })],
  ['an update', inputOf('backorder_update', order, { facts: factsOf({ endsOn: '2025-03-14' }) })],
  [
    'a slip beside its offer',
    inputOf('eta_slipped', order, { facts: factsOf({ offers: [{ ...later, lineId: '1' }] }) }),
  ],
  [
    'what is asked past the window',
    inputOf('backorder_choice', order, { facts: factsOf({ lines: ['1'] }) }),
  ],
  ['a substitute that is offered', EXAMPLES.substitute_offered()],
]
const wordsOf = (input: MessageInput) => {
  const { text, subject, preheader } = drawMail(input)
  return [subject, preheader, text, drawText(input).body].join('\n')
}
const paid = (input: MessageInput): MessageInput => ({
  ...input,
  facts: { ...input.facts, paidBack: lineIds(input) },
})

describe.each(Object.keys(PROMISES))('what waits and was refunded, in %s', (locale) => {
  const promise = PROMISES[locale] as RegExp

  it.each(inputs)('is promised no second refund by %s', (_, input) => {
    expect(wordsOf(readBy(input, locale))).toMatch(promise)
    expect(wordsOf(readBy(paid(input), locale))).not.toMatch(promise)
  })

  it.each(inputs)('is promised none by %s where nothing was taken', (_, input) => {
    for (const paymentStatus of ['authorized', 'pending'] as const) {
      const unpaid = { ...input, order: { ...input.order, paymentStatus } }
      expect(wordsOf(readBy(unpaid, locale))).not.toMatch(promise)
    }
  })
})

it('of two lines the one that was refunded is promised none', () => {
  const two = orderOf([waitingLine('1', '2025-05-02'), waitingLine('2', '2025-05-02')])
  const offers = [{ ...later, lineId: '1' }]
  const input = inputOf('delay_option', two, {
    facts: factsOf({ offers, lines: ['1'], paidBack: ['1'] }),
  })

  expect(drawMail(input).text).not.toMatch(/full refund/)
})
