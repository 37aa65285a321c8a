import { describe, expect, it } from 'vitest'
import { type AvailabilityFacts, availabilityOf, shortOf } from '../../src/domain/availability.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import {
  backordered,
  EXPECTED,
  fold,
  lineOf,
  PLACED_AT,
  PROMISED,
  placed,
  RULES,
} from '../support/events.ts'

const rules = { ...RULES, transit: defaultPolicy().transit }
const supply = (expectedAt: string | null): NonNullable<AvailabilityFacts['reached']> => ({
  supplyId: 'po_1',
  placeInQueue: 4,
  expectedAt,
  buffer: null,
})
const setting = (expectedAt: string | null = null) => ({ expectedAt, buffer: null })
const NOTHING: AvailabilityFacts = {
  quantity: 1,
  kind: 'standard',
  available: null,
  waiting: 0,
  isComing: false,
  setting: null,
  reached: null,
}
const of = (over: Partial<AvailabilityFacts>, country: string | null = null) =>
  availabilityOf({ ...NOTHING, ...over }, { now: PLACED_AT, to: { country }, rules })

describe('what a product page may say', () => {
  it('is the very promise that the confirmation states', () => {
    const order = fold([placed([backordered('l1', EXPECTED)])])
    const promised = lineOf(order, 'l1').backorder?.promise?.shipsBy

    expect(of({ available: 0, reached: supply(EXPECTED) }).shipsBy).toBe(promised)
    expect(promised).toBe(PROMISED)
  })

  it.each<[string, Partial<AvailabilityFacts>, string, string | null]>([
    ['a level above none', { available: 1 }, 'in_stock', null],
    [
      'also where a supply is on its way',
      { available: 3, reached: supply(EXPECTED) },
      'in_stock',
      null,
    ],
    ['a level of none', { available: 0 }, 'backorder', null],
    ['less than none', { available: -2, reached: supply(EXPECTED) }, 'backorder', PROMISED],
    ['no level, and others wait', { waiting: 1, reached: supply(EXPECTED) }, 'backorder', PROMISED],
    [
      'no level, and a supply with a date',
      { isComing: true, reached: supply(EXPECTED) },
      'backorder',
      PROMISED,
    ],
    ['no level, and a supply without one', { isComing: true }, 'backorder', null],
    ['as many as there are', { available: 3, quantity: 3 }, 'in_stock', null],
    [
      'more than there are',
      { available: 3, quantity: 4, reached: supply(EXPECTED) },
      'backorder',
      PROMISED,
    ],
    ['a preorder of which there are some', { available: 3, kind: 'preorder' }, 'in_stock', null],
    ['one of which there are none', { available: 0, kind: 'preorder' }, 'preorder', null],
    ['nothing at all', {}, 'unknown', null],
    ['a supply without a date', { available: 0, reached: supply(null) }, 'backorder', null],
    [
      'sold on backorder by setting, in stock or not',
      { available: 9, setting: setting() },
      'backorder',
      null,
    ],
    [
      'a preorder by setting',
      { kind: 'preorder', setting: setting(EXPECTED) },
      'preorder',
      PROMISED,
    ],
    [
      'the date of the setting before that of the queue',
      { setting: setting(EXPECTED), reached: supply('2026-04-20') },
      'backorder',
      PROMISED,
    ],
    [
      'the queue’s where the setting has none',
      { setting: setting(), reached: supply(EXPECTED) },
      'backorder',
      PROMISED,
    ],
    [
      'a date so long past that the promise is',
      { available: 0, reached: supply('2026-02-20') },
      'backorder',
      null,
    ],
    ['a date of today', { available: 0, reached: supply('2026-03-02') }, 'backorder', '2026-03-04'],
  ])('%s', (_, facts, state, shipsBy) => {
    expect(of(facts)).toMatchObject({ state, shipsBy })
  })

  it('tells no date where the honest buffer is too long to be told', () => {
    const buffer = {
      days: null,
      honestDays: 45,
      rule: 'learned' as const,
      supplier: 'Slow & Sons',
      samples: 12,
      merchantSamples: 40,
      open: 3,
      confidence: 0.9,
    }
    const told = { ...buffer, days: 20 }

    expect(of({ available: 0, reached: { ...supply(EXPECTED), buffer } }).shipsBy).toBeNull()
    expect(of({ available: 0, reached: { ...supply(EXPECTED), buffer: told } }).shipsBy).toBe(
      '2026-04-01',
    )
  })

  it('takes the rules of the kind', () => {
    const own = {
      ...rules,
      byKind: {
        preorder: {
          buffer: { ...RULES.buffer, min_days: 0, share: 0, max_days: 0 },
          handlingDays: 0,
        },
      },
    }
    const asked = { now: PLACED_AT, to: { country: null }, rules: own }
    const preorder = { ...NOTHING, kind: 'preorder' as const }

    for (const known of [
      { setting: setting(EXPECTED) },
      { available: 0, reached: supply(EXPECTED) },
    ])
      expect(availabilityOf({ ...preorder, ...known }, asked).shipsBy).toBe(EXPECTED)
  })

  it.each([
    [5, null, false, 5],
    [5, 2, false, 3],
    [5, -2, false, 5],
    [5, 9, false, 0],
    [5, 9, true, 5],
  ])(
    '%i ordered of %s, sold on backorder: %s, leaves %i waiting',
    (quantity, available, isSet, short) => {
      expect(shortOf({ quantity, available, isSet })).toBe(short)
    },
  )

  it('has a delivery range only where it is known where it goes', () => {
    const facts = { available: 0, reached: supply(EXPECTED) }

    expect(of(facts).delivery).toBeNull()
    expect(of(facts, 'US').delivery).toMatchObject({ earliest: '2026-03-18', latest: '2026-03-23' })
    expect(of({ available: 0 }, 'US').delivery).toBeNull()
  })
})
