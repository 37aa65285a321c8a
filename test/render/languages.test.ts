import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/render/page-words/index.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { summarize } from '../../src/render/summary.ts'
import { trackingPage } from '../../tracking-page/index.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { aBackorder, aLine, aMerchant, anOrder } from '../support/order-state.ts'
import { inLocale, inputFor, pageStates } from '../support/page-states.ts'
import { EXAMPLES } from './examples.ts'
import { merchantOf, readBy } from './scenes.ts'
import { SPECIAL_CASES } from './special-cases.ts'

const foreign = Object.keys(LANGUAGES).filter((language) => language !== 'en')
const cases = Object.entries({ ...EXAMPLES, ...SPECIAL_CASES })
const SUBJECT_MAX = 60

/** Texts as they are read, one a line; attributes that are read aloud are among them. */
const linesOf = (html: string) =>
  [
    ...html
      .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
      .replace(/\b(?:aria-label|alt|placeholder)="([^"]*)"/g, '>$1<')
      .matchAll(/>([^<>]+)</g),
  ].map(([, text]) => (text ?? '').replace(/[\s,]+/g, ' ').trim())

/** What the shop, the carrier or the customer wrote is not ours to translate. */
const GIVEN = new RegExp(
  `^(${[
    'The container was held',
    'The factory lost a week',
    'The shipment has been processed',
    'It is cut to your size',
    'Can it come to my office',
    'Delivered front door',
    'Königlich-Niederländische',
    'Arrived at|Departed|Picked up',
    '&lt;|Rope|Widget|Shelf part|Camping part|Ultralight',
    '\\p{Script=Hebrew}|\\p{Script=Arabic}',
  ].join('|')})`,
  'u',
)
/** Names of things, people and places: a capital in every word, but for the smallest. */
const NAME = /^((\p{Lu}|\d)\S*|with|and|of)( (\p{Lu}|\d)\S*| with| and| of)*$/u
const isSentence = (text: string) =>
  /\p{L}{2,} \p{L}{2,}/u.test(text) && !NAME.test(text) && !GIVEN.test(text)

/** Sentences of the English page that stand in the other language's too. */
function englishLeft(english: string, translated: string) {
  const known = new Set(linesOf(english))
  return linesOf(translated).filter((text) => known.has(text) && isSentence(text))
}

describe.each(foreign)('messages in %s', (language) => {
  it.each(cases)('%s is in its language, with every fact said', (_, build) => {
    const mail = drawMail(readBy(build(), language))
    if (mail.html !== null) expect(mail.html).toContain(`lang="${language}"`)
    expect(`${mail.subject} ${mail.preheader} ${mail.text}`).not.toMatch(/\{\w+\}|\.\.|\s[,.]/)
  })

  it.each(SPOKEN_KINDS)('%s answers in a subject that a phone shows', (kind) => {
    const { subject, preheader } = drawMail(readBy(EXAMPLES[kind](), language))
    expect(subject.length).toBeLessThanOrEqual(SUBJECT_MAX)
    expect(preheader.length).toBeGreaterThan(10)
  })

  it.each(SPOKEN_KINDS)('%s is sent as a plain text of two parts at most', (kind) => {
    const { encoding, segments, body } = drawText(readBy(EXAMPLES[kind](), language))
    expect(encoding, body).toBe('GSM-7')
    expect(segments, body).toBeLessThanOrEqual(2)
  })
})

describe('the language of a message', () => {
  const subject = (locale: string | null, merchant = 'en') => {
    const input = EXAMPLES.shipped()
    return drawMail({
      ...input,
      contact: { ...input.contact, locale },
      merchant: merchantOf({ locale: merchant }),
    }).subject
  }

  it("is the customer's, else the merchant's, else English", () => {
    expect(subject('fr-CA', 'de')).toBe('En route\u00a0: merci de votre patience')
    expect(subject(null, 'de')).toBe('Unterwegs: danke für Ihre Geduld')
    expect(subject('ja', 'es')).toBe('En camino: gracias por su paciencia')
    expect(subject('ja', 'pt')).toBe('On its way: thanks for your patience')
  })
})

describe.each(foreign)('pages in %s', (language) => {
  it.each(Object.entries(pageStates))('%s is in its language, and only in it', (_, build) => {
    const english = inLocale('en', build).html
    const { html } = inLocale(language, build)
    expect(html).toContain(`<html lang="${language}"`)
    expect(englishLeft(english, html)).toEqual([])
    expect(html).not.toMatch(/undefined|\.\.(?!\.)(?=\s|<)/)
  })
})

describe('the language of a page', () => {
  const page = (locale: string, merchant: string) =>
    trackingPage({
      ...inputFor(anOrder({ lines: [aLine({ backorder: aBackorder('2026-03-20') })] })),
      locale,
      merchant: aMerchant({ locale: merchant }),
    }).html

  it("is the customer's, else the merchant's, else English", () => {
    expect(page('es-MX', 'de').replace(/\s/g, ' ')).toContain(
      'Su pedido de Widget Pro sale a más tardar el viernes',
    )
    expect(page('ja', 'de')).toContain('<html lang="de"')
    expect(page('ja', 'ja')).toContain('<html lang="en"')
  })
})

describe('the answer in one sentence', () => {
  const zone = 'America/New_York'
  const say = (locale: string, days: (string | null)[]) => {
    const lines = days.map((day, at) => aLine({ id: `l${at}`, backorder: aBackorder(day) }))
    const now = '2026-03-10T14:00:00.000Z'
    return summarize(anOrder({ lines }), { locale, now, zone }).replace(/\s/g, ' ')
  }

  it('puts the day where its language has it', () => {
    expect(say('es', ['2026-03-20'])).toBe(
      'Su pedido de Widget Pro sale a más tardar el viernes 20 de marzo.',
    )
    expect(say('fr', ['2026-03-20'])).toBe(
      'Votre article Widget Pro part au plus tard le vendredi 20 mars.',
    )
    expect(say('de', ['2026-03-20'])).toBe(
      'Ihr Artikel Widget Pro geht bis Freitag, 20. März in den Versand.',
    )
  })

  it('ends once where a date ends in a full stop', () => {
    expect(say('fr', ['2026-04-01', '2026-04-02'])).toBe(
      '1 article sur 2 part au plus tard le mer. 1er avr. ; 1 part au plus tard le jeu. 2 avr.',
    )
  })
})
