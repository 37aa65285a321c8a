import type { Address } from './contact.ts'

/**
 * The time zone of an address, where country and region settle it; null where they do not. A
 * state that is split takes the zone of most of its people (IANA tz, zone1970.tab).
 */
export function zoneOfAddress(address: Address | null): string | null {
  const country = address?.country?.toUpperCase()
  if (!country) return null
  const single = COUNTRY_ZONES[country]
  if (single) return single
  const region = address?.region?.trim().toUpperCase() ?? ''
  return REGION_ZONES[country]?.[region.replace(`${country}-`, '')] ?? null
}

/** Whether the runtime knows an IANA time zone by this name. */
export function isZone(zone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

const COUNTRY_ZONES: Record<string, string> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  CH: 'Europe/Zurich',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GR: 'Europe/Athens',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  LU: 'Europe/Luxembourg',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  SK: 'Europe/Bratislava',
  TR: 'Europe/Istanbul',
  ZA: 'Africa/Johannesburg',
}

const EASTERN = 'America/New_York'
const CENTRAL = 'America/Chicago'
const MOUNTAIN = 'America/Denver'
const PACIFIC = 'America/Los_Angeles'

const REGION_ZONES: Record<string, Record<string, string>> = {
  US: {
    ...inZone(EASTERN, 'CT DE DC FL GA IN KY ME MD MA MI NH NJ NY NC OH PA RI SC VT VA WV'),
    ...inZone(CENTRAL, 'AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI'),
    ...inZone(MOUNTAIN, 'CO ID MT NM UT WY'),
    ...inZone(PACIFIC, 'CA NV OR WA'),
    AZ: 'America/Phoenix',
    AK: 'America/Anchorage',
    HI: 'Pacific/Honolulu',
    PR: 'America/Puerto_Rico',
  },
  CA: {
    ...inZone('America/Toronto', 'ON QC'),
    ...inZone('America/Halifax', 'NS NB PE'),
    NL: 'America/St_Johns',
    MB: 'America/Winnipeg',
    SK: 'America/Regina',
    AB: 'America/Edmonton',
    BC: 'America/Vancouver',
    YT: 'America/Whitehorse',
    NT: 'America/Edmonton',
    NU: 'America/Iqaluit',
  },
  AU: {
    NSW: 'Australia/Sydney',
    ACT: 'Australia/Sydney',
    VIC: 'Australia/Melbourne',
    QLD: 'Australia/Brisbane',
    SA: 'Australia/Adelaide',
    NT: 'Australia/Darwin',
    WA: 'Australia/Perth',
    TAS: 'Australia/Hobart',
  },
}

function inZone(zone: string, regions: string): Record<string, string> {
  return Object.fromEntries(regions.split(' ').map((region) => [region, zone]))
}
