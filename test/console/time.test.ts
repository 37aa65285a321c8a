import { describe, expect, it } from 'vitest'
import {
  dayOf,
  sayDay,
  sayDistance,
  sayExactly,
  sayMoment,
  sayWait,
} from '../../src/console/time.ts'

const now = '2026-03-08T12:00:00.000Z'
const newYork = { timeZone: 'America/New_York', now }

describe('sayMoment', () => {
  it("is in the merchant's zone, on both sides of a daylight saving change", () => {
    expect(sayMoment('2026-03-08T06:59:00.000Z', newYork)).toBe('Sun, Mar 8, 01:59')
    expect(sayMoment('2026-03-08T07:00:00.000Z', newYork)).toBe('Sun, Mar 8, 03:00')
  })

  it('tells the hour after midnight as 00', () => {
    expect(sayMoment('2026-03-08T05:30:00.000Z', newYork)).toBe('Sun, Mar 8, 00:30')
  })
})

describe('sayExactly', () => {
  it('names the zone, in which the same hour can come twice', () => {
    expect(sayExactly('2026-11-01T05:30:00.000Z', newYork)).toMatch(/01:30:00 EDT$/)
    expect(sayExactly('2026-11-01T06:30:00.000Z', newYork)).toMatch(/01:30:00 EST$/)
  })
})

describe('sayDay', () => {
  it('leaves a day where it is, whatever the zone', () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      expect(sayDay('2026-03-14', { timeZone, now })).toBe('Sat, Mar 14')
    }
  })

  it("takes an instant's day in the zone", () => {
    expect(sayDay('2026-03-14T02:00:00.000Z', newYork)).toBe('Fri, Mar 13')
    expect(dayOf('2026-03-14T02:00:00.000Z', 'Asia/Tokyo')).toBe('2026-03-14')
  })

  it('tells the year where it is another', () => {
    expect(sayDay('2027-01-04', newYork)).toBe('Mon, Jan 4, 2027')
  })

  it('tells what is no date as it is', () => {
    expect(sayDay('soon', newYork)).toBe('soon')
    expect(sayDay('2026-13-45', newYork)).toBe('2026-13-45')
  })
})

describe('sayDistance', () => {
  it.each([
    ['2026-03-08T12:00:30.000Z', 'now'],
    ['2026-03-08T12:59:59.000Z', 'in 59 min'],
    ['2026-03-08T10:00:00.000Z', '2 h ago'],
    ['2026-03-06T12:00:01.000Z', '47 h ago'],
    ['2026-03-06T12:00:00.000Z', '2 d ago'],
  ])('%s is %s', (at, said) => {
    expect(sayDistance(at, now)).toBe(said)
  })
})

describe('sayWait', () => {
  it('never overstates a wait', () => {
    expect(sayWait('2026-03-01T12:00:01.000Z', now)).toBe('6 d')
  })

  it('is nothing for what lies ahead', () => {
    expect(sayWait('2026-03-09T12:00:00.000Z', now)).toBe('0 min')
  })
})
