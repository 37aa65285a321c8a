import { carrierLink } from '../src/domain/carrier-link.ts'
import type { Shipment } from '../src/domain/order.ts'

const LINK_MAX = 2048

/** `url` where it is an http(s) one, else null: a `javascript:` URL in an event must stay text. */
export function safeLink(url: string | null | undefined): string | null {
  if (!url || url.length > LINK_MAX || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}

/** Where a parcel can be followed: the address that came with it, else its carrier's own page. */
export const parcelLink = ({ trackingUrl, carrier, trackingNumber }: Shipment): string | null =>
  safeLink(trackingUrl) ?? carrierLink(carrier, trackingNumber)

/** The same of a further parcel of a package: the address that came with it is that of its first. */
export const otherParcelLink = ({ carrier, trackingNumber }: Shipment, number: string) =>
  number === trackingNumber ? null : carrierLink(carrier, number)

/** A path on our own origin; `//host/` would be another one. */
export const ownPath = (path: string | null) => (path && /^\/(?![/\\])/.test(path) ? path : null)
