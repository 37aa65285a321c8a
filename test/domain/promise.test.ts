import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import { calendarOf } from '../../src/domain/policy-calendar.ts'
import {
  makePromise,
  type PromiseRules,
  promiseAfterAllocation,
  settlePromise,
} from '../../src/domain/promise.ts'
import { backordered, fold, lineOf, PROMISED, placed, RULES, said } from '../support/events.ts'

const MONDAY = '2026-03-02T15:00:00.000Z'
const stated = (expectedAt: string | null, at = MONDAY) => ({ expectedAt, eventId: 'evt_1', at })

describe('the default buffer', () => {
  it.each([
    ['ten days away becomes fourteen', '2026-03-12', '2026-03-16'],
    ['two days at least', '2026-03-03', '2026-03-05'],
    ['two days where it is for today', '2026-03-02', '2026-03-04'],
    ['two days where it is past', '2026-02-27', '2026-03-02'], // the 1st is a Sunday
    ['5 days: 2', '2026-03-07', '2026-03-09'],
    ['6 days: 3, for a part of a day is a day', '2026-03-08', '2026-03-11'],
    ['35 days: 14', '2026-04-06', '2026-04-20'],
    ['36 days: 14 at most', '2026-04-07', '2026-04-21'],
    ['a year: 14 at most', '2027-03-02', '2027-03-16'],
    ['on to the next shipping day', '2026-03-19', '2026-03-26'], // 17 days: 7
    ['over a week-end', '2026-03-11', '2026-03-16'], // 9 days: 4, a Sunday
    ['over a holiday', '2026-05-11', '2026-05-26'], // the 25th is Memorial Day
  ])('%s', (_, expected, shipsBy) => {
    expect(makePromise(stated(expected), RULES)).toMatchObject({ shipsBy, earliest: expected })
  })

  it('rolls over Christmas and a week-end', () => {
    const promise = makePromise(stated('2026-12-23', '2026-12-21T15:00:00Z'), RULES)

    expect(promise?.shipsBy).toBe('2026-12-28') // the 25th is a holiday and a Friday
  })

  it.each([
    ['US', '2026-04-03'],
    ['CA', '2026-04-06'],
    ['DE', '2026-04-07'],
  ])('moves over the holidays of the merchant’s country, %s', (country, shipsBy) => {
    const promise = makePromise(stated('2026-04-01', '2026-03-30T12:00:00Z'), { ...RULES, country })

    expect(promise?.shipsBy).toBe(shipsBy)
  })

  it.each([
    [0.07, '2026-06-10', '2026-06-17'], // 100 days: 7.000000000000001 in binary
    [0.28, '2026-03-27', '2026-04-03'], // 25 days: the same
  ])('%f of the lead adds no day for what binary arithmetic adds', (share, expected, shipsBy) => {
    const rules = {
      ...RULES,
      country: 'XX',
      buffer: { ...RULES.buffer, min_days: 0, share, max_days: 60 },
    }

    expect(makePromise(stated(expected), rules)?.shipsBy).toBe(shipsBy)
  })

  it('is none where no date is known', () => {
    expect(makePromise(stated(null), RULES)).toBeNull()
  })

  it('is none where the day that it would be had gone by when it was stated', () => {
    expect(makePromise(stated('2026-02-01'), RULES)).toBeNull()
    expect(makePromise(stated('2026-02-25'), RULES)).toBeNull() // Friday the 27th
    expect(makePromise(stated('2026-02-26'), RULES)?.shipsBy).toBe('2026-03-02')
    const then = stated('2026-02-01', '2026-01-20T15:00:00.000Z')
    expect(makePromise(then, RULES)?.shipsBy).toBe('2026-02-06') // an import: ahead at its time
  })

  it('is the one that stands where that is ahead, and none where it went by too', () => {
    const past = stated('2026-02-01')
    const settled = (shipsBy: string) =>
      settlePromise(past, { shipsBy, expected: '2026-03-12' }, RULES)?.shipsBy

    expect(settled('2026-03-16')).toBe('2026-03-16')
    expect(settled('2026-02-27')).toBeUndefined()
  })

  it('counts calendar days in the merchant’s zone, at both ends', () => {
    const beforeMidnight = '2026-03-03T04:59:00Z' // still 2 March in New York
    const afterMidnight = '2026-03-03T05:00:00Z'

    expect(makePromise(stated('2026-03-13', beforeMidnight), RULES)?.shipsBy).toBe('2026-03-18')
    expect(makePromise(stated('2026-03-13', afterMidnight), RULES)?.shipsBy).toBe('2026-03-17')
    expect(makePromise(stated('2026-03-13T03:59:00Z'), RULES)?.earliest).toBe('2026-03-12')
    expect(makePromise(stated('2026-03-13T04:00:00Z'), RULES)?.earliest).toBe('2026-03-13')
  })

  it('counts days and not hours when the clocks change between', () => {
    const spring = makePromise(stated('2026-03-12', '2026-03-03T04:30:00Z'), RULES)
    const autumn = makePromise(stated('2026-11-06', '2026-10-28T03:30:00Z'), RULES)

    expect(spring?.basis).toMatchObject({ expectedAt: '2026-03-12', bufferDays: 4 }) // 10 days
    expect(autumn?.basis).toMatchObject({ expectedAt: '2026-11-06', bufferDays: 4 }) // 10 days
  })
})

describe('a new date for what was promised', () => {
  const standing = { shipsBy: '2026-03-16', expected: '2026-03-12' }
  const at = '2026-03-03T15:00:00.000Z'

  it.each([
    ['a day later is absorbed', '2026-03-13', '2026-03-16'],
    ['as late as the buffer bears is absorbed', '2026-03-14', '2026-03-16'],
    ['past it there is a new promise, by the same rule', '2026-03-15', '2026-03-20'],
    ['far past it likewise', '2026-04-10', '2026-04-24'],
    ['earlier by two days of promise moves it', '2026-03-10', '2026-03-13'],
    ['much earlier moves it', '2026-03-05', '2026-03-09'],
  ])('%s', (_, expected, shipsBy) => {
    expect(settlePromise(stated(expected, at), standing, RULES)?.shipsBy).toBe(shipsBy)
  })

  it('moves earlier by two days and not by one', () => {
    const promise = (shipsBy: string) =>
      settlePromise(stated('2026-03-05', at), { shipsBy, expected: null }, RULES)?.shipsBy

    expect(promise('2026-03-10')).toBe('2026-03-10') // the rule alone says the 9th
    expect(promise('2026-03-11')).toBe('2026-03-09')

    const firm = { ...RULES, buffer: { ...RULES.buffer, earlier_by_days: 5 } }
    const kept = (shipsBy: string) =>
      settlePromise(stated('2026-03-05', at), { shipsBy, expected: null }, firm)?.shipsBy
    expect([kept('2026-03-13'), kept('2026-03-14')]).toEqual(['2026-03-13', '2026-03-09'])
  })

  it('is no good news where it is a slip, however little past supplies teach to add', () => {
    const nothing = { days: 0, honestDays: 0, rule: 'learned' as const, supplier: 'acme' }
    const buffer = { ...nothing, samples: 9, merchantSamples: 9, open: 0, confidence: 0.9 }
    const told = { shipsBy: '2026-03-18', expected: '2026-03-13' }
    const settled = (expected: string) =>
      settlePromise({ ...stated(expected, at), buffer }, told, RULES)?.shipsBy

    expect(settled('2026-03-17')).toBe('2026-03-18') // by itself the 17th, past what is absorbed
    expect(settled('2026-03-19')).toBe('2026-03-19')
    expect(settled('2026-03-12')).toBe('2026-03-12')
  })

  it('is no good news where it is a slip, however near the day it is told', () => {
    const far = { shipsBy: '2026-04-20', expected: '2026-04-06' }
    const soon = '2026-04-04T15:00:00.000Z'

    expect(settlePromise(stated('2026-04-07', soon), far, RULES)?.shipsBy).toBe('2026-04-20')
    expect(settlePromise(stated('2026-04-18', soon), far, RULES)?.shipsBy).toBe('2026-04-20')
    expect(settlePromise(stated('2026-04-05', soon), far, RULES)?.shipsBy).toBe('2026-04-07')
  })

  it('is the one that stands where a slip is taken back, however many days went by', () => {
    const soon = '2026-03-30T14:00:00Z'
    const far = { shipsBy: '2026-04-20', expected: '2026-04-06' }

    expect(settlePromise(stated('2026-04-06', soon), far, RULES)?.shipsBy).toBe('2026-04-20')
  })

  it('tells what is hoped for, also where the promise stays', () => {
    const kept = settlePromise(stated('2026-03-14', at), standing, RULES)

    expect(kept).toMatchObject({ earliest: '2026-03-14', basis: { bufferDays: 2 } })
  })

  it('is the rule’s where no date stood, and none where it is withdrawn', () => {
    expect(settlePromise(stated('2026-03-12', MONDAY), null, RULES)?.shipsBy).toBe('2026-03-16')
    expect(settlePromise(stated(null, at), standing, RULES)).toBeNull()
  })
})

describe('an allocation with no date', () => {
  it.each([
    ['on a Monday', '2026-03-02T15:00:00Z', '2026-03-05'],
    ['on a Friday', '2026-03-06T15:00:00Z', '2026-03-11'],
    ['late in the merchant’s day', '2026-03-03T04:30:00Z', '2026-03-05'],
    ['before Thanksgiving', '2026-11-24T15:00:00Z', '2026-11-30'],
  ])('%s', (_, at, shipsBy) => {
    const promise = promiseAfterAllocation({ eventId: 'evt_1', at }, RULES)

    expect(promise).toMatchObject({ shipsBy, basis: { rule: 'allocation', eventId: 'evt_1' } })
  })

  it('falls on a shipping day though the merchant needs no time at all', () => {
    const saturday = { eventId: 'evt_1', at: '2026-03-07T15:00:00Z' }

    expect(promiseAfterAllocation(saturday, { ...RULES, handlingDays: 0 }).shipsBy).toBe(
      '2026-03-09',
    )
  })
})

describe("a promise by the merchant's own calendar", () => {
  const withCalendar = (over: Partial<Policy>) => ({
    ...RULES,
    calendar: calendarOf({ ...defaultPolicy(), ...over }, RULES.country),
  })
  const allocated = (at: string, rules: PromiseRules) =>
    promiseAfterAllocation({ eventId: 'evt_1', at }, rules).shipsBy

  it('is the same as without one, where the policy is the default', () => {
    for (const expected of ['2026-03-03', '2026-03-07', '2026-05-11', '2026-12-23T23:59:00Z'])
      expect(makePromise(stated(expected), withCalendar({}))).toEqual(
        makePromise(stated(expected), RULES),
      )
    expect(allocated('2026-03-03T04:30:00Z', withCalendar({}))).toBe('2026-03-05')
  })

  it('moves on to a day on which parcels leave, and over a closure', () => {
    const shipsBy = (over: Partial<Policy>) =>
      makePromise(stated('2026-03-12'), withCalendar(over))?.shipsBy

    expect(shipsBy({ shipping_days: ['wed'] })).toBe('2026-03-18')
    expect(shipsBy({ closed_on: ['2026-03-16/2026-03-20'] })).toBe('2026-03-23')
    expect(shipsBy({ shipping_days: ['mon', 'sun'] })).toBe('2026-03-16')
  })

  it('counts stock that comes after the cut-off from the day after, and a date as a whole day', () => {
    const rules = withCalendar({ cut_off: '14:00' })
    const of = (expected: string) => makePromise(stated(expected), rules)

    expect(of('2026-03-03T18:59:00Z')?.shipsBy).toBe('2026-03-05') // 13:59 in New York
    expect(of('2026-03-03T19:00:00Z')?.shipsBy).toBe('2026-03-06')
    expect(of('2026-03-03')?.shipsBy).toBe('2026-03-05')
    expect(of('2026-03-03T19:00:00Z')?.basis.expectedAt).toBe('2026-03-03') // as it was stated
  })

  it('keeps the hour of the cut-off when the clocks change', () => {
    const rules = withCalendar({ cut_off: '14:00' })

    expect(makePromise(stated('2026-03-09T17:59:00Z'), rules)?.shipsBy).toBe('2026-03-12')
    expect(makePromise(stated('2026-03-09T18:00:00Z'), rules)?.shipsBy).toBe('2026-03-13')
  })

  it('begins the handling time with the next shipping day, once the cut-off has passed', () => {
    const rules = withCalendar({ cut_off: '14:00' })

    expect(allocated('2026-03-06T18:59:00Z', rules)).toBe('2026-03-11') // Friday, 13:59
    expect(allocated('2026-03-06T19:00:00Z', rules)).toBe('2026-03-12')
    expect(allocated('2026-03-07T15:00:00Z', rules)).toBe('2026-03-12') // never before Friday's
    expect(allocated('2026-03-09T13:00:00Z', rules)).toBe('2026-03-12')
  })

  it('is never moved by a calendar that changed after it was told', () => {
    const order = placed([backordered('l1')])
    const dates = { dates: { l1: PROMISED }, statements: { l1: order.id } }
    const told = [order, said('2026-03-02T15:05:00Z', 'backorder_confirmed', dates)]
    const closed = withCalendar({ closed_on: ['2026-03-10/2026-03-31'] })
    const shipsBy = (rules: PromiseRules, events = told) =>
      lineOf(fold(events, rules), 'l1').backorder?.promise?.shipsBy

    expect(shipsBy(closed, told.slice(0, 1))).toBe('2026-04-01')
    expect([shipsBy(RULES), shipsBy(closed)]).toEqual([PROMISED, PROMISED])
  })
})
