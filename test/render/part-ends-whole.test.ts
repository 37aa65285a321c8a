import { beforeAll, describe, expect, it } from 'vitest'
import { renderMail, type Templates } from '../../src/render/message.ts'
import { ownTemplates } from '../support/templates.ts'
import { offerOf } from './choice-examples.ts'
import { factsOf, inputOf, orderOf, waitingLine } from './scenes.ts'

let templates: Templates
beforeAll(async () => {
  templates = await ownTemplates()
})

/** Three were ordered, of which two wait: the date that moved is that of the two. */
const offered = () => {
  const line = waitingLine('l_1', null, { quantity: 3 }, { quantity: 2 })
  const offers = [offerOf({ revisedOn: null, silence: 'cancel', until: '2025-04-13' })]
  return inputOf('delay_option', orderOf([line]), { facts: factsOf({ lines: ['l_1'], offers }) })
}

describe('the end of a line of which some wait', () => {
  it('is said of the line, and its news of those that wait', () => {
    const { text } = renderMail(templates, offered())
    expect(text).toContain('Widget Pro (2 of 3)')
    expect(text).toMatch(
      /\nWidget Pro\n+If you want to wait without a date.*it is cancelled by itself/,
    )
  })
})
