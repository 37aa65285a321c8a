import { describe, expect, it } from 'vitest'
import { countSegments, toSms } from '../../src/render/sms.ts'

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

  it('never takes away what means something', () => {
    expect(toSms('1½ m, façade, 6÷2').body).toBe('1½ m, façade, 6÷2')
    expect(toSms('Größe, señor, Ç').body).toBe('Größe, señor, Ç')
  })
})
