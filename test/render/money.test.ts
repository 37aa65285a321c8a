import { describe, expect, it } from 'vitest'
import { formatCount, formatMoney } from '../../src/render/money.ts'

const said = (amount: string, currency: string, locale = 'en') =>
  formatMoney({ amount, currency }, locale).replace(/\s/g, ' ')

describe('formatMoney', () => {
  it('writes an amount as its language does', () => {
    expect(said('19.90', 'USD')).toBe('$19.90')
    expect(said('19.9', 'EUR', 'de')).toBe('19,90 €')
    expect(said('1999', 'JPY')).toBe('¥1,999')
    expect(said('1.5', 'KWD')).toBe('KWD 1.500')
  })

  it('is exact where a binary number would not be', () => {
    expect(said('9007199254740993.10', 'USD')).toBe('$9,007,199,254,740,993.10')
    expect(said('0.105', 'USD')).toBe('$0.105')
  })
})

describe('formatCount', () => {
  it('groups thousands', () => {
    expect(formatCount(12_000, 'en')).toBe('12,000')
    expect(formatCount(12_000, 'de')).toBe('12.000')
  })
})
