import { describe, expect, it } from 'vitest'
import { feedHour, feedSilentSince } from '../../src/domain/feed.ts'
import { addHours } from '../../src/domain/instant.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'

const SHOP = { timeZone: 'America/New_York', policy: defaultPolicy() }
const LAST = '2026-03-31T15:00:00.000Z'
/** An event on each of `days` days up to the last one, newest first. */
const daily = (days: number, last = LAST) =>
  Array.from({ length: days }, (_, at) => addHours(last, -24 * at))

describe('a feed', () => {
  it.each([
    ['is silent after three days without an event', daily(28), 72, LAST],
    ['is silent still after a month: a silence is no habit', daily(28), 24 * 40, LAST],
    ['lives within three days', daily(28), 71, null],
    ['was never busy with events on 19 days', daily(19), 100, null],
    ['was busy with events on 20 days', daily(20), 72, LAST],
    ['that never sent anything is not silent', [], 100, null],
  ])('%s', (_, hours, silentHours, expected) => {
    expect(feedSilentSince(hours, addHours(LAST, silentHours), SHOP)).toBe(expected)
  })

  it('is silent sooner, and of fewer days, by the policy of its merchant', () => {
    const wary = { ...SHOP, policy: { feed_silent_days: 1, feed_busy_days: 12 } }
    expect(feedSilentSince(daily(12), addHours(LAST, 24), wary)).toBe(LAST)
    expect(feedSilentSince(daily(12), addHours(LAST, 23), wary)).toBeNull()
    expect(feedSilentSince(daily(11), addHours(LAST, 24), wary)).toBeNull()
  })

  it('counts days, and not events', () => {
    const busyDay = Array.from({ length: 20 }, (_, at) => addHours(LAST, -at))
    expect(feedSilentSince(busyDay, addHours(LAST, 100), SHOP)).toBeNull()
  })

  it('looks dead for a day more once it lives again, for what it kept back comes in over hours', () => {
    const again = addHours(LAST, 24 * 6)
    const hours = [addHours(again, 1), again, ...daily(28)]
    expect(feedSilentSince(hours, addHours(again, 2), SHOP)).toBe(LAST)
    expect(feedSilentSince(hours, addHours(again, 26), SHOP)).toBeNull()
  })

  it('counts an event for its hour', () => {
    expect(feedHour('2026-03-02T15:59:59.999Z')).toBe('2026-03-02T15:00:00.000Z')
  })
})
