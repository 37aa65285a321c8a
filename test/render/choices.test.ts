import { describe, expect, it } from 'vitest'
import type { OrderState, SubstituteOption } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { SMS_CHARACTERS_MAX } from '../../src/render/sms.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { CHOICE_EXAMPLES, openOffer, optionOf } from './choice-examples.ts'
import {
  CANCEL,
  factsOf,
  inputOf,
  merchantOf,
  NOW,
  orderOf,
  readBy,
  TRACKING,
  waitingLine,
} from './scenes.ts'

const mail = drawMail
const sms = (input: MessageInput) => drawText(input).body
const offered = (options: SubstituteOption[]): OrderState['substitutes'] => [
  { eventId: 'e_8', at: NOW, imported: false, lineId: 'l_1', options, chosen: null },
]

describe('substitute_offered', () => {
  const offer = (options: SubstituteOption[]) =>
    inputOf('substitute_offered', orderOf([waitingLine('l_1', '2025-04-18')]), {
      facts: factsOf({ substitutes: [{ offer: 'e_8', lineId: 'l_1', options }] }),
    })

  it('lists what may be had with what it costs more or less, and what else holds', () => {
    const { text } = mail(CHOICE_EXAMPLES.substitute_offered())
    expect(text).toContain('  Widget Pro 2, $5.00 more\n  Widget Mini, $4.90 less\n')
    expect(text).toContain('  Widget Pro, refurbished, same price\n')
    expect(text).toContain('Ships by Friday, April 18')
    expect(text).toContain(`Swap or keep waiting: ${TRACKING}\n`)
  })

  it('names the only one, and says no price that nobody has said', () => {
    const input = offer([optionOf('a', 'Widget Pro 2', null)])
    const { subject, text } = mail(input)
    expect(subject).toBe('Instead of your Widget Pro: Widget Pro 2')
    expect(text).toContain('You can have the Widget Pro 2 instead of your Widget Pro')
    expect(`${text}${sms(input)}`).not.toMatch(/price|more|less|\$/)
    expect(sms(offer([optionOf('a', 'Widget Pro 2', '5.00')]))).toContain('Pro 2 ($5.00 more)')
  })
})

describe('a substitute beside a delay that waits for its answer, in a text', () => {
  const lines = [
    waitingLine('l_1', '2025-04-18'),
    waitingLine('l_2', '2025-04-18', { title: 'Moka pot' }),
  ]
  const substitutes = [
    { offer: 'e_8', lineId: 'l_1', options: [optionOf('a', 'Widget Mini', null)] },
  ]
  const act = `${TRACKING}/substitute`
  const asked = (lineId: string) => {
    const facts = factsOf({ lines: ['l_1'], substitutes, offers: [openOffer({ lineId })] })
    const links = { tracking: TRACKING, cancel: `${TRACKING}/cancel`, act }
    return sms(inputOf('substitute_offered', orderOf(lines), { facts, links }))
  }

  it('leads to the one page on which all three can be done', () => {
    expect(asked('l_1')).toMatch(new RegExp(`See or cancel: ${act} `))
    expect(asked('l_1')).not.toContain('/consent')
  })

  it('leads to the answer where that page does not ask for it', () => {
    expect(asked('l_2')).toContain(`${TRACKING}/consent`)
  })
})

describe('substitutes for several lines, in a text', () => {
  const substitutes = [
    { offer: 'e_8', lineId: 'l_1', options: [optionOf('a', 'Widget Mini', '-4.00')] },
    { offer: 'e_9', lineId: 'l_2', options: [optionOf('b', 'Moka deluxe', null)] },
  ]
  const order = orderOf([
    waitingLine('l_1', '2025-04-18'),
    waitingLine('l_2', '2025-04-18', { title: 'Moka pot' }),
  ])
  const input = inputOf('substitute_offered', order, { facts: factsOf({ substitutes }) })

  it.each([
    ['en', 'instead: Widget Mini ($4.00 less) for Widget Pro; Moka deluxe for Moka pot.'],
    ['fr', 'de moins) pour Widget Pro ; Moka deluxe pour Moka pot.'],
  ])('are each named with what they are for, in %s', (locale, words) => {
    expect(sms(readBy(input, locale)).replace(/\s/g, ' ')).toContain(words)
  })
})

describe('backorder_choice', () => {
  const ask = (shipsBy: string | null, substitutes: OrderState['substitutes'] = []) =>
    inputOf('backorder_choice', orderOf([waitingLine('l_1', shipsBy)], { substitutes }))

  it('says how long it is and when it comes, and asks', () => {
    const { text } = mail(CHOICE_EXAMPLES.backorder_choice())
    expect(text).toContain('You ordered on Friday, February 7')
    expect(text).toContain(`Keep waiting: ${TRACKING}\nCancel the Widget Pro: ${CANCEL}`)
    expect(mail(ask('2025-04-18')).text).toContain('Your Widget Pro ships by Friday, April 18.')
  })

  it('speaks of a swap only where one is open, and lists it', () => {
    const swap = mail(ask(null, offered([optionOf('a', 'Widget Mini', '-4.90')])))
    expect(swap.subject).toBe('Your Widget Pro: keep waiting, swap or cancel?')
    expect(swap.text).toContain('  Widget Mini, $4.90 less')
    expect(mail(ask(null)).text).not.toContain('swap')
  })
})

describe('back_in_stock', () => {
  const back = (productUrl: string | null, shop?: string) => {
    const order = orderOf([waitingLine('l_1', null, { cancelled: 1, productUrl })])
    const merchant = merchantOf({ brand: shop ? { shop_url: shop } : {} })
    return inputOf('back_in_stock', order, { facts: factsOf({ lines: ['l_1'] }), merchant })
  }

  it.each([
    [
      'the product',
      back('https://harbor.example/p/1'),
      'See the Widget Pro: https://harbor.example/p/1',
    ],
    [
      'the shop',
      back(null, 'https://harbor.example'),
      'See the Widget Pro: https://harbor.example',
    ],
    ['the order', back('javascript:alert(1)'), `See your order: ${TRACKING}`],
  ])('leads to %s, as far as there is a safe link', (_, input, link) => {
    expect(mail(input).text).toContain(link)
    expect(`${mail(input).html}${sms(input)}`).not.toContain('javascript:')
  })
})

describe('money that goes back', () => {
  it('is named, with a day by which it shows', () => {
    const { text } = mail(CHOICE_EXAMPLES.refund_issued())
    expect(text).toContain('$19.90 is on its way back to you')
    expect(text).toContain('should show by Monday, March 24')
  })

  it('is not spoken of for what cannot be had and was not paid', () => {
    const input = CHOICE_EXAMPLES.backorder_unfulfillable()
    const { subject, text } = mail({ ...input, facts: { ...input.facts, refund: null } })
    expect(subject).toBe('We can’t get your Widget Pro')
    expect(text).not.toMatch(/refund|comes back/)
  })
})

describe('letters', () => {
  const write = (text: string): MessageInput => ({
    ...CHOICE_EXAMPLES.free_message(),
    letter: { text },
  })

  it('keep their paragraphs and lines, and nothing of them is markup or a link of ours', () => {
    const { html, text } = mail(write('One\r\ntwo <b>\r\n\r\n\r\nthree https://x.example/?a=1&b=2'))
    expect(text).toContain('One\ntwo <b>\n\nthree https://x.example/?a=1&b=2\n')
    expect(html).toContain('One<br>two &lt;b&gt;</p>')
    expect(html).not.toContain('href="https://x.example')
  })

  it('are whole in a mail, and as far as a text goes', () => {
    const long = 'word '.repeat(900).trim()
    expect(mail(write(long)).text).toContain(long)
    expect(sms(write(long)).length).toBeLessThan(SMS_CHARACTERS_MAX / 2)
    expect(sms(write(long))).toMatch(/\.\.\. https:\S+ Reply STOP to end texts\.$/)
  })

  it('are never sent empty', () => {
    expect(() => mail(write(' \n '))).toThrow('free_message has no letter')
    expect(() => mail(inputOf('inquiry_reply', orderOf([])))).toThrow('no letter')
  })
})

describe('what was swapped', () => {
  const at = '2025-03-05T15:00:00.000Z'
  const substitutes = offered([optionOf('a', 'Widget Mini', null)]).map((one) => ({
    ...one,
    chosen: { eventId: 'e_9', at, sku: one.options[0]?.sku ?? '' },
  }))
  const update = inputOf(
    'backorder_update',
    orderOf([waitingLine('l_1', '2025-03-21')], { substitutes }),
  )

  it.each(['en', 'es', 'fr', 'de'])('is what the update speaks of, in %s', (locale) => {
    const { subject, text } = mail(readBy(update, locale))
    expect(`${subject}${text}`).toContain('Widget Mini')
    expect(`${subject}${text}`).not.toMatch(/21|set to ship/)
    expect(sms(readBy(update, locale))).toContain('Widget Mini')
  })
})
