import { describe, expect, it } from 'vitest'
import {
  MAILED_NOTICE_KINDS,
  type MailedNoticeKind,
  type MerchantFacts,
  merchantFacts,
} from '../../src/domain/merchant-notice.ts'
import { renderNotice } from '../../src/render/notify.ts'
import { NOTICE_LANGUAGES } from '../../src/render/notify-words/index.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import { aMerchant, anOrder } from '../support/order-state.ts'

const facts: Partial<MerchantFacts> = {
  lines: [{ lineId: 'line_1', quantity: 2 }],
  by: 'shopper',
  refund: { amount: { amount: '39.80', currency: 'USD' }, deadline: '2026-03-12' },
  deadline: '2026-03-16',
  chosen: 'hold',
  since: '2026-03-03T15:00:00.000Z',
}
const render = (
  kind: MailedNoticeKind,
  over: Partial<MerchantFacts> = {},
  order = anOrder(),
  locale = 'en',
) =>
  renderNotice({
    notice: { kind, facts: merchantFacts({ ...facts, ...over }) },
    order,
    merchant: { ...aMerchant(), locale },
    question: { from: 'jon@example.com', text: 'Where is it?\nThanks' },
    url: 'https://tidings.example/console/acme/orders/ord_1',
    now: '2026-03-04T15:00:00.000Z',
  })

const UNREACHED = /be reached|se puede avisar|injoignable|erreichbar/

describe('a mail to the merchant', () => {
  it.each(MAILED_NOTICE_KINDS)(
    '%s says what it is about, and where it is done, in both parts',
    (kind) => {
      const { subject, text, html } = render(kind)

      expect(subject.length).toBeLessThan(90)
      for (const part of [text, html]) {
        expect(part).toContain('https://tidings.example/console/acme/orders/ord_1')
        expect(part).toContain('2 × Widget Pro')
        expect(part).not.toMatch(/undefined|null|\[object/)
      }
    },
  )

  it('says the sum and the day of a refund in its subject', () => {
    expect(render('refund.due').subject).toBe('Order #1001: refund $39.80 by Thu, Mar 12')
    expect(render('refund.due', { refund: { amount: null, deadline: '2026-03-12' } }).subject).toBe(
      'Order #1001: refund the customer by Thu, Mar 12',
    )
  })

  it.each(['en', 'es', 'fr', 'de'])(
    'says of who can be reached by nobody that she was told nothing, in %s',
    (locale) => {
      for (const kind of ['order.cancelled', 'refund.due', 'delay.expired'] as const) {
        const told = render(kind, {}, anOrder(), locale).text
        const untold = render(kind, { isUnreached: true }, anOrder(), locale).text
        expect(told).not.toMatch(UNREACHED)
        expect(untold).toMatch(UNREACHED)
      }
    },
  )

  it('holds the question, quoted', () => {
    expect(render('inquiry.received').text).toContain('> Where is it?\n> Thanks')
  })

  it('lets no word of a customer become markup or a header', () => {
    const order = anOrder({ orderNumber: '1001\r\nBcc: x@example.com' })
    const { subject, html } = render('order.cancelled', { reason: '<img src=x onerror=1>' }, order)

    expect(subject).not.toMatch(/[\r\n]/)
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img')
  })
})

describe('a mail to the merchant in its own language', () => {
  const locales = ['es', 'fr', 'de']
  /** Each way that a notice can go, so that no sentence of one is left in English. */
  const WAYS: Partial<MerchantFacts>[] = [
    {},
    { chosen: 'ship_available', by: 'merchant', since: null, reason: 'x' },
    { refund: { amount: { amount: '0.00', currency: 'USD' }, deadline: '2026-03-12' } },
    {
      refund: null,
      deadline: null,
      since: null,
      by: 'support',
      endpoint: 'https://shop.example/h',
    },
  ]

  it.each(locales.flatMap((locale) => MAILED_NOTICE_KINDS.map((kind) => ({ locale, kind }))))(
    '$kind is said in $locale, every sentence of it',
    ({ locale, kind }) => {
      for (const way of WAYS) {
        const said = render(kind, way, anOrder(), locale)
        const english = new Set(linesOf(render(kind, way).text))
        expect(linesOf(said.text).filter((line) => english.has(line))).toEqual([])
        expect(said.subject).not.toBe(render(kind, way).subject)
        expect(said.subject.length).toBeLessThan(110)
        expect(`${said.subject} ${said.html}`).not.toMatch(/undefined|null|\[object/)
        expect(said.html).toContain(`<html lang="${locale}">`)
        expect(said.templateVersion.endsWith(locale)).toBe(true)
      }
    },
  )

  it.each(['en', ...locales])('asks for no refund in %s where nothing was taken', (locale) => {
    const authorized = anOrder({ paymentStatus: 'authorized' })
    const refund = /refund|erstatt|rembours|re[eé]mb/i
    for (const kind of ['delay.expiring', 'delay.expired'] as const)
      for (const way of [{}, { since: null }, { since: null, by: 'merchant' as const }]) {
        expect(render(kind, way, authorized, locale).text).not.toMatch(refund)
        expect(render(kind, way, anOrder(), locale).text).toMatch(refund)
      }
  })

  it.each([
    ['en', /agree to the delay|delay was not agreed|or is agreed/],
    ['es', /retraso|acuerdo/],
    ['fr', /retard|accord/],
    ['de', /Verzögerung|Versand oder Zustimmung/],
  ])('blames in %s nobody for no answer, where no delay was put before them', (locale, blame) => {
    const unasked = { isUnasked: true as const, since: null }
    for (const kind of ['delay.expiring', 'delay.expired'] as const) {
      const words = (over: Partial<MerchantFacts>) => {
        const { subject, text } = render(kind, over, anOrder(), locale)
        return `${subject} ${text}`
      }
      expect(words({ since: null })).toMatch(blame)
      expect(words(unasked)).not.toMatch(blame)
    }
  })

  it('is there in every language that customers are written to', async () => {
    const { words } = await loadTemplates()
    expect([...NOTICE_LANGUAGES.keys()].sort()).toEqual([...words.keys()].sort())
  })

  it('says days and sums as they are said there, and is in English where it has no words', () => {
    const { subject } = render('refund.due', {}, anOrder(), 'de')
    expect(subject).toMatch(/^Bestellung #1001: 39,80\s\$ bis Do\.?, 12\. März erstatten$/)
    expect(render('refund.due', {}, anOrder(), 'it').subject).toBe(render('refund.due').subject)
  })
})

/** What is said: without what is the customer's, the goods' and the address. */
const linesOf = (text: string) =>
  text.split('\n').filter((line) => line !== '' && !/^(> |- |https:)/.test(line))
