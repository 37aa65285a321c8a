import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, it } from 'vitest'
import { countSegments, isGsm, toSms, withoutPictures } from '../../src/render/sms.ts'
import { runs } from '../support/runs.ts'

describe('countSegments', () => {
  it.each([
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    [`${'a'.repeat(158)}€`, 'GSM-7', 1],
    [`${'a'.repeat(159)}€`, 'GSM-7', 2],
    ['я'.repeat(70), 'UCS-2', 1],
    ['я'.repeat(71), 'UCS-2', 2],
    [`${'a'.repeat(68)}😀`, 'UCS-2', 1],
    [`${'a'.repeat(69)}😀`, 'UCS-2', 2],
  ])('counts %s', (body, encoding, segments) => {
    expect(countSegments(body)).toEqual({ encoding, segments })
  })

  it('counts as the library does, for every letter and around every border', () => {
    const letter = fc.oneof(
      { weight: 400, arbitrary: fc.constantFrom(...'aZ0 @£Δ€^{}[]~|\\ñÇ') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 1 }) },
    )
    fc.assert(
      fc.property(fc.array(letter, { minLength: 140, maxLength: 480 }), (letters) => {
        const body = letters.join('').replace(/\s/g, ' ')
        const { encodingName: encoding, segmentsCount: segments } = new SegmentedMessage(body)
        expect(countSegments(body)).toEqual({ encoding, segments })
      }),
      runs(100),
    )
  })

  it('takes each letter of the alphabet for what the library takes it', () => {
    const letters = Array.from({ length: 0x20e0 }, (_, at) => String.fromCharCode(0x20 + at))
    const gsm = letters.filter((one) => new SegmentedMessage(one).encodingName === 'GSM-7')
    const ours = letters.filter((one) => countSegments(one).encoding === 'GSM-7')
    const takesTwo = (one: string, count: (body: string) => number) => count(one.repeat(81)) > 1
    expect(ours).toEqual(gsm)
    expect(gsm.filter((one) => takesTwo(one, (body) => countSegments(body).segments))).toEqual(
      gsm.filter((one) => takesTwo(one, (body) => new SegmentedMessage(body).segmentsCount)),
    )
  })
})

describe('toSms', () => {
  it('writes typography as the GSM alphabet has it', () => {
    const { body, encoding } = toSms('“Chef’s” – 2\u00a0×\u202f3 … «x»')
    expect(body).toBe('"Chef\'s" - 2 x 3 ... "x"')
    expect(encoding).toBe('GSM-7')
  })

  it('changes nothing where other letters need the long encoding anyway', () => {
    expect(toSms('“Чайник”').body).toBe('“Чайник”')
  })

  it.each([
    ['Único Ñandú: su árbol llegó', 'Unico Ñandu: su arbol llego'],
    ['Garçon & Søn: œuvre à l’été', "Garcon & Søn: oeuvre à l'été"],
    ['Łódź Çelik Şişli', 'Lodz Çelik Sisli'],
    ['Nº 5, 1ª', 'No 5, 1a'],
  ])('writes %s without the accents that the alphabet lacks', (text, body) => {
    expect(toSms(text)).toEqual({ body, encoding: 'GSM-7', segments: 1 })
    expect(isGsm(text)).toBe(false)
  })

  it('keeps every accent where other letters need the long encoding anyway', () => {
    for (const text of ['Único чай', 'Único 茶', 'Único شاي', 'Único 🍵'])
      expect(toSms(text)).toMatchObject({ body: text, encoding: 'UCS-2' })
  })

  it.each([
    ['🌿 Único 🌿', 'Único'],
    ['Acme™ 👩🏽‍🌾 Farm 🇪🇸', 'Acme™ Farm'],
    ['Kit 1️⃣', 'Kit 1'],
    ['Чай 🍵', 'Чай 🍵'],
    ['🍵', '🍵'],
    ['Plain', 'Plain'],
  ])('takes the pictures out of a name: %s', (name, without) => {
    expect(withoutPictures(name)).toBe(without)
  })

  it('never takes away what means something', () => {
    expect(toSms('1½ m, façade, 6÷2').body).toBe('1½ m, façade, 6÷2')
    expect(toSms('Größe, señor, Ç').body).toBe('Größe, señor, Ç')
  })
})
