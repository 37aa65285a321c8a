import type { Address } from './contact.ts'
import { COUNTRY_ZONES } from './zones-of-countries.ts'
import { PARTS } from './zones-of-parts.ts'
import { zoneOfPostcode } from './zones-of-postcodes.ts'
import { REGIONS, type Regions } from './zones-of-regions.ts'

/**
 * The time zone of an address: that of its country, or, where a country has no zone of nearly
 * everybody, that of its region, by code or by name, else of its postcode; and before these that of
 * a part which keeps its own hour, by its postcode. Where region and postcode differ the postcode is
 * not believed. Null where nothing settles it. A text message must not come at five in the morning
 * because a name was spelled out, nor at seven because a state has two zones.
 */
export function zoneOfAddress(address: Address | null): string | null {
  const country = address?.country?.trim().toUpperCase()
  if (!country) return null
  const postcode = (address?.postalCode ?? '').trim().toUpperCase()
  const single = COUNTRY_ZONES.get(country)
  if (single)
    return zoneOfPostcode(country, postcode) ?? zoneOfPart(country, address?.region) ?? single
  const regions = REGIONS.get(country)
  if (!regions) return null
  const names = REGION_BY_NAME.get(regions)
  const named = plain(address?.region ?? '')
  const region = names?.get(named) ?? names?.get(named.replace(`${country} `, ''))
  const posted = names?.get(plain(regions.ofPostcode(postcode) ?? ''))
  if (region && region.code !== posted?.code) return region.zone
  return zoneOfPostcode(country, postcode) ?? posted?.zone ?? null
}

const zoneOfPart = (country: string, region: string | null | undefined): string | null => {
  const names = PART_BY_NAME.get(country)
  if (!names || !region) return null
  const named = plain(region)
  return (names.get(named) ?? names.get(named.replace(`${country} `, '')))?.zone ?? null
}

/**
 * Whether there is such a country, as somebody may live in it. Kosovo's code is none of the standard,
 * and shops use it all the same.
 */
export const isCountry = (code: string) =>
  COUNTRY_ZONES.has(code) || REGIONS.has(code) || code === 'XK'

/** Whether the runtime knows an IANA time zone by this name. */
export function isZone(zone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** As most shops send a region: nothing to be made plain, which takes 3 µs. */
const IS_CODE = /^[A-Z]{2,3}$/

type Region = { code: string; zone: string }
const REGION_BY_NAME: ReadonlyMap<Regions, ReadonlyMap<string, Region>> = new Map(
  [...REGIONS.values()].map((regions) => [regions, new Map(namesOf(regions))]),
)

const PART_BY_NAME: ReadonlyMap<string, ReadonlyMap<string, Region>> = new Map(
  Object.entries(PARTS).map(([country, zones]) => [country, new Map(namesOf({ zones }))]),
)

function namesOf({ zones }: Pick<Regions, 'zones'>): [string, Region][] {
  return Object.entries(zones).flatMap(([zone, regions]) =>
    regions.split(',').flatMap((region) => {
      const [code = '', ...name] = region.trim().split(' ')
      const names = [code, ...name.join(' ').split('|')]
      return names.map((one): [string, Region] => [plain(one), { code, zone }])
    }),
  )
}

/** `Québec`, `D.C.` and `us-ca` as QUEBEC, DC and US CA. */
function plain(name: string) {
  if (IS_CODE.test(name)) return name
  return name
    .normalize('NFD')
    .replace(/[\p{Mn}.]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase()
}
