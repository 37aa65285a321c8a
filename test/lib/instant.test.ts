import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { parseInstant, toInstant } from '../../src/lib/instant.ts'

describe('toInstant', () => {
  it('writes UTC with milliseconds, whatever zone the value was in', () => {
    const inTokyo = DateTime.fromISO('2026-03-01T13:30:00', { zone: 'Asia/Tokyo' })

    expect(toInstant(inTokyo)).toBe('2026-03-01T04:30:00.000Z')
    expect(toInstant(inTokyo.toJSDate())).toBe('2026-03-01T04:30:00.000Z')
  })

  it.each([
    ['no date at all', new Date('nonsense')],
    ['a year of five digits', new Date(Date.UTC(10_000, 0, 1))],
    ['a year before our era', new Date(Date.UTC(-1, 0, 1))],
  ])('refuses %s, whose text would sort wrongly', (_, date) => {
    expect(() => toInstant(date)).toThrow(RangeError)
  })
})

describe('parseInstant', () => {
  it.each([
    ['2026-03-01T04:30:00Z', '2026-03-01T04:30:00.000Z'],
    ['2026-03-01t04:30:00z', '2026-03-01T04:30:00.000Z'],
    ['2026-03-01T04:30:00.5+09:00', '2026-02-28T19:30:00.500Z'],
    ['2026-03-01T04:30:00.123456789-05:00', '2026-03-01T09:30:00.123Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2016-12-31T18:59:60.7-05:00', '2017-01-01T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant)
  })

  it.each([
    ['without an offset', '2026-03-01T04:30:00'],
    ['a date', '2026-03-01'],
    ['without seconds', '2026-03-01T04:30Z'],
    ['a day that is not', '2026-02-29T00:00:00Z'],
    ['an hour that is not', '2026-03-01T25:00:00Z'],
    ['midnight as hour 24', '2026-03-01T24:00:00Z'],
    ['an offset that is not', '2026-03-01T04:30:00+25:00'],
    ['words', 'tomorrow'],
    ['nothing', ''],
  ])('answers null for %s', (_, text) => {
    expect(parseInstant(text)).toBeNull()
  })
})
