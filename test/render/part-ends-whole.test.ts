import { describe, expect, it } from 'vitest'
import { drawMail } from '../support/drawn.ts'
import { offerOf } from './choice-examples.ts'
import { factsOf, inputOf, orderOf, waitingLine } from './scenes.ts'

/** Three were ordered, of which two wait: the date that moved is that of the two. */
const offered = () => {
  const line = waitingLine('l_1', null, { quantity: 3 }, { quantity: 2 })
  const offers = [offerOf({ revisedOn: null, silence: 'cancel', until: '2025-04-13' })]
  return inputOf('delay_option', orderOf([line]), { facts: factsOf({ lines: ['l_1'], offers }) })
}

describe('the end of a line of which some wait', () => {
  it('is said below its news, of those that wait and in words of the others, under no second name', () => {
    const { text } = drawMail(offered())
    expect(text).toContain('Widget Pro (2 of 3)')
    expect(text).toMatch(/\nIf you want to wait without a date.*it is cancelled automatically/)
    expect(text).toContain('Without your answer, 3 items are cancelled: also the one in stock')
    expect(text).not.toMatch(/\nWidget Pro\n/)
  })

  it('has one name where the mail is a confirmation, with why and the offer below it', () => {
    const [line] = offered().order.lines
    const offers = [offerOf({ revisedOn: '2025-04-06', silence: 'consent', until: '2025-04-06' })]
    const facts = factsOf({ lines: ['l_1'], offers })
    const { text } = drawMail(
      inputOf('backorder_confirmed', orderOf(line ? [line] : []), { facts }),
    )

    expect(text.match(/\nWidget Pro.*\n/g)).toEqual(['\nWidget Pro (2 of 3)\n'])
    expect(text).toMatch(/\nWidget Pro \(2 of 3\)\nWhy: .*\n+You can keep waiting/)
  })
})
