import { describe, expect, it } from 'vitest'
import type { MessageInput } from '../../src/render/message.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { CHOICE_EXAMPLES, delay, offerOf, openOffer } from './choice-examples.ts'
import {
  CANCEL,
  factsOf,
  inputOf,
  lineOf,
  orderOf,
  readBy,
  TRACKING,
  waitingLine,
} from './scenes.ts'

const mail = drawMail
const sms = (input: MessageInput) => drawText(input).body
const CONSENT = `${TRACKING}/consent`
const later = offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' })

/** 16 CFR 435.2(b)(1): what an offer has to say, case by case, in the mail and in a text alike. */
describe('delay_option', () => {
  it('of a date at most 30 days later says it, the way out at no cost, and that silence agrees', () => {
    const input = delay('delay_option', [offerOf()])
    const { subject, text } = mail(input)
    expect(subject).toBe('New date for your Widget Pro: Fri, Mar 28')
    expect(text).toContain('Before: Friday, March 14\nNow: Friday, March 28')
    expect(text).toContain('cancel at no cost and get a full refund')
    expect(text).toContain('If we hear nothing from you, we take it that you agree')
    expect(text).not.toContain('cancelled automatically')
    expect(sms(input)).toContain('No answer means you agree')
    expect(sms(input)).toContain('cancel at no cost, full refund')
  })

  it('of a later date says why, and when it is cancelled by itself unless they agree', () => {
    const input = delay('delay_option', [later])
    const { subject, preheader, text } = mail(input)
    expect(subject).toBe('Your Widget Pro now ships by Fri, May 2: keep or cancel?')
    expect(preheader).toContain('Unless you agree by Sun, Apr 13')
    expect(text).toContain('Why: The stock for it has not come yet.')
    expect(text).toContain(
      'Unless you do so by Sunday, April 13, or it ships by then, it is cancelled',
    )
    expect(text).toContain('automatically, and you get a full refund')
    expect(text).not.toContain('we take it that you agree')
    expect(sms(input)).toContain(
      'Unless you agree or it ships by Sun, Apr 13, it is cancelled, full refund',
    )
  })

  it('without a date says so, and that who agrees may still cancel', () => {
    const input = delay('delay_option', [openOffer()])
    const { subject, text } = mail(input)
    expect(subject).toBe('No date for your Widget Pro: keep waiting or cancel?')
    expect(text).toContain('Now: No date yet')
    expect(text).toContain('you can still cancel at any time until it ships')
    expect(text).toContain('Unless you tell us by Monday, April 14, or it ships by then')
    expect(text).not.toMatch(/ships? by (?!then)/)
    expect(sms(input)).toContain('Or cancel any time until it ships')
  })

  it('states no offered date that has gone by', () => {
    const { subject, text } = mail(delay('delay_option', [offerOf({ revisedOn: '2025-03-07' })]))
    expect(`${subject}${text}`).not.toMatch(/Mar(ch)? 7/)
  })

  it('sets the date that was told last beside the new one, not the first of all', () => {
    const input = delay('delay_option', [{ ...later, originalOn: '2025-02-14' }])
    const facts = {
      ...input.facts,
      dates: [{ lineId: 'l_1', old: '2025-03-21', new: '2025-05-02' }],
    }
    expect(mail({ ...input, facts }).text).toContain('Before: Friday, March 21\nNow: Friday, May 2')
  })

  it('puts two ways on side by side, in every part', () => {
    const input = delay('delay_option', [offerOf()])
    const { html, text } = mail(input)
    expect(text).toContain(`Keep waiting: ${CONSENT}\nCancel the Widget Pro: ${CANCEL}`)
    expect(html).toMatch(new RegExp(`href="${CONSENT}"[\\s\\S]*href="${CANCEL}"`))
    expect(sms(input)).toMatch(new RegExp(`Wait: ${CONSENT} Cancel: ${CANCEL} `))
  })

  it('leads to the link that it is given', () => {
    const input = delay('delay_option', [offerOf()])
    const links = { ...input.links, consent: 'https://tidings.example/c/1' }
    expect(mail({ ...input, links }).text).toContain('Keep waiting: https://tidings.example/c/1')
  })

  it('keeps apart what differs, each with its dates and what silence means', () => {
    const lines = [
      waitingLine('l_1', '2025-03-28'),
      waitingLine('l_2', null, { title: 'Moka pot' }, { kind: 'custom' }),
    ]
    const input = delay('delay_option', [offerOf(), openOffer({ lineId: 'l_2' })], lines)
    const { subject, text } = mail(input)
    expect(subject).toBe('Order #1001: keep waiting or cancel?')
    expect(text).toContain('Moka pot\nBefore: Friday, March 14\nNow: No date yet')
    expect(text).toContain('Moka pot\nWhy: It is made for you')
    expect(text).toMatch(/Widget Pro\nWhy: The stock[\s\S]*we take it that you agree/)
    expect(sms(input)).toMatch(
      /Cancelled, full refund, unless you agree or it ships: Moka pot \(no date\) by/,
    )
    expect(sms(input)).toContain('No answer means you agree: Widget Pro by Mar 28;')
  })

  it('sets no date beside the new one where the reader had none', () => {
    for (const offer of [offerOf(), later, openOffer()]) {
      const input = delay('delay_option', [offer])
      const facts = { ...input.facts, dates: [{ lineId: 'l_1', old: null, new: offer.revisedOn }] }
      const { text, preheader } = mail({ ...input, facts })
      const said = `${preheader}${text}${sms({ ...input, facts })}`
      expect(said).not.toMatch(/March 14|Mar 14|[Bb]efore|has moved|no longer/)
      expect(said).toContain('sorry')
    }
  })

  it('tells what else moved, and offers nothing for it', () => {
    const lines = [waitingLine('l_1', '2025-03-28'), waitingLine('l_2', '2025-03-18')]
    const input = delay(
      'delay_option',
      [offerOf()],
      lines.map((line, at) => ({ ...line, title: ['Widget Pro', 'Moka pot'][at] ?? '' })),
    )
    const dates = [
      { lineId: 'l_1', old: '2025-03-14', new: '2025-03-28' },
      { lineId: 'l_2', old: '2025-03-14', new: '2025-03-18' },
    ]
    const { text } = mail({ ...input, facts: { ...input.facts, dates } })
    expect(text).toContain('Moka pot\nBefore: Friday, March 14\nNow: Tuesday, March 18')
    expect(text).toMatch(/Widget Pro\nYou can keep waiting, or cancel/)
    expect(text.match(/If we hear nothing/g)).toHaveLength(1)
  })

  it('of what is in stock does not speak of stock that has not come', () => {
    const input = delay('delay_option', [openOffer()], [lineOf('l_1')])
    expect(mail(input).text).toContain('Why: It is still being prepared.')
  })

  it('gives no reason that is what the mail is about already', () => {
    const facts = factsOf({ lines: ['l_1'], offers: [openOffer()] })
    const { text } = mail(inputOf('order_update', orderOf([lineOf('l_1')]), { facts }))
    expect(text).toContain('is still being prepared')
    expect(text).not.toContain('Why:')
    const waits = mail(inputOf('backorder_update', orderOf([waitingLine('l_1', null)]), { facts }))
    expect(waits.text).toContain('Why: The stock for it has not come yet.')
  })

  it('is one offer where lines share it', () => {
    const lines = [waitingLine('l_1', '2025-03-28'), waitingLine('l_2', '2025-03-28')]
    const input = delay('delay_option', [offerOf(), offerOf({ lineId: 'l_2' })], lines)
    expect(mail(input).text).toContain('Your Widget Pro and 1 more now ship by Friday, March 28')
    expect(mail(input).text.match(/If we hear nothing/g)).toHaveLength(1)
  })
})

describe('a delay known at the first word', () => {
  it.each(['backorder_confirmed', 'preorder_confirmed'] as const)('is offered by %s', (kind) => {
    const shown = waitingLine('l_1', '2025-05-02', {}, { shownShipsBy: '2025-03-14' })
    const input = delay(kind, [later], [shown])
    const { text } = mail(input)
    expect(text).toContain('was to ship by Friday, March 14. The date is now Friday, May 2.')
    expect(text).toContain('Unless you do so by Sunday, April 13')
    expect(text).toContain('Why: ')
    expect(text).toContain(`Keep waiting: ${CONSENT}`)
    expect(text).not.toContain('If a date moves')
    expect(sms(input)).toContain('ships by Sun, Apr 13, it is cancelled')
    expect(sms(input)).toContain(CONSENT)
  })

  it('is not spoken of where there is none', () => {
    const input = inputOf('backorder_confirmed', orderOf([waitingLine('l_1', '2025-03-14')]))
    expect(`${mail(input).html}${sms(input)}`).not.toMatch(/consent|Keep waiting/)
  })
})

describe('delay_option_reminder', () => {
  it('counts to the first end of a wait, and asks', () => {
    const lines = [waitingLine('l_1', '2025-05-02'), waitingLine('l_2', null)]
    const offers = [openOffer({ lineId: 'l_2' }), later]
    const { subject, text } = mail(delay('delay_option_reminder', offers, lines))
    expect(subject).toBe('Order #1001: keep waiting? Please answer by Sun, Apr 13')
    expect(text).toContain('at the end of Sunday, April 13, unless you want to wait')
    expect(text).toContain(`Keep waiting: ${CONSENT}`)
  })
})

/** Two lines of which each can be told from the other. */
const two = (backorder: Parameters<typeof waitingLine>[2] = {}) => {
  const lines = [
    waitingLine('l_1', '2025-03-28', backorder),
    { ...waitingLine('l_2', '2025-03-28', backorder), title: 'Moka pot' },
  ]
  for (const line of lines) if (line.backorder) line.backorder.shownShipsBy = '2025-03-14'
  return lines
}

describe('an offer of two lines', () => {
  const offers = ['l_1', 'l_2'].map((lineId) => offerOf({ lineId }))

  it('names both in a confirmation, with the date that the shop had shown', () => {
    const facts = factsOf({ lines: ['l_1', 'l_2'], offers })
    const { text } = mail(inputOf('backorder_confirmed', orderOf(two()), { facts }))
    expect(text).toContain('Your Widget Pro and Moka pot were to ship by Friday, March 14.')
  })

  it('says of what is here that it is being prepared, and not that its stock has not come', () => {
    const inStock = { ...lineOf('l_2'), title: 'Moka pot' }
    const order = orderOf([waitingLine('l_1', '2025-03-28'), inStock])
    const facts = { ...factsOf({ lines: ['l_1', 'l_2'], offers }), reason: 'Stuck in port' }
    const { text } = mail(inputOf('delay_option', order, { facts }))
    expect(text).toContain('Widget Pro\nWhy: Stuck in port')
    expect(text).toContain('Moka pot\nWhy: It is still being prepared.')
  })
})

describe('a better date while an offer is not answered', () => {
  it('is told with the day of its end and both ways on', () => {
    const facts = factsOf({
      lines: ['l_1'],
      dates: [{ lineId: 'l_1', old: '2025-05-02', new: '2025-04-20' }],
      offers: [{ ...later, revisedOn: '2025-04-20' }],
    })
    const input = inputOf('eta_improved', orderOf([waitingLine('l_1', '2025-04-20')]), { facts })
    const { text, html } = mail(input)
    for (const part of [text, html]) {
      expect(part).toContain('Unless you do so by Sunday, April 13')
      expect(part).toContain(CONSENT)
    }
    expect(sms(input)).toContain('it is cancelled, full refund')
  })
})

describe('a "still waiting" word shortly before the end', () => {
  it('says that it is cancelled if it has not shipped, and promises no more', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14')])
    const facts = { ...factsOf({ lines: ['l_1'] }), endsOn: '2025-03-14' }
    const { text } = mail(inputOf('backorder_update', order, { facts }))
    expect(text).toContain('not shipped by Friday, March 14, it is cancelled automatically')
    expect(text).not.toContain('If a date moves')
  })
})

describe('delay_expired', () => {
  it('says why it ended and what comes back, and nothing can be cancelled where nothing is left', () => {
    const whole = orderOf([waitingLine('l_1', null, { cancelled: 1 })])
    const { text } = mail({ ...CHOICE_EXAMPLES.delay_expired(), order: whole })
    expect(text).toContain('by Sunday, March 9 we had not heard from you that you wanted to wait')
    expect(text).toContain('$19.90 comes back to you by Wednesday, March 19')
    expect(text).not.toContain(CANCEL)
    expect(text.match(/sorry/g)).toHaveLength(1)
  })

  it('blames no silence where nothing was put before them', () => {
    const order = orderOf([waitingLine('l_1', null, { cancelled: 1 })])
    const facts = factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }] })
    const { text } = mail(inputOf('delay_expired', order, { facts }))
    expect(text).toContain('without waiting for you to ask')
    expect(text).not.toMatch(/heard from you|comes back/)
  })

  it.each([
    ['en', 'It has not shipped by Saturday, March 8, the new date that we had given you'],
    ['de', 'nicht bis Samstag, 8. März in den Versand gegangen'],
    ['fr', 'la nouvelle date que nous vous avions donnée'],
    ['es', 'la nueva fecha que le habíamos dado'],
  ])('blames no silence of who had agreed to the date that was not kept: %s', (locale, words) => {
    const { order } = CHOICE_EXAMPLES.delay_expired()
    const offers = [offerOf({ revisedOn: '2025-03-08', silence: 'cancel', until: '2025-03-01' })]
    const known = {
      ...order,
      said: [
        {
          messageId: 'm',
          kind: 'delay_option' as const,
          key: 'k',
          channel: 'email' as const,
          at: '2025-02-10T15:00:00.000Z',
          told: { ...factsOf().told, offers },
        },
      ],
      consents: [{ eventId: 'c', at: '2025-02-11T15:00:00.000Z', lineId: 'l_1', offer: 'm' }],
      expiries: [
        { eventId: 'e', at: '2025-03-10T05:00:00.000Z', deadlines: { l_1: '2025-03-08' } },
      ],
    }
    const facts = factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }] })
    const input = inputOf('delay_expired', known, { facts })
    const { text } = mail(readBy(input, locale))
    expect(text).toContain(words)
    expect(text).not.toContain('heard from you')
  })

  it('finds the day that had been named in what the order knows', () => {
    const order = CHOICE_EXAMPLES.delay_expired().order
    const told = { ...factsOf().told, offers: [{ ...openOffer(), until: '2025-03-08' }] }
    const said = {
      messageId: 'm',
      kind: 'delay_option' as const,
      key: 'k',
      channel: 'email' as const,
    }
    const known = {
      ...order,
      said: [{ ...said, at: '2025-02-10T15:00:00.000Z', told }],
      expiries: [
        { eventId: 'e', at: '2025-03-10T05:00:00.000Z', deadlines: { l_1: '2025-03-08' } },
      ],
    }
    const facts = factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }] })
    expect(mail(inputOf('delay_expired', known, { facts })).text).toContain('Saturday, March 8')
  })
})

describe('an offer of what is in stock and kept for the rest', () => {
  it('gives as its reason what it is kept for, and not that it is being packed', () => {
    const lines = [lineOf('Lamp'), waitingLine('Desk', '2025-05-02')]
    const order = orderOf(lines, { split: 'hold' })
    const offers = [offerOf({ lineId: 'Lamp', revisedOn: '2025-05-02' })]
    const text = (one: typeof order) =>
      mail(inputOf('delay_option', one, { facts: factsOf({ lines: ['Lamp'], offers }) })).text

    expect(text(order)).toContain('It ships together with the rest.')
    expect(text({ ...order, split: 'ship_available' })).toContain('It is still being prepared.')
  })
})
