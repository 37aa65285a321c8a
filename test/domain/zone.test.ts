import { describe, expect, it } from 'vitest'
import { type Address, noContact } from '../../src/domain/contact.ts'
import { recipientZone } from '../../src/domain/recipient.ts'
import { isZone, zoneOfAddress } from '../../src/domain/zone.ts'
import { COUNTRY_ZONES } from '../../src/domain/zones-of-countries.ts'
import { REGIONS } from '../../src/domain/zones-of-regions.ts'

const address = (country: string, region: string | null = null, postalCode: string | null = null) =>
  ({
    name: null,
    line1: null,
    line2: null,
    city: null,
    country,
    region,
    postalCode,
  }) satisfies Address
const zoneOf = (...parts: Parameters<typeof address>) => zoneOfAddress(address(...parts))

describe('the zone of an address', () => {
  it.each([
    ['US', 'CA', 'America/Los_Angeles'],
    ['us', 'US-CA', 'America/Los_Angeles'],
    ['US', ' california ', 'America/Los_Angeles'],
    ['US', 'NEW YORK', 'America/New_York'],
    ['US', 'Washington', 'America/Los_Angeles'],
    ['US', 'Washington, D.C.', 'America/New_York'],
    ['US', 'Hawaii', 'Pacific/Honolulu'],
    ['US', 'West Virginia', 'America/New_York'],
    ['CA', 'British Columbia', 'America/Vancouver'],
    ['CA', 'Québec', 'America/Toronto'],
    ['CA', 'Newfoundland and Labrador', 'America/St_Johns'],
    ['AU', 'Western Australia', 'Australia/Perth'],
    ['AU', 'N.S.W.', 'Australia/Sydney'],
  ])('in %s knows %s by code and by name', (country, region, zone) => {
    expect(zoneOf(country, region)).toBe(zone)
  })

  it.each([
    ['US', '90210', 'America/Los_Angeles'],
    ['US', '94103-1234', 'America/Los_Angeles'],
    ['US', '10001', 'America/New_York'],
    ['US', '60601', 'America/Chicago'],
    ['US', '73301', 'America/Chicago'],
    ['US', '80202', 'America/Denver'],
    ['US', '85001', 'America/Phoenix'],
    ['US', '88901', 'America/Los_Angeles'],
    ['US', '96813', 'Pacific/Honolulu'],
    ['US', '99501', 'America/Anchorage'],
    ['US', '00901', 'America/Puerto_Rico'],
    ['CA', 'V6B 1A1', 'America/Vancouver'],
    ['CA', 'm5v 2t6', 'America/Toronto'],
    ['AU', '6000', 'Australia/Perth'],
    ['AU', '0800', 'Australia/Darwin'],
  ])(
    'in %s reads the postcode %s where the region is missing or unknown',
    (country, code, zone) => {
      expect(zoneOf(country, null, code)).toBe(zone)
      expect(zoneOf(country, 'Somewhere', code)).toBe(zone)
    },
  )

  it('goes by the region where it and the postcode differ', () => {
    expect(zoneOf('US', 'Oregon', '10001')).toBe('America/Los_Angeles')
  })

  it.each([
    ['CN', 'Asia/Shanghai'],
    ['NZ', 'Pacific/Auckland'],
    ['ES', 'Europe/Madrid'],
    ['MX', 'America/Mexico_City'],
    ['BR', 'America/Sao_Paulo'],
    ['AR', 'America/Argentina/Buenos_Aires'],
    ['ID', 'Asia/Jakarta'],
    ['UA', 'Europe/Kyiv'],
    ['de', 'Europe/Berlin'],
  ])('of %s is that of most of its people', (country, zone) => {
    expect(zoneOf(country, 'anything')).toBe(zone)
  })

  it.each([
    ['US', null, null],
    ['US', 'Somewhere', '123'],
    ['US', 'AE', '09012'],
    ['US', null, '00100'],
    ['CA', null, '90210'],
    ['AU', null, '800'],
    ['XX', 'CA', '90210'],
    ['', 'CA', '90210'],
  ])('is not guessed from %s, %s and %s', (country, region, code) => {
    expect(zoneOf(country, region, code)).toBeNull()
  })

  it('is else that of the merchant', () => {
    const contact = { ...noContact(), address: address('US') }
    expect(recipientZone(contact, 'America/Denver')).toBe('America/Denver')
  })

  it('is always one that the runtime knows', () => {
    const regional = [...REGIONS.values()].flatMap(({ zones }) => Object.keys(zones))
    expect([...COUNTRY_ZONES.values(), ...regional].filter((zone) => !isZone(zone))).toEqual([])
    expect(COUNTRY_ZONES.size).toBeGreaterThan(200)
  })
})
