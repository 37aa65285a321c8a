import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import { LANGUAGES } from '../../src/render/page-words/index.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { delay, offerOf, openOffer } from './choice-examples.ts'
import { factsOf, inputOf, lineOf, merchantOf, orderOf, readBy, waitingLine } from './scenes.ts'

const LOCALES = ['en', 'de', 'fr', 'es'] as const
const policy = { ...merchantOf().policy, expiry: 'confirm' as const }
const offers = [
  offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' }),
  offerOf({ revisedOn: '2025-04-10', silence: 'cancel', until: '2025-04-13' }),
  openOffer(),
]
/** What only a cancellation that comes by itself may be said in. */
const BY_ITSELF =
  /automatically|automatisch|automatiquement|automáticamente|is cancelled|it is cancelled|wird storniert|werden .* storniert|storniert,|sera annulé|seront annulés|c’est annulé|se cancela |se cancela,/i

describe.each(LOCALES)('where the merchant confirms each end (%s)', (locale) => {
  const words = (kind: MessageKind, input: ReturnType<typeof delay>) => {
    const asked = readBy({ ...input, kind, merchant: merchantOf({ policy, locale }) }, locale)
    const { subject, preheader, text } = drawMail(asked)
    return { mail: `${subject}\n${preheader}\n${text}`, text: drawText(asked).body }
  }

  it.each(['delay_option', 'delay_option_reminder'] as const)(
    'no %s promises that silence cancels',
    (kind) => {
      for (const offer of offers)
        expect(words(kind, delay(kind, [offer])).mail).not.toMatch(BY_ITSELF)
    },
  )

  it('nor does one of several lines, by mail or text', () => {
    const lines = ['l_1', 'l_2'].map((id) =>
      waitingLine(id, '2025-05-02', { title: `Thing ${id}` }),
    )
    const two = offers
      .slice(0, 2)
      .map((offer, at) => ({ ...offer, lineId: `l_${at + 1}`, until: `2025-04-1${at + 3}` }))
    for (const kind of ['delay_option', 'delay_option_reminder', 'backorder_update'] as const) {
      const input = inputOf(kind, orderOf(lines), { facts: factsOf({ offers: two }) })
      const { mail, text } = words(kind, input)
      expect(mail).toMatch(/confirm|bestätig/)
      expect(mail).not.toMatch(BY_ITSELF)
      expect(text).toMatch(/confirm|bestätig/)
    }
  })

  it('nor does the page', () => {
    const { silence, agreedConfirm } =
      LANGUAGES[locale]?.consent ?? LANGUAGES.en?.consent ?? never()
    expect(silence.confirm('X', true)).toMatch(/confirm|bestätig/)
    expect(agreedConfirm(true)).toMatch(/confirm|bestätig/)
  })
})

const never = (): never => {
  throw new Error('every language has its words')
}

it.each(['delay_option', 'delay_option_reminder'] as const)(
  'a German %s ends with the day, not on it',
  (kind) => {
    for (const offer of offers) {
      const { subject, text } = drawMail(readBy(delay(kind, [offer]), 'de'))
      expect(`${subject}\n${text}`).not.toMatch(/am \S+ \d+\. April.{0,20}storniert/)
      expect(text).toMatch(/bis (einschließlich )?\S+, 1[34]\. April/)
    }
  },
)

describe.each(LOCALES)('a wish to cancel (%s)', (locale) => {
  const asked = (line: ReturnType<typeof lineOf>) =>
    readBy(
      inputOf('cancellation_requested', orderOf([line]), {
        facts: factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }] }),
        merchant: merchantOf({ locale }),
      }),
      locale,
    )

  it('of what waits is not said to be checked, as if it were packed', () => {
    const waits = drawMail(asked(waitingLine('l_1', null))).text
    const packed = drawMail(asked(lineOf('l_1'))).text
    const CHECKED = /check whether|prüfen|vérifions|Comprobamos/
    expect(packed).toMatch(CHECKED)
    expect(waits).not.toMatch(CHECKED)
    expect(drawText(asked(waitingLine('l_1', null))).body).not.toMatch(CHECKED)
  })
})

it('a Spanish text of several things speaks of several', () => {
  const lines = [waitingLine('l_1', '2025-03-20'), waitingLine('l_2', '2025-03-20')]
  for (const kind of ['backorder_confirmed', 'backorder_checkin', 'eta_improved'] as const) {
    const input = readBy(inputOf(kind, orderOf(lines), { facts: factsOf({}) }), 'es')
    expect(drawText(input).body).toMatch(/ (salen|esperan) /)
    expect(drawText(input).body).not.toMatch(/producto (sale|espera) /)
  }
})
