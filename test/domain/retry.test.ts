import { expect, it } from 'vitest'
import { retryAt } from '../../src/domain/retry.ts'

const NOW = '2026-03-08T06:59:58.000Z' // the clocks change in New York two seconds later
const after = (attempt: number, retryAfterSeconds: number | null = null, messageId = 'msg_1') =>
  (Date.parse(retryAt(NOW, { attempt, retryAfterSeconds, messageId })) - Date.parse(NOW)) / 1_000
const ofMany = (attempt: number, asked: number | null = null) =>
  Array.from({ length: 400 }, (_, n) => after(attempt, asked, `msg_${n}`))

it.each([
  [1, 2],
  [2, 4],
  [5, 32],
  [11, 2_048],
  [12, 3_600],
  [80, 3_600],
])('attempt %i is followed within %i s, and spread over all of them', (attempt, seconds) => {
  const waits = ofMany(attempt)
  expect(Math.max(...waits)).toBeLessThanOrEqual(seconds)
  expect(Math.max(...waits)).toBeGreaterThan(seconds * 0.95)
  expect(Math.min(...waits)).toBeLessThan(seconds * 0.05)
  const mean = waits.reduce((sum, one) => sum + one, 0) / waits.length
  expect(mean / seconds).toBeCloseTo(0.5, 1)
})

it('comes out the same each time, and not the same at each attempt', () => {
  expect(after(3)).toBe(after(3))
  expect(after(3) / 8).not.toBeCloseTo(after(4) / 16, 5)
})

it('waits at least as long as the provider asks, and not all to one moment; a day at most', () => {
  const asked = ofMany(1, 120)
  expect(Math.min(...asked)).toBeGreaterThanOrEqual(120)
  expect(Math.max(...asked)).toBeLessThanOrEqual(122)
  expect(new Set(asked).size).toBeGreaterThan(300)
  expect(Math.max(...ofMany(6, 1))).toBeGreaterThan(50)
  expect(Math.max(...ofMany(1, 1e9))).toBeLessThanOrEqual(86_402)
})
