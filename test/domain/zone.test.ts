import { describe, expect, it } from 'vitest'
import { type Address, noContact } from '../../src/domain/contact.ts'
import { recipientZone } from '../../src/domain/recipient.ts'
import { isZone, zoneOfAddress } from '../../src/domain/zone.ts'
import { COUNTRY_ZONES } from '../../src/domain/zones-of-countries.ts'
import { PARTS } from '../../src/domain/zones-of-parts.ts'
import { POSTCODE_ZONES } from '../../src/domain/zones-of-postcodes.ts'
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
    ['FR', '75001', 'Europe/Paris'],
    ['FR', '20000', 'Europe/Paris'],
    ['FR', '97100', 'America/Guadeloupe'],
    ['FR', '97200', 'America/Martinique'],
    ['FR', '97300', 'America/Cayenne'],
    ['FR', '97400', 'Indian/Reunion'],
    ['FR', 'F-97410', 'Indian/Reunion'],
    ['FR', '97500', 'America/Miquelon'],
    ['FR', '97600', 'Indian/Mayotte'],
    ['FR', '97700', 'America/St_Barthelemy'],
    ['FR', '97800', 'America/Marigot'],
    ['FR', '98600', 'Pacific/Wallis'],
    ['FR', '98714', 'Pacific/Tahiti'],
    ['FR', '98742', 'Pacific/Marquesas'],
    ['PF', '98755', 'Pacific/Gambier'],
    ['FR', '98800', 'Pacific/Noumea'],
    ['DK', '1000', 'Europe/Copenhagen'],
    ['DK', '3900', 'America/Nuuk'],
    ['GL', '3980', 'America/Scoresbysund'],
    ['GB', 'SW1A 1AA', 'Europe/London'],
    ['GB', 'FIQQ 1ZZ', 'Atlantic/Stanley'],
    ['GB', 'GX11 1AA', 'Europe/Gibraltar'],
    ['GB', 'GL1 1AA', 'Europe/London'],
  ])('in %s reads of the postcode %s where it is overseas', (country, code, zone) => {
    expect(zoneOf(country, null, code)).toBe(zone)
  })

  it.each([
    ['FR', 'La Réunion', 'Indian/Reunion'],
    ['FR', 'FR-NC', 'Pacific/Noumea'],
    ['FR', 'Île-de-France', 'Europe/Paris'],
    ['NL', 'Bonaire', 'America/Kralendijk'],
    ['DK', 'Grønland', 'America/Nuuk'],
    ['DK', 'Faroe Islands', 'Atlantic/Faroe'],
  ])('in %s reads of the region %s where it is overseas', (country, region, zone) => {
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

  it.each([
    ['US', 'FL', '32501', 'America/Chicago', 'Pensacola'],
    ['US', 'FL', '33101', 'America/New_York', 'Miami'],
    ['US', 'Florida', '32301', 'America/New_York', 'Tallahassee'],
    ['US', 'IN', '46402', 'America/Chicago', 'Gary'],
    ['US', 'IN', '47708', 'America/Chicago', 'Evansville'],
    ['US', 'IN', '46204', 'America/New_York', 'Indianapolis'],
    ['US', 'KY', '42101', 'America/Chicago', 'Bowling Green'],
    ['US', 'KY', '40202', 'America/New_York', 'Louisville'],
    ['US', 'MI', '49938', 'America/Chicago', 'Ironwood'],
    ['US', 'MI', '49855', 'America/New_York', 'Marquette'],
    ['US', 'TN', '37902', 'America/New_York', 'Knoxville'],
    ['US', 'TN', '37388', 'America/Chicago', 'Tullahoma'],
    ['US', 'TN', '37203', 'America/Chicago', 'Nashville'],
    ['US', 'TX', '79901', 'America/Denver', 'El Paso'],
    ['US', 'TX', '79843', 'America/Chicago', 'Marfa'],
    ['US', 'TX', '78701', 'America/Chicago', 'Austin'],
    ['US', 'ND', '58601', 'America/Denver', 'Dickinson'],
    ['US', 'SD', '57701', 'America/Denver', 'Rapid City'],
    ['US', 'NE', '69361', 'America/Denver', 'Scottsbluff'],
    ['US', 'NE', '69101', 'America/Chicago', 'North Platte'],
    ['US', 'KS', '67735', 'America/Denver', 'Goodland'],
    ['US', 'ID', '83814', 'America/Los_Angeles', 'Coeur d’Alene'],
    ['US', 'ID', '83702', 'America/Denver', 'Boise'],
    ['US', 'OR', '97914', 'America/Denver', 'Ontario'],
    ['US', 'OR', '97907', 'America/Los_Angeles', 'Huntington'],
    ['US', 'AK', '99546', 'America/Adak', 'Adak'],
    ['US', null, '46402-1234', 'America/Chicago', 'Gary, of no region'],
    ['CA', 'ON', 'P9N 1A1', 'America/Winnipeg', 'Kenora'],
    ['CA', 'Ontario', 'M5V 2T6', 'America/Toronto', 'Toronto'],
    ['CA', 'BC', 'V1C 2A1', 'America/Edmonton', 'Cranbrook'],
    ['CA', 'BC', 'V0B 1G0', 'America/Creston', 'Creston'],
    ['CA', 'BC', 'v1j1a1', 'America/Dawson_Creek', 'Fort St. John'],
    ['CA', 'NL', 'A2V 1A1', 'America/Goose_Bay', 'Labrador City'],
    ['CA', 'NU', 'X0C 0G0', 'America/Rankin_Inlet', 'Rankin Inlet'],
    ['AU', 'NSW', '2880', 'Australia/Broken_Hill', 'Broken Hill'],
    ['AU', 'NSW', '2898', 'Australia/Lord_Howe', 'Lord Howe'],
    ['ES', 'Las Palmas', '35001', 'Atlantic/Canary', 'Las Palmas'],
    ['ES', null, '38001', 'Atlantic/Canary', 'Tenerife'],
    ['ES', null, '28001', 'Europe/Madrid', 'Madrid'],
    ['PT', null, '9500-119', 'Atlantic/Azores', 'Ponta Delgada'],
    ['PT', null, '1000-001', 'Europe/Lisbon', 'Lisbon'],
    ['BR', 'AM', '69005-010', 'America/Manaus', 'Manaus'],
    ['BR', 'SP', '01310-100', 'America/Sao_Paulo', 'São Paulo'],
    ['MX', null, '77500', 'America/Cancun', 'Cancún'],
  ])('in %s, %s, %s is %s (%s)', (country, region, code, zone, town) => {
    expect(zoneOf(country, region, code), town).toBe(zone)
  })

  it('is that of the region where the postcode lies in another, or is none', () => {
    expect(zoneOf('US', 'Georgia', '32501')).toBe('America/New_York')
    expect(zoneOf('US', 'FL', '325')).toBe('America/New_York')
    expect(zoneOf('ES', null, '3500')).toBe('Europe/Madrid')
  })

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

  it.each([
    ['KI', 'Line Islands', 'Pacific/Kiritimati'],
    ['KI', 'P', 'Pacific/Kanton'],
    ['KI', null, 'Pacific/Tarawa'],
    ['NZ', 'Chatham Islands', 'Pacific/Chatham'],
    ['BR', 'AC', 'America/Rio_Branco'],
    ['BR', 'Amazonas', 'America/Manaus'],
    ['BR', 'SP', 'America/Sao_Paulo'],
    ['MX', 'Q. Roo', 'America/Cancun'],
    ['MX', 'MX-BCN', 'America/Tijuana'],
    ['RU', 'PRI', 'Asia/Vladivostok'],
    ['RU', 'Sverdlovsk Oblast', 'Asia/Yekaterinburg'],
    ['RU', 'MOW', 'Europe/Moscow'],
    ['ID', 'Bali', 'Asia/Makassar'],
    ['ID', 'PA', 'Asia/Jayapura'],
    ['ID', 'JK', 'Asia/Jakarta'],
    ['ES', 'GC', 'Atlantic/Canary'],
    ['PT', '20', 'Atlantic/Azores'],
    ['FM', 'PNI', 'Pacific/Pohnpei'],
    ['XK', null, 'Europe/Belgrade'],
    ['WS', null, 'Pacific/Apia'],
  ])('is that of a part of %s by its region: %s', (country, region, zone) => {
    expect(zoneOf(country, region)).toBe(zone)
  })

  it.each([
    ['RU', '236000', 'Europe/Kaliningrad'],
    ['RU', '443000', 'Europe/Samara'],
    ['RU', '620000', 'Asia/Yekaterinburg'],
    ['RU', '630000', 'Asia/Novosibirsk'],
    ['RU', '664000', 'Asia/Irkutsk'],
    ['RU', '690000', 'Asia/Vladivostok'],
    ['RU', '683000', 'Asia/Kamchatka'],
    ['RU', '101000', 'Europe/Moscow'],
    ['NZ', '8016', 'Pacific/Chatham'],
    ['MX', '88500', 'America/Matamoros'],
  ])('is that of a part of %s by its postcode: %s', (country, code, zone) => {
    expect(zoneOf(country, null, code)).toBe(zone)
  })

  it('is else that of the merchant', () => {
    const contact = { ...noContact(), address: address('US') }
    expect(recipientZone(contact, 'America/Denver')).toBe('America/Denver')
  })

  it('is always one that the runtime knows', () => {
    const regional = [...REGIONS.values()].flatMap(({ zones }) => Object.keys(zones))
    const parts = Object.values(PARTS).flatMap((zones) => Object.keys(zones))
    const all = [...COUNTRY_ZONES.values(), ...regional, ...POSTCODE_ZONES, ...parts]
    expect(all.filter((zone) => !isZone(zone))).toEqual([])
    expect(COUNTRY_ZONES.size).toBeGreaterThan(200)
  })
})
