import { describe, expect, it } from 'vitest'
import { dayIn, formatDay, formatInstant, formatRange, toDay } from '../../src/render/dates.ts'

describe('formatDay', () => {
  it('says the weekday, long and short', () => {
    expect(formatDay('2025-03-14', 'en')).toBe('Friday, March 14')
    expect(formatDay('2025-03-14', 'en', 'short')).toBe('Fri, Mar 14')
    expect(formatDay('2025-03-14', 'en', 'full')).toBe('Friday, March 14, 2025')
  })

  it('adds the year where it is not the present one', () => {
    expect(formatDay('2026-01-02', 'en', 'short', '2025-12-30')).toBe('Fri, Jan 2, 2026')
    expect(formatDay('2025-12-31', 'en', 'short', '2025-12-30')).toBe('Wed, Dec 31')
  })

  it('follows the language and the region', () => {
    expect(formatDay('2025-03-14', 'de')).toBe('Freitag, 14. März')
    expect(formatDay('2025-03-14', 'en-GB')).toBe('Friday 14 March')
    expect(formatDay('2025-03-14', 'en_US', 'short')).toBe('Fri, Mar 14')
  })

  it('says the first of a month as French does, and no other day', () => {
    expect(formatDay('2026-05-01', 'fr')).toBe('vendredi 1er mai')
    expect(formatDay('2026-05-01', 'fr-CA', 'full')).toBe('vendredi 1er mai 2026')
    expect(formatDay('2026-05-21', 'fr')).toBe('jeudi 21 mai')
    expect(formatDay('2026-05-01', 'es')).toBe('viernes 1 de mayo')
  })

  it('falls back to English for a tag that is none', () => {
    expect(formatDay('2025-03-14', '<script>')).toBe('Friday, March 14')
  })
})

describe('formatRange', () => {
  it('says both ends, and a single day once', () => {
    const range = formatRange({ from: '2025-03-25', to: '2025-03-27' }, 'en', 'short')
    expect(range.replace(/\s/g, ' ')).toBe('Tue, Mar 25 – Thu, Mar 27')
    expect(formatRange({ from: '2025-03-25', to: '2025-03-25' }, 'en', 'short')).toBe('Tue, Mar 25')
  })

  it('adds the year where one end lies in another', () => {
    const range = formatRange({ from: '2025-12-30', to: '2026-01-02' }, 'en', 'short', '2025-12-01')
    expect(range).toContain('2026')
  })
})

describe('days of instants', () => {
  it('belong to the zone, also in the hour that daylight saving skips', () => {
    expect(dayIn('2025-03-09T04:30:00.000Z', 'America/New_York')).toBe('2025-03-08')
    expect(dayIn('2025-03-09T07:30:00.000Z', 'America/New_York')).toBe('2025-03-09')
    expect(toDay('2025-03-14T02:00:00Z', 'America/New_York')).toBe('2025-03-13')
    expect(toDay('2025-03-14', 'America/New_York')).toBe('2025-03-14')
  })

  it('are said with the time of the zone', () => {
    const said = formatInstant('2025-03-09T07:30:00.000Z', 'en', 'America/New_York', 'short')
    expect(said.replace(/\s/g, ' ')).toBe('Sun, Mar 9, 3:30 AM')
  })
})
