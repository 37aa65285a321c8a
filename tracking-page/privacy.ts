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
