import { describe, expect, it } from 'vitest'
import { addWorkingDays, isShippingDay, shippingDayFrom } from '../../src/domain/calendar.ts'
import { defaultPolicy, type Policy, policySchema } from '../../src/domain/policy.ts'
import { calendarOf } from '../../src/domain/policy-calendar.ts'

const calendar = (over: Partial<Policy>, country = 'US') =>
  calendarOf({ ...defaultPolicy(), ...over }, country)
const holidays = (over: Partial<Policy['holidays']>) => ({
  holidays: { observed: true, region: null, ...over },
})

describe("a merchant's shipping days", () => {
  it('are by default those of its country, at any hour', () => {
    const usual = calendar({}, 'DE')

    for (const day of ['2026-03-07', '2026-04-03', '2026-05-14', '2026-12-25', '2026-12-31'])
      expect(shippingDayFrom(day, usual)).toBe(shippingDayFrom(day, 'DE'))
    expect(usual.cutOff).toBeNull()
  })

  it.each<[string, Partial<Policy>, string, string]>([
    ['on Saturdays too', { shipping_days: ['fri', 'sat'] }, '2026-03-07', '2026-03-07'],
    ['on Tuesdays alone', { shipping_days: ['tue'] }, '2026-03-04', '2026-03-10'],
    ['not on a day that is closed', { closed_on: ['2026-03-09'] }, '2026-03-09', '2026-03-10'],
    ['not on it in any year', { closed_on: ['03-09'] }, '2026-03-09', '2026-03-10'],
    [
      'not in a holiday of the works',
      { closed_on: ['2026-08-03/2026-08-14'] },
      '2026-08-03',
      '2026-08-17',
    ],
    [
      'but in that of another year',
      { closed_on: ['2025-08-03/2025-08-14'] },
      '2026-08-03',
      '2026-08-03',
    ],
    ['not over New Year, in December', { closed_on: ['12-24/01-06'] }, '2026-12-24', '2027-01-07'],
    ['nor in January', { closed_on: ['12-24/01-06'] }, '2027-01-04', '2027-01-07'],
    ['on holidays, where none are kept', holidays({ observed: false }), '2026-12-25', '2026-12-25'],
    [
      'not on those of its part of the country',
      holidays({ region: 'US-CA' }),
      '2026-03-31',
      '2026-04-01',
    ],
    ['which the rest does not keep', {}, '2026-03-31', '2026-03-31'],
    [
      'on those of the country where it stores',
      holidays({ region: 'DE' }),
      '2026-07-03',
      '2026-07-03',
    ],
  ])('%s', (_, over, from, leaves) => {
    expect(shippingDayFrom(from, calendar(over))).toBe(leaves)
  })

  it('count for the handling time, and never for what a law counts', () => {
    const closed = calendar({ closed_on: ['2026-03-03/2026-03-20'] })

    expect(addWorkingDays('2026-03-02', 3, closed)).toBe('2026-03-25')
    expect(addWorkingDays('2026-03-02', 3, 'US')).toBe('2026-03-05')
  })

  it('leave out each day of a holiday that lasts for days', () => {
    expect(isShippingDay('2026-01-05', 'RU')).toBe(false) // the fourth day of the New Year's
    expect(shippingDayFrom('2026-05-27', 'TR')).toBe('2026-06-01') // Kurban Bayramı
  })
})

describe('a policy of calendars', () => {
  it('has one fault where it has no shipping day', () => {
    expect(faultsOf({ shipping_days: [] })).toHaveLength(1)
  })

  const faultsOf = (policy: object) =>
    policySchema
      .safeParse(policy)
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

  it.each([
    [{ shipping_days: [] }, 'shipping_days: at least one day of the week'],
    [{ shipping_days: ['monday'] }, 'shipping_days.0'],
    [{ cut_off: '24:00' }, 'cut_off: a time of day'],
    [{ closed_on: ['2026-02-30'] }, 'closed_on.0: a day that there is'],
    [{ closed_on: ['Christmas'] }, 'closed_on.0: a day or a range'],
    [{ closed_on: ['2026-08-14/2026-08-03'] }, 'closed_on.0: a range ends no earlier'],
    [{ closed_on: ['12-24/2027-01-06'] }, 'closed_on.0: both ends of a range'],
    [{ closed_on: ['01-01/12-31'] }, 'closed_on: leaves no day in a whole year'],
    [{ closed_on: ['2026-03-01/2027-06-30'] }, 'closed_on: leaves no day in a whole year'],
    [{ shipping_days: ['tue'], closed_on: ['01-01/06-30', '07-01/12-31'] }, 'closed_on: leaves no'],
    [{ holidays: { region: 'US-ZZ' } }, 'holidays.region: a country or a part of one'],
    [{ holidays: { region: 'Bavaria' } }, 'holidays.region: '],
  ])('is refused with the reason: %j', (policy, fault) => {
    expect(faultsOf(policy).join('\n')).toContain(fault)
  })

  it.each([
    { closed_on: ['02-29'] },
    { closed_on: ['02-01/12-31'] },
    { closed_on: ['2026-03-01/2026-12-31', '01-01/02-27'] },
    { cut_off: '14:00', shipping_days: ['sun'], holidays: { region: 'DE-BY' } },
    { cut_off: null },
  ])('is taken where days are left: %j', (policy) => {
    expect(faultsOf(policy)).toEqual([])
  })
})
