import { describe, expect, it } from 'vitest'
import type { ChannelBounds, Outcome } from '../../src/domain/outcome.ts'
import { createFlow, isPushback } from '../../src/worker/flow.ts'

/**
 * A provider that answers after `tookMs`, and `perSecond` at most; we hand over whatever has room for
 * so long, `ownPerSecond` at most and none while we are `still`. How many it answered, and how many were on their way at most.
 */
function drive(
  { tookMs, perSecond = 2_000, ownPerSecond = 1_000_000, still }: Driven,
  { seconds = 10, bounds = {} }: { seconds?: number; bounds?: ChannelBounds } = {},
) {
  const flow = createFlow(() => bounds)
  const answers: { at: number; answer(at: number): void }[] = []
  let [answered, peak, free, ours] = [0, 0, 0, 0]
  for (let now = 0; now < seconds * 1_000; now += 1) {
    while (answers[0] && answers[0].at <= now) {
      answers.shift()?.answer(now)
      answered += 1
    }
    if (still && now >= still.from && now < still.until) continue
    for (let room = flow.room(now); room > 0 && ours <= now; room -= 1) {
      ours = Math.max(ours, now - 1) + 1_000 / ownPerSecond
      const ride = flow.enter(now)
      ride.handOver(now)
      // Served one after the other by what it bears, and each after its time.
      free = Math.max(free, now) + 1_000 / perSecond
      answers.push({ at: Math.max(free, now + tookMs), answer: (at) => ride.answer(at, false) })
    }
    peak = Math.max(peak, answers.length)
  }
  return { answered, peak, limit: flow.limit() }
}

type Driven = {
  tookMs: number
  perSecond?: number
  ownPerSecond?: number
  still?: { from: number; until: number }
}

describe('what is on its way to a provider', () => {
  it('is as much as a slow one needs for its full rate', () => {
    const { answered, peak } = drive({ tookMs: 100 })

    expect(answered).toBeGreaterThan(0.9 * 2_000 * 10)
    expect(peak).toBeGreaterThanOrEqual(200)
  })

  it('is as much as our own rate needs, also where we stood still as it was tried', () => {
    const ours = { ownPerSecond: 345, still: { from: 300, until: 450 } }
    const { answered, limit } = drive({ tookMs: 110, ...ours }, { seconds: 4 })

    expect(answered).toBeGreaterThan(0.9 * 345 * 4)
    expect(limit).toBe(64)
  })

  it('stays little where more would only wait there', () => {
    const { limit } = drive({ tookMs: 1, perSecond: 500 })

    expect(limit).toBeLessThanOrEqual(64)
  })

  it('is never more than the provider has connections for', () => {
    expect(drive({ tookMs: 100 }, { bounds: { inFlightMax: 15 } }).peak).toBe(15)
  })

  it('is no more a second than it is set to', () => {
    const { answered } = drive({ tookMs: 10 }, { bounds: { perSecond: 3 } })

    expect(answered).toBeGreaterThanOrEqual(29)
    expect(answered).toBeLessThanOrEqual(33)
  })

  it.each([1, 3, 40, 1_000])('is no more than %i in any second, nor in the first', (perSecond) => {
    const flow = createFlow(() => ({ perSecond }))
    const begun: number[] = []
    for (let now = 0; now < 5_000; now += 7) {
      // A rest between, after which nothing is made up for.
      if (now > 2_100 && now < 3_400) continue
      for (let room = flow.room(now); room > 0; room -= 1) {
        const ride = flow.enter(now)
        ride.handOver(now)
        ride.answer(now, false)
        begun.push(now)
      }
    }
    const inSecond = begun.map(
      (at, n) => begun.filter((one, m) => m >= n && one < at + 1_000).length,
    )

    expect(Math.max(...inSecond)).toBe(perSecond)
    expect(begun.length).toBeGreaterThanOrEqual(4 * perSecond)
  })

  const answered = (flow: ReturnType<typeof createFlow>, count: number, isPushedBack: boolean) => {
    for (let n = 0; n < count; n += 1) {
      const ride = flow.enter(n)
      ride.handOver(n)
      ride.answer(n + 1, isPushedBack)
    }
  }

  it('is halved where it is told to slow down, and never so few that one which hangs holds all', () => {
    const flow = createFlow(() => ({}))
    const before = flow.limit()
    answered(flow, 1, true)
    expect(flow.limit()).toBe(before / 2)
    answered(flow, 12, true)
    expect(flow.limit()).toBe(4)

    flow.enter(50).handOver(50)
    expect(flow.room(99)).toBe(3)
  })

  it('is one where the provider bears no more', () => {
    const flow = createFlow(() => ({ inFlightMax: 1 }))
    answered(flow, 5, true)

    expect([flow.limit(), flow.room(99)]).toEqual([1, 1])
  })

  it('is as at first again once enough were taken, though never many at once', () => {
    const flow = createFlow(() => ({}))
    const before = flow.limit()
    answered(flow, 12, true)
    answered(flow, 8, false)
    expect(flow.limit()).toBe(8)
    answered(flow, 1, true)
    expect(flow.limit()).toBe(4)
    answered(flow, 60, false)

    expect(flow.limit()).toBe(before)
  })

  it('is nothing while the provider rests, until the moment that it named', () => {
    let standing = { room: 0, again: 5_000 }
    const flow = createFlow(() => ({ standing: () => standing }))
    expect([flow.room(0), flow.opensAt(0)]).toEqual([0, 5_000])

    standing = { room: 1, again: 0 }
    expect(flow.room(5_000)).toBe(1)
    flow.enter(5_000)
    expect(flow.room(5_000)).toBe(0)
  })

  it('counts nothing of what was not handed over after all', () => {
    const flow = createFlow(() => ({ perSecond: 1 }))
    flow.enter(0).end(0)

    expect(flow.room(0)).toBe(1)
    flow.enter(0)
    expect([flow.room(0), flow.opensAt(0)]).toEqual([0, 1_000])
  })
  it('is less for an answer about the provider, not for one about a reader', () => {
    const later = (code: string): Outcome => ({
      status: 'try_later',
      code,
      detail: '',
      retryAfterSeconds: null,
    })
    expect(['429', '503', '421', 'ETIMEDOUT'].every((code) => isPushback(later(code)))).toBe(true)
    expect(['450', '451', '21611'].some((code) => isPushback(later(code)))).toBe(false)
    expect(isPushback({ status: 'unclear', detail: '' })).toBe(true)
    expect(isPushback({ status: 'rejected', code: '400', detail: '' })).toBe(false)
  })
})
