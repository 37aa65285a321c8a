import type { Contact } from '../src/domain/contact.ts'

/**
 * Who holds the link sees the order, but a link gets forwarded: so an address is shown by its first
 * letter and its domain, enough for its owner to know it and for nobody else to write to it.
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 1) return '…'
  const first = Array.from(email.slice(0, at))
  return `${first.length > 1 ? first[0] : ''}…${email.slice(at)}`
}

/** "Jon, Shippington KY": the first name and the place, never street or postcode. */
export function destinationOf({ name, address }: Contact): string | null {
  const first = (address?.name ?? name)?.trim().split(/\s+/)[0]
  const place = [address?.city, address?.region].filter(Boolean).join(' ')
  return [first, place].filter(Boolean).join(', ') || null
}

/** The whole address as it stands on a parcel, a line an entry: for who gave the postcode. */
export function addressLines({ name, address }: Contact, locale: string): string[] {
  if (!address) return []
  const { line1, line2, city, region, postalCode, country } = address
  const place = POSTCODE_LAST.has(country ?? '')
    ? [city, region, postalCode]
    : [postalCode, city, region]
  return [
    address.name ?? name,
    line1,
    line2,
    place.filter(Boolean).join(' '),
    countryName(country, locale),
  ].flatMap((line) => (line?.trim() ? [line.trim()] : []))
}

/** Where the postcode follows the town (UPU S42); in most of the world it stands before it. */
const POSTCODE_LAST: ReadonlySet<string> = new Set(['US', 'CA', 'AU', 'NZ', 'GB', 'IE', 'IN', 'JP'])

/** A country's own code is better than nothing where Intl does not know it. */
function countryName(country: string | null, locale: string): string | null {
  if (!country) return null
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country
  } catch {
    return country
  }
}
