import { describe, expect, it } from 'vitest'
import { soonRange } from '../../src/render/soon.ts'

const TODAY = '2026-03-10' // a Tuesday
const say = (from: string, to: string, locale = 'en', today = TODAY) =>
  soonRange({ from, to }, locale, 'short', today).replace(/\s/g, ' ')

describe('a range of days that is near', () => {
  it.each([
    ['en', 'today', 'today or tomorrow', 'today – Thu', 'tomorrow – Fri', 'Thu – Sat'],
    ['de', 'heute', 'heute oder morgen', 'heute – Do', 'morgen – Fr', 'Do – Sa'],
    ['es', 'hoy', 'hoy o mañana', 'hoy – jue', 'mañana – vie', 'jue – sáb'],
    [
      'fr',
      'aujourd’hui',
      'aujourd’hui ou demain',
      'aujourd’hui – jeu.',
      'demain – ven.',
      'jeu. – sam.',
    ],
  ])('calls no day of today or tomorrow by its weekday, in %s', (locale, ...said) => {
    expect([
      say(TODAY, TODAY, locale),
      say(TODAY, '2026-03-11', locale),
      say(TODAY, '2026-03-12', locale),
      say('2026-03-11', '2026-03-13', locale),
      say('2026-03-12', '2026-03-14', locale),
    ]).toEqual(said)
  })

  it('is said anew on the next day, for the same two days', () => {
    expect(say('2026-03-11', '2026-03-13')).toBe('tomorrow – Fri')
    expect(say('2026-03-11', '2026-03-13', 'en', '2026-03-11')).toBe('today – Fri')
  })

  it('names a weekday once at most, and dates from the seventh day on', () => {
    expect(say(TODAY, '2026-03-16')).toBe('today – Mon')
    expect(say(TODAY, '2026-03-17')).toBe('Mar 10 – 17')
    expect(say('2026-03-12', '2026-03-17')).toBe('Mar 12 – 17')
  })

  it('is dates where it has begun before today', () => {
    expect(say('2026-03-09', '2026-03-12')).toBe('Mon – Thu, Mar 9 – 12')
  })
})
