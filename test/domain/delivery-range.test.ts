import { describe, expect, it } from 'vitest'
import { deliveryRange, packageRange, promisedRange } from '../../src/domain/delivery-range.ts'
import { defaultPolicy, type Policy, policySchema } from '../../src/domain/policy.ts'

const rules = (transit: object[] | null = null, country = 'US') => ({
  country,
  timeZone: 'America/New_York',
  transit: (transit ? policySchema.parse({ transit }) : defaultPolicy()).transit,
})
const MONDAY = '2026-03-02'
const days = (
  country: string | null,
  over: { on?: string; carrier?: string; service?: string; postalCode?: string } = {},
  by = rules(),
) => {
  const { on = MONDAY, carrier, service, postalCode } = over
  const range = deliveryRange(
    on,
    { to: { country, postalCode }, carrier: carrier ?? null, service: service ?? null },
    by,
  )
  return range && [range.earliest, range.latest]
}

describe('the delivery range', () => {
  it.each([
    ['at home: two to five working days', 'US', 'US', ['2026-03-04', '2026-03-09']],
    ['in the European Union: three to seven', 'DE', 'FR', ['2026-03-05', '2026-03-11']],
    ['abroad: one to three weeks', 'US', 'DE', ['2026-03-09', '2026-03-23']],
    ['across the Channel there are customs', 'FR', 'GB', ['2026-03-09', '2026-03-23']],
    ['in small letters', 'US', 'us', ['2026-03-04', '2026-03-09']],
    ['nowhere that is known: none', 'US', null, null],
  ])('is by default, %s', (_, from, to, range) => {
    expect(days(to, {}, rules(null, from))).toEqual(range)
  })

  it('leaves out week-ends and holidays of the destination, not of the shop', () => {
    expect(days('US', { on: '2026-03-06' })).toEqual(['2026-03-10', '2026-03-13'])
    expect(days('US', { on: '2026-11-24' })).toEqual(['2026-11-27', '2026-12-02'])
    expect(days('FR', { on: '2026-04-30' }, rules(null, 'DE'))).toEqual([
      '2026-05-06',
      '2026-05-13',
    ])
  })

  it('brings nothing on a Sunday or holiday of the destination where all days count', () => {
    const abroad = rules([{ days: [6, 10], counts: 'calendar' }])

    expect(days('DE', { on: MONDAY }, abroad)).toEqual(['2026-03-09', '2026-03-12'])
    expect(days('DE', { on: '2026-03-28' }, abroad)).toEqual(['2026-04-04', '2026-04-07']) // Easter
  })

  it('takes the first rule that fits the carrier, the service and the zone', () => {
    const by = rules([
      { carrier: 'UPS', service: 'Next Day Air', days: [1, 1] },
      { carrier: 'UPS', to: { zone: 'domestic', postal_codes: ['995', '967'] }, days: [5, 9] },
      { carrier: 'UPS', to: { zone: 'domestic' }, days: [1, 4] },
      { to: { countries: ['CA', 'MX'] }, days: [3, 8] },
    ])

    expect(days('US', { carrier: 'ups', service: 'next day air' }, by)).toEqual([
      '2026-03-03',
      '2026-03-03',
    ])
    expect(days('US', { carrier: 'UPS', postalCode: '99501' }, by)).toEqual([
      '2026-03-09',
      '2026-03-13',
    ])
    expect(days('US', { carrier: 'UPS', postalCode: '10001' }, by)?.[1]).toBe('2026-03-06')
    expect(days('US', { carrier: 'UPS' }, by)?.[1]).toBe('2026-03-06') // no code fits no prefix
    expect(days('CA', {}, by)).toEqual(['2026-03-05', '2026-03-12'])
    expect(days('US', {}, by)).toBeNull()
    expect(days('GB', { carrier: 'UPS' }, by)).toBeNull()
  })

  it('reads postal codes without their spaces and hyphens', () => {
    const by = rules([{ to: { postal_codes: ['bt'] }, days: [2, 3] }], 'GB')

    expect(days('GB', { postalCode: 'BT1 5GS' }, by)).not.toBeNull()
    expect(days('GB', { postalCode: 'SW1A 1AA' }, by)).toBeNull()
  })

  it('is none where the merchant wants none', () => {
    expect(days('US', {}, rules([]))).toBeNull()
  })

  it('counts days over a change of the clocks', () => {
    expect(days('US', { on: '2026-03-06' })).toEqual(['2026-03-10', '2026-03-13'])
    expect(days('US', { on: '2026-10-30' })).toEqual(['2026-11-03', '2026-11-06'])
  })
})

describe('the range of a package', () => {
  type Parcel = Parameters<typeof packageRange>[0]
  const range = (over: Partial<Parcel>, today = MONDAY, to: string | null = 'US') =>
    packageRange(
      {
        status: 'in_transit',
        voided: false,
        shippedAt: '2026-03-03T03:00:00.000Z', // Monday evening in New York
        expectedDelivery: null,
        carrier: null,
        ...over,
      },
      { to: { country: to }, rules: rules(), readerToday: today, readerZone: 'America/New_York' },
    )

  it('counts from the hand-over, on the day of the merchant', () => {
    expect(range({})).toEqual({ earliest: '2026-03-04', latest: '2026-03-09', source: 'estimate' })
  })

  it("is the carrier's own day where it names one", () => {
    const expectedDelivery = '2026-03-06T02:00:00Z' // the evening of the 5th for the reader
    const carriers = { earliest: '2026-03-05', latest: '2026-03-05', source: 'carrier' }

    expect(range({ expectedDelivery })).toEqual(carriers)
    expect(range({ expectedDelivery, status: 'delayed' })).toEqual(carriers)
    expect(range({ expectedDelivery }, MONDAY, null)).toEqual(carriers)
    expect(range({ expectedDelivery, shippedAt: null, status: 'pre_transit' })).toEqual(carriers)
  })

  it('begins today once its first day has passed, and is over after the last', () => {
    expect(range({}, '2026-03-06')).toMatchObject({ earliest: '2026-03-06', latest: '2026-03-09' })
    expect(range({}, '2026-03-09')?.latest).toBe('2026-03-09')
    expect(range({}, '2026-03-10')).toBeNull()
    expect(range({ expectedDelivery: '2026-03-05' }, '2026-03-06')).toBeNull()
  })

  it.each<[string, Partial<Parcel>]>([
    ['a label', { shippedAt: null, status: 'pre_transit' }],
    ['one that was voided', { voided: true }],
    ['one that is delayed, with no day of the carrier’s', { status: 'delayed' }],
    ['one that is held up', { status: 'exception' }],
    ['one that came', { status: 'delivered', expectedDelivery: '2026-03-05' }],
    ['one at the counter', { status: 'available_for_pickup' }],
    ['one that is lost', { status: 'lost', expectedDelivery: '2026-03-05' }],
    ['one on its way back', { status: 'return_to_sender' }],
  ])('is none for %s', (_, over) => {
    expect(range(over)).toBeNull()
  })

  it('is none where nobody knows where it goes', () => {
    expect(range({}, MONDAY, null)).toBeNull()
  })
})

describe('the range of a promise', () => {
  const range = (shipsBy: string | null, today: string, country: string | null = 'US') =>
    promisedRange(shipsBy, { to: { country }, rules: rules(), today })

  it('follows the day on which it ships', () => {
    expect(range('2026-03-16', MONDAY)).toMatchObject({
      earliest: '2026-03-18',
      latest: '2026-03-23',
    })
    expect(range('2026-03-16', '2026-03-16')).not.toBeNull()
  })

  it('is none without a date, without a destination, and once the date was missed', () => {
    expect(range(null, MONDAY)).toBeNull()
    expect(range('2026-03-16', MONDAY, null)).toBeNull()
    expect(range('2026-03-16', '2026-03-17')).toBeNull()
  })
})

describe('a policy of days in transit', () => {
  it.each<[object, string]>([
    [{ days: [5, 2] }, 'transit.0.days'],
    [{ days: [0, 121] }, 'transit.0.days.1'],
    [{ days: [1, 2], to: { countries: ['Germany'] } }, 'transit.0.to.countries.0'],
    [{ days: [1, 2], to: { countries: [] } }, 'transit.0.to.countries'],
    [{ days: [1, 2], from: 'US' }, 'transit.0'],
  ])('is refused where it says nothing: %j', (rule, path) => {
    const { error } = policySchema.safeParse({ transit: [rule] })

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it('stands as a whole in the policy that is read', () => {
    expect(defaultPolicy().transit satisfies Policy['transit']).toHaveLength(3)
  })
})
