import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { instantOf } from '../../src/domain/instant.ts'
import { localDay, localTime, momentOf, plusDays } from '../../src/domain/local-time.ts'

const ZONES = [
  'America/New_York',
  'Australia/Lord_Howe', // its clocks change by half an hour
  'America/Havana', // at midnight
  'Pacific/Apia', // which once left a day out
  'Africa/Casablanca',
  'UTC',
]
const HOUR_MS = 3_600_000
/** Every five hours and eleven minutes of two years, and some from before the epoch. */
const MOMENTS = [
  ...Array.from({ length: 3_400 }, (_, at) => Date.UTC(2025, 0) + at * 5.183 * HOUR_MS),
  ...Array.from({ length: 300 }, (_, at) => Date.UTC(1963, 0) + at * 191.7 * HOUR_MS),
  ...Array.from({ length: 96 }, (_, at) => Date.UTC(2011, 11, 29) + at * HOUR_MS),
].map(Math.round)
const isoOf = (time: DateTime) => new Date(time.toMillis()).toISOString()

describe.each(ZONES)('the clock on a wall of %s', (zone) => {
  it("shows Luxon's day and time, and the same hour some days on", () => {
    for (const [place, ms] of MOMENTS.entries()) {
      const at = new Date(ms).toISOString()
      const luxon = DateTime.fromISO(at, { zone })
      const days = place % 40

      expect(`${localDay(at, zone)} ${localTime(at, zone)}`).toBe(
        luxon.toFormat('yyyy-MM-dd HH:mm'),
      )
      expect(plusDays(at, days, zone), `${at} and ${days} days`).toBe(isoOf(luxon.plus({ days })))
    }
  })

  it('finds the moment that it shows, and where there are two the first', () => {
    for (const [place, ms] of MOMENTS.entries()) {
      const day = localDay(new Date(ms).toISOString(), zone)
      const time = ['00:00', '01:30', '02:30', '10:00'][place % 4] ?? ''
      const [first] = DateTime.fromISO(`${day}T${time}`, { zone })
        .getPossibleOffsets()
        .map(isoOf)
        .sort()
      expect(momentOf(day, time, zone), `${day} ${time}`).toBe(first)
    }
  })
})

it.each([
  ['an hour that is skipped is as much later', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
  ['of one that comes twice the first', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
])('%s', (_, day, time, at) => {
  expect(momentOf(day, time, 'America/New_York')).toBe(at)
})

it.each([0, 1, 999, 86_399_999, 86_400_000, -1, -86_400_000, 1.9, 253_402_300_799_999])(
  'writes %d as a Date does',
  (ms) => {
    expect(instantOf(ms)).toBe(new Date(ms).toISOString())
  },
)
