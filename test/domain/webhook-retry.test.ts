import { describe, expect, it } from 'vitest'
import { addHours } from '../../src/domain/instant.ts'
import { afterPause, pauseAfter, webhookRetryAt } from '../../src/domain/webhook-retry.ts'

const NOW = '2026-03-03T15:00:00.000Z'
const failed = {
  now: NOW,
  attempt: 1,
  dueAt: NOW,
  firstTriedAt: NOW,
  failingSince: null,
  retryAfterSeconds: null,
  messageId: 'msg_1',
}
const secondsTo = (at: string | null) => (Date.parse(at ?? '') - Date.parse(NOW)) / 1_000

describe('an event that was not taken', () => {
  it('is tried again within 2 s, then later and later up to six hours, never all at one moment', () => {
    const waits = [1, 2, 3, 10, 40].map((attempt) => {
      const seconds = secondsTo(webhookRetryAt({ ...failed, attempt }))
      const whole = Math.min(2 ** attempt, 6 * 3_600)
      expect(seconds).toBeGreaterThanOrEqual(whole / 2)
      expect(seconds).toBeLessThanOrEqual(whole)
      return seconds
    })
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    const others = ['msg_1', 'msg_2', 'msg_3'].map((messageId) =>
      webhookRetryAt({ ...failed, attempt: 9, messageId }),
    )
    expect(new Set(others).size).toBe(3)
    expect(webhookRetryAt(failed)).toBe(webhookRetryAt(failed))
  })

  it('is not tried before the endpoint asked for it', () => {
    expect(secondsTo(webhookRetryAt({ ...failed, retryAfterSeconds: 120 }))).toBe(120)
    expect(
      secondsTo(webhookRetryAt({ ...failed, attempt: 10, retryAfterSeconds: 1 })),
    ).toBeGreaterThan(500)
  })

  it('is parked after three days, counted from when it was first tried', () => {
    const tried = (hours: number, over = {}) =>
      webhookRetryAt({
        ...failed,
        firstTriedAt: addHours(NOW, -hours),
        dueAt: addHours(NOW, -hours),
        ...over,
      })
    expect(tried(71)).not.toBeNull()
    expect(tried(72)).toBeNull()
    // We were down for four days, and try it for the first time.
    expect(webhookRetryAt({ ...failed, dueAt: addHours(NOW, -96) })).not.toBeNull()
  })

  it('has no three days of its own where its endpoint has failed throughout', () => {
    const failingSince = addHours(NOW, -73)
    expect(webhookRetryAt({ ...failed, dueAt: failingSince, failingSince })).toBeNull()
    expect(webhookRetryAt({ ...failed, dueAt: addHours(NOW, -1), failingSince })).not.toBeNull()
  })
})

it('leaves an endpoint alone that failed five times in a row, and for no longer than 15 minutes', () => {
  expect([1, 4].map((failures) => pauseAfter(NOW, failures, null))).toEqual([null, null])
  expect([5, 8, 60].map((failures) => secondsTo(pauseAfter(NOW, failures, null)))).toEqual([
    2, 16, 900,
  ])
  expect(secondsTo(pauseAfter(NOW, 1, 30))).toBe(30)
  expect(secondsTo(pauseAfter(NOW, 1, 86_400))).toBe(900)
  const spread = ['msg_1', 'msg_2', 'msg_3'].map((id) => secondsTo(afterPause(NOW, id)))
  expect(new Set(spread).size).toBe(3)
  expect(Math.max(...spread)).toBeLessThan(60)
})
