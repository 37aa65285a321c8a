import { expect, it } from 'vitest'
import { retryAt } from '../../src/domain/retry.ts'

const NOW = '2026-03-08T06:59:58.000Z' // the clocks change in New York two seconds later
const after = (attempt: number, wished: number | null = null) =>
  (Date.parse(retryAt(NOW, attempt, wished)) - Date.parse(NOW)) / 1_000

it.each([
  [1, 2],
  [2, 4],
  [5, 32],
  [11, 2_048],
  [12, 3_600],
  [45, 3_600],
])('attempt %i is followed after %i s', (attempt, seconds) => {
  expect(after(attempt)).toBe(seconds)
})

it('waits as long as the provider asks, an hour at most', () => {
  expect(after(1, 120)).toBe(120)
  expect(after(6, 1)).toBe(64)
  expect(after(1, 86_400)).toBe(3_600)
})
