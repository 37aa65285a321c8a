import type { Contact } from './contact.ts'

/** Longer than any postcode there is; a form may send anything. */
const POSTCODE_MAX = 32

/** How people and shops write one postcode: "SW1A 1AA", "sw1a-1aa", "10001-1234" for "10001". */
export function plainPostcode(postcode: string, country: string | null): string {
  const plain = postcode
    .slice(0, POSTCODE_MAX)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  // ZIP+4: the second part says which side of the street, and few know theirs.
  return country === 'US' && /^\d{9}$/.test(plain) ? plain.slice(0, 5) : plain
}

/** The postcode that an order goes to, to be compared; null where none is known, as after erasure. */
export function knownPostcode({ address }: Contact): string | null {
  return plainPostcode(address?.postalCode ?? '', address?.country ?? null) || null
}
