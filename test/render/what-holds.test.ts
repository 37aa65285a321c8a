import { describe, expect, it } from 'vitest'
import type { Line, PromiseChange } from '../../src/domain/order.ts'
import { inHeading } from '../../src/render/dates.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { summarize } from '../../src/render/summary.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { factsOf, inputOf, NOW, orderOf, promiseOf, readBy, waitingLine } from './scenes.ts'

const LANGUAGES = ['en', 'es', 'fr', 'de']
const mail = drawMail
const sms = (input: MessageInput) => drawText(input).body

describe('a promise that went by when its stock had come', () => {
  const allocated = waitingLine(
    'l_1',
    '2025-03-07',
    {},
    { allocated: 1, allocation: { eventId: 'e_2', at: NOW, imported: false } },
  )
  const missed = (line: Line) =>
    inputOf('promise_missed', orderOf([line]), {
      facts: factsOf({
        lines: ['l_1'],
        dates: [{ lineId: 'l_1', old: '2025-03-07', new: null }],
      }),
    })

  it('is being prepared, and is not told that it has no date', () => {
    const { text, html, preheader } = mail(missed(allocated))

    expect(text).toContain('It is in now and being prepared for shipment')
    expect(text).toContain('Now: Being prepared')
    expect(html).toContain('Being prepared')
    expect(`${text}${html}${preheader}${sms(missed(allocated))}`).not.toMatch(/no (new )?date/i)
    expect(mail(missed(waitingLine('l_1', null))).text).toContain('There is no new date yet')
  })

  it.each(LANGUAGES)('says so in %s, in words of its own', (locale) => {
    const here = readBy(missed(allocated), locale)
    const away = readBy(missed(waitingLine('l_1', null)), locale)

    expect(mail(here).text).not.toBe(mail(away).text)
    expect(mail(here).preheader).not.toBe(mail(away).preheader)
    expect(sms(here)).not.toBe(sms(away))
  })
})

describe('a wish to cancel', () => {
  it('names a line once: as asked for, and not among what is still to come', () => {
    const lines = [
      waitingLine('l_1', '2025-03-21', { quantity: 2 }, { allocated: 2 }),
      waitingLine('l_2', '2025-03-21', { title: 'Cable' }),
    ]
    const asked = (quantity: number) => ({
      eventId: 'e_3',
      at: NOW,
      by: 'shopper' as const,
      lines: [{ id: 'l_1', quantity, total: quantity }],
      reason: null,
    })
    const lists = (quantity: number) =>
      mail(
        inputOf('cancellation_requested', orderOf(lines, { cancellationRequest: asked(quantity) })),
      )
        .text.split('You asked to cancel')[1]
        ?.split('\n--')[0]

    expect(lists(2)?.match(/Widget Pro/g)).toHaveLength(1)
    expect(lists(2)).toContain('Cable')
    expect(lists(1)?.match(/Widget Pro/g)).toHaveLength(2) // the other of the two is prepared
  })
})

describe('a long wait', () => {
  const change = (shipsBy: string | null): PromiseChange => ({
    shipsBy,
    eventId: 'e_1',
    at: NOW,
    heardAt: NOW,
    reason: null,
    imported: false,
  })
  const ask = (shipsBy: string, first: string | null) =>
    inputOf(
      'backorder_choice',
      orderOf([
        waitingLine(
          'l_1',
          null,
          {},
          {
            kind: 'preorder',
            promise: promiseOf(shipsBy),
            history: [change(first), change(shipsBy)],
          },
        ),
      ]),
    )

  it.each(LANGUAGES)('that was told from the start and holds is no fault, in %s', (locale) => {
    const sorry = /sorry|disculpas?|disculpe|excuser|excusez|entschuldig/i
    const onTime = readBy(ask('2025-06-20', '2025-06-20'), locale)
    const late = readBy(ask('2025-06-20', '2025-05-02'), locale)
    const dated = readBy(ask('2025-06-20', null), locale)

    expect(`${mail(onTime).text}${sms(onTime)}`).not.toMatch(sorry)
    for (const one of [late, dated]) {
      expect(mail(one).text).toMatch(sorry)
      expect(sms(one)).toMatch(sorry)
    }
  })
})

describe('a date in a heading', () => {
  it('ends no line inside of itself, but after its weekday', () => {
    expect(inHeading('Fri, Mar 20')).toBe('Fri, Mar\u00a020')
    expect(inHeading('Friday, March 14, 2025')).toBe('Friday, March\u00a014, 2025')
    expect(inHeading('vendredi 14 mars')).toBe('vendredi 14\u00a0mars')
    expect(inHeading('12–23 mars')).toBe('12–\u206023\u00a0mars')
    expect(inHeading('30 mars – 13 avril')).toBe('30\u00a0mars\u00a0– 13\u00a0avril')
    expect(inHeading('')).toBe('')
  })

  it('is set so in the HTML of a mail and on the page, and plainly in text', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-21')])
    const { html, text } = mail(inputOf('backorder_confirmed', order, { facts: factsOf({}) }))
    const options = { locale: 'en', now: NOW, zone: 'America/New_York', split: null } as never

    expect(html).toMatch(/<h1[^>]*>[^<]*March(\u00a0|&#160;|&nbsp;)21/)
    expect(text).toContain('March 21')
    expect(text).not.toContain('\u00a0')
    expect(summarize(order, Object.assign({}, options, { isHeading: true }))).toContain(
      'March\u00a021',
    )
    expect(summarize(order, options)).toContain('March 21')
  })
})

describe('what was cancelled and has shipped', () => {
  const line = (over = {}) =>
    waitingLine('l_1', '2025-03-21', {
      shipped: 1,
      unitPrice: { amount: '25.00', currency: 'USD' },
      ...over,
    })
  const shipped = (over: object = {}, one = line()) =>
    inputOf(
      'cancellation_declined',
      { ...orderOf([one]), ...over },
      {
        facts: factsOf({
          lines: ['l_1'],
          cancelled: [{ lineId: 'l_1', quantity: 1 }],
          shipments: ['S1'],
        }),
      },
    )
  const said = {
    said: [
      {
        messageId: 'm_1',
        kind: 'order_cancelled' as const,
        key: 'order_cancelled:e_1',
        channel: 'email' as const,
        at: NOW,
        told: { dates: {}, statements: {}, shipments: [], cancelled: { l_1: 1 }, allocated: {} },
      },
    ],
  }
  const paidBack = {
    refunds: [
      { eventId: 'e_9', at: NOW, amount: { amount: '25.00', currency: 'USD' }, imported: false },
    ],
  }

  it('says what becomes of the money', () => {
    const { text, html } = mail(shipped(said))
    expect(text).toContain('The refund of $25.00 that we told you about does not come')
    expect(html).toContain('The refund of $25.00 that we told you about does not come')
    expect(mail(shipped(said, line({ unitPrice: null }))).text).toContain('The refund that we told')
    expect(mail(shipped()).text).toContain('Nothing is refunded for it')
    expect(mail(shipped({ ...said, ...paidBack })).text).toContain('Money was refunded meanwhile')
    expect(mail(shipped({ paymentStatus: 'authorized' })).text).not.toMatch(/refund/i)
  })

  it.each(LANGUAGES)('says so in %s', (locale) => {
    const texts = [shipped(said), shipped(), shipped(paidBack)].map(
      (one) => mail(readBy(one, locale)).text,
    )
    expect(new Set(texts).size).toBe(3)
  })
})
