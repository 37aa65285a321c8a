import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { cancels, comes, hourOf, LANGUAGES, MAILED, ships, TEXTED, wordsIn } from './lived-words.ts'

const kettles = (customer: object) =>
  placed([backordered('L1', '2026-04-20', { quantity: 4, title: 'Kettle' })], { customer })
const back = (hours: number) => anEvent('shipment.voided', hourOf(hours), { shipment_id: 'S1' })
const read = (locale: string, customer: object, events: readonly Recorded[]) =>
  wordsIn(locale, [kettles(customer), ...events], { until: hourOf(10) })
    .filter(({ at }) => at >= hourOf(3))
    .map(({ kind, words }) => ({ kind, words: words.replace(/\s+/g, ' ') }))

const REPLACED: Record<string, RegExp> = {
  en: /We had told you of another package. That one did not leave: this one takes its place./,
  de: /Wir hatten Ihnen ein anderes Paket gemeldet. Es ist nicht abgegangen: Dieses tritt an seine Stelle./,
  fr: /Nous vous avions annoncé un autre colis. Il n’est pas parti : celui-ci le remplace./,
  es: /Le habíamos anunciado otro paquete. Ese no salió: este lo sustituye./,
}
const REPLACED_IN_TEXT: Record<string, string> = {
  en: 'It replaces the package we told you of.',
  de: 'Es ersetzt das gemeldete Paket.',
  fr: 'Il remplace le colis annonc',
  es: 'Sustituye al paquete anunciado.',
}

describe('a package that takes the place of one that was taken back', () => {
  const events = [ships(2, 'S1', 2), back(4), ships(4.05, 'S2', 2)]

  it.each(LANGUAGES)('says so in %s, and nothing has to wait that left', (locale) => {
    const [mail, ...others] = read(locale, MAILED, events)
    const [text, ...more] = read(locale, TEXTED, events)

    expect([...others, ...more]).toEqual([])
    expect(mail).toMatchObject({
      kind: 'partially_shipped',
      words: expect.stringMatching(REPLACED[locale] ?? /^$/),
    })
    expect(text?.words).toContain(REPLACED_IN_TEXT[locale])
  })

  it('or of several', () => {
    const both = [ships(1, 'S0', 1), ships(2, 'S1', 1), back(4)]
    const other = anEvent('shipment.voided', hourOf(4), { shipment_id: 'S0' })
    const [mail] = read('en', MAILED, [...both, other, ships(4.05, 'S2', 2)])

    expect(mail?.words).toContain('Those did not leave: this one takes their place.')
  })

  it('also where it held all of the order', () => {
    const all = [ships(2, 'S1', 4), back(4), ships(4, 'S2', 4)]

    expect(read('en', MAILED, all)).toMatchObject([
      { kind: 'shipped', words: expect.stringContaining('this one takes its place') },
    ])
  })

  it('though it leaves before that one is taken back', () => {
    const all = [ships(2, 'S1', 4), ships(4, 'S2', 4), back(4.02)]

    expect(read('en', MAILED, all)).toMatchObject([
      { kind: 'shipped', words: expect.stringContaining('this one takes its place') },
    ])
  })

  it('is told by itself where that one is not taken back', () => {
    const all = [ships(2, 'S1', 4), ships(4, 'S2', 4)]

    expect(read('en', MAILED, all)).toMatchObject([
      { kind: 'shipped', words: expect.stringContaining('Package 2 of 2') },
    ])
  })
})

describe('a package that was taken back, beside other news', () => {
  it('did not leave, says the word of the stock that came for it', () => {
    const events = [ships(2, 'S1', 2), back(4), comes(4.05, 4)]

    expect(read('en', MAILED, events)).toMatchObject([
      {
        kind: 'restocked',
        words: expect.stringContaining(
          'We had told you that your Kettle (2 of 4) was on its way. That package did not leave.',
        ),
      },
    ])
    expect(read('en', TEXTED, events)).toMatchObject([
      { words: expect.stringContaining('The package we told you of did not leave.') },
    ])
  })

  it('did not leave, says the word of what waits again of what it held beside that', () => {
    const lamps = lineData('L2', { title: 'Lamp', quantity: 2 })
    const both = [
      placed([backordered('L1', '2026-04-20', { quantity: 2, title: 'Kettle' }), lamps], {
        customer: TEXTED,
      }),
      anEvent('shipment.created', hourOf(2), {
        shipment_id: 'S1',
        shipped_at: hourOf(2),
        lines: ['L1', 'L2'].map((id) => ({ id, quantity: 2 })),
      }),
      back(4),
    ]
    const [word, ...others] = wordsIn('en', both, { until: hourOf(10) }).filter(
      ({ at }) => at > hourOf(3),
    )

    expect(others).toEqual([])
    expect(word?.words).toMatch(
      /Your Kettle has to wait.*The package we told you of did not leave./,
    )
  })

  it('did not leave, says the word of what is cancelled', () => {
    expect(read('en', MAILED, [ships(2, 'S1', 2), back(4), cancels(4)])).toMatchObject([
      { kind: 'order_cancelled', words: expect.stringContaining('That package did not leave.') },
    ])
  })
})
