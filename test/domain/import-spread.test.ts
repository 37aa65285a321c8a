import { describe, expect, it } from 'vitest'
import { newOrder } from '../../src/domain/apply-event.ts'
import { spreadAt } from '../../src/domain/import-spread.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'

const AT = '2026-03-02T15:00:00.000Z'
const hoursAfter = (orderId: string, policy = defaultPolicy()): number => {
  const placed = { eventId: 'e', at: AT, heardAt: AT, imported: true }
  const at = spreadAt({ ...newOrder(orderId), placed }, policy)
  return (Date.parse(at ?? '') - Date.parse(AT)) / 3_600_000
}
const row = (first: number, nameOf: (number: number) => string) =>
  Array.from({ length: 24 }, (_, at) => hoursAfter(nameOf(first + at)))

describe('the first words of an import', () => {
  it.each([
    ['numbers in a row', (at: number) => `${at}`],
    ['ids of a shop system', (at: number) => `gid://shopify/Order/450123456${at}`],
    ['numbers with a sign', (at: number) => `#${at}`],
  ])('are spread over the day: %s', (_, nameOf) => {
    for (const first of [1000, 2310, 7777]) {
      const hours = row(first, nameOf)
      expect(hours.every((hour) => hour >= 0 && hour < 24)).toBe(true)
      expect(Math.max(...hours) - Math.min(...hours)).toBeGreaterThan(16)
      expect(new Set(hours.map(Math.floor)).size).toBeGreaterThanOrEqual(12)
    }
  })

  it('are spread over fewer hours where the policy says so', () => {
    const quick = { ...defaultPolicy(), import_spread_hours: 3 }
    const hours = Array.from({ length: 24 }, (_, at) => hoursAfter(`${1000 + at}`, quick))
    expect(hours.every((hour) => hour >= 0 && hour < 3)).toBe(true)
    expect(Math.max(...hours)).toBeGreaterThan(2)
  })

  it('go at the same minute whenever it is asked', () => {
    expect(hoursAfter('1001')).toBe(hoursAfter('1001'))
  })
})
