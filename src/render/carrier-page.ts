import { carrierLink } from '../domain/carrier-link.ts'
import type { Shipment } from '../domain/order.ts'
import { webUrl } from './plain.ts'

/** Where a parcel can be followed: the address that came with it, else its carrier's own page. */
export const carrierPage = ({ trackingUrl, carrier, trackingNumber }: Shipment): string | null =>
  webUrl(trackingUrl) ?? carrierLink(carrier, trackingNumber)
