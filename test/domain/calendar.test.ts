import { describe, expect, it } from 'vitest'
import {
  addDays,
  addWorkingDays,
  dayOf,
  daysBetween,
  isShippingDay,
  shippingDayFrom,
} from '../../src/domain/calendar.ts'

describe('dayOf', () => {
  it.each([
    ['a plain date is itself anywhere', '2026-03-12', 'Pacific/Kiritimati', '2026-03-12'],
    ['an instant late in the UTC day', '2026-03-12T03:59:59Z', 'America/New_York', '2026-03-11'],
    ['midnight there', '2026-03-12T04:00:00Z', 'America/New_York', '2026-03-12'],
    ['midnight there in winter', '2026-03-02T04:59:59Z', 'America/New_York', '2026-03-01'],
    [
      'an offset that is not the zone’s',
      '2026-03-12T23:30:00-10:00',
      'Europe/Berlin',
      '2026-03-13',
    ],
    ['ahead of UTC', '2026-03-11T10:00:00Z', 'Pacific/Kiritimati', '2026-03-12'],
    ['the hour that is skipped', '2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08'],
    ['the hour that is twice', '2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01'],
  ])('%s', (_, at, zone, day) => {
    expect(dayOf(at, zone)).toBe(day)
  })
})

describe('days', () => {
  it.each([
    ['2026-03-07', 2, '2026-03-09'], // the clocks change on 8 March
    ['2026-10-31', 2, '2026-11-02'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days is %s, and back', (day, days, other) => {
    expect(addDays(day, days)).toBe(other)
    expect(daysBetween(day, other)).toBe(days)
  })
})

describe('a shipping day', () => {
  it.each([
    ['US', '2026-03-07', '2026-03-09', 'Saturday'],
    ['US', '2026-03-08', '2026-03-09', 'Sunday, the clocks change'],
    ['US', '2026-03-09', '2026-03-09', 'Monday'],
    ['US', '2026-07-03', '2026-07-06', 'Independence Day, kept on the Friday before'],
    ['US', '2026-11-26', '2026-11-27', 'Thanksgiving'],
    ['US', '2026-12-25', '2026-12-28', 'Christmas and a week-end'],
    ['US', '2027-01-01', '2027-01-04', 'New Year and a week-end'],
    ['US', '2026-04-03', '2026-04-03', 'Good Friday is none there'],
    ['DE', '2026-04-03', '2026-04-07', 'Good Friday to Easter Monday'],
    ['DE', '2026-05-14', '2026-05-15', 'Ascension'],
    ['DE', '2026-12-25', '2026-12-28', 'both days of Christmas'],
    ['CA', '2026-07-01', '2026-07-02', 'Canada Day'],
    ['CA', '2026-07-03', '2026-07-03', 'no Independence Day there'],
    ['GB', '2026-12-25', '2026-12-29', 'Boxing Day, kept on the Monday after'],
    ['JP', '2026-05-03', '2026-05-07', 'Golden Week'],
    ['XX', '2026-12-25', '2026-12-25', 'a country with no table has its week-ends alone'],
  ])('in %s from %s on is %s: %s', (country, day, shipping) => {
    expect(shippingDayFrom(day, country)).toBe(shipping)
    expect(isShippingDay(day, country)).toBe(day === shipping)
  })
})

describe('working days', () => {
  it.each([
    ['2026-03-02', 3, 'US', '2026-03-05'],
    ['2026-03-06', 3, 'US', '2026-03-11'],
    ['2026-03-07', 1, 'US', '2026-03-09'],
    ['2026-11-25', 1, 'US', '2026-11-27'],
    ['2026-12-23', 7, 'US', '2027-01-05'],
    ['2026-04-02', 1, 'DE', '2026-04-07'],
  ])('%s and %i of them in %s is %s', (day, days, country, then) => {
    expect(addWorkingDays(day, days, country)).toBe(then)
  })
})
