import { describe, expect, it } from 'vitest'
import { formatEstimate } from '../../src/render/estimate.ts'

const said = (earliest: string, latest: string, locale: string, today = '2025-03-03') =>
  formatEstimate({ earliest, latest }, locale, today).replace(/[\u2009\u202f\u00a0]/g, ' ')

describe('the days of an estimate', () => {
  it.each([
    ['en', 'Tue – Fri, March 18 – 21', 'Mon – Thu, March 31 – April 3', 'March 10 – 24'],
    ['en-GB', 'Tue – Fri, 18 – 21 March', 'Mon – Thu, 31 March – 3 April', '10 – 24 March'],
    ['es', 'mar – vie, 18–21 de marzo', 'lun – jue, 31 de marzo – 3 de abril', '10–24 de marzo'],
    ['fr', 'mar. – ven. 18–21 mars', 'lun. – jeu. 31 mars – 3 avril', '10–24 mars'],
    ['de', 'Di – Fr, 18.–21. März', 'Mo – Do, 31. März – 3. April', '10.–24. März'],
  ])('are one stretch of time, in %s', (locale, week, overMonths, long) => {
    expect(said('2025-03-18', '2025-03-21', locale)).toBe(week)
    expect(said('2025-03-31', '2025-04-03', locale)).toBe(overMonths)
    expect(said('2025-03-10', '2025-03-24', locale)).toBe(long)
  })

  it.each([
    ['en', 'Tuesday, March 18'],
    ['es', 'martes 18 de marzo'],
    ['fr', 'mardi 18 mars'],
    ['de', 'Dienstag, 18. März'],
  ])('are one day where it is one, in %s', (locale, day) => {
    expect(said('2025-03-18', '2025-03-18', locale)).toBe(day)
  })

  it('are dates alone where they are many and far: "Wed – Tue" reads backwards', () => {
    expect(said('2025-05-20', '2025-05-26', 'en')).toBe('May 20 – 26')
    expect(said('2025-05-20', '2025-05-26', 'en-GB')).toBe('20 – 26 May')
    expect(said('2025-05-20', '2025-05-23', 'en')).toBe('Tue – Fri, May 20 – 23')
    // In the week ahead each weekday comes once.
    expect(said('2025-03-04', '2025-03-09', 'en')).toBe('Tue – Sun, March 4 – 9')
    expect(said('2025-03-04', '2025-03-10', 'en')).toBe('March 4 – 10')
  })

  it('take the year where it is not this one', () => {
    expect(said('2025-12-30', '2026-01-02', 'en')).toBe(
      'Tue – Fri, December 30, 2025 – January 2, 2026',
    )
    expect(said('2026-01-05', '2026-01-08', 'de', '2025-12-20')).toBe('Mo – Do, 5.–8. Januar 2026')
  })
})
