import { describe, expect, it } from 'vitest'
import { isZero, minorDigits, multiply, sum } from '../../src/domain/money.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' })

describe('money', () => {
  it.each([
    ['19.90', 3, '59.70'],
    ['0.07', 100, '7.00'],
    ['-5.5', 2, '-11.0'],
    ['1200', 2, '2400'],
    ['0.001', 1, '0.001'],
    ['999999999999999.99', 1_000_000, '999999999999999990000.00'],
    ['19.90', 0, '0.00'],
  ])('%s times %i is %s, exactly', (amount, quantity, product) => {
    expect(multiply(usd(amount), quantity)).toEqual(usd(product))
  })

  it('adds up over different numbers of digits', () => {
    expect(sum([usd('0.1'), usd('0.20'), usd('3')])).toEqual(usd('3.30'))
    expect(sum([usd('5.00'), usd('-7.25')])).toEqual(usd('-2.25'))
  })

  it('has no sum of nothing, nor of two currencies', () => {
    expect(sum([])).toBeNull()
    expect(sum([usd('1'), { amount: '1', currency: 'EUR' }])).toBeNull()
  })

  it('knows nothing when it sees it', () => {
    expect([usd('0'), usd('0.00'), usd('-0.0')].every(isZero)).toBe(true)
    expect(isZero(usd('0.01'))).toBe(false)
  })

  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('%s has %i digits', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits)
  })
})
