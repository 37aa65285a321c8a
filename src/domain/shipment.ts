import type { SHIPMENT_STATUSES } from './event.ts'
import type { Instant } from './order.ts'

export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number]

/** A package, or several that a shop made as one. */
export type Shipment = {
  shipmentId: string
  eventId: string
  carrier: string | null
  /** Of the carrier's, as the merchant calls it; absent where it named none. */
  service?: string
  trackingNumber: string | null
  /** Of its other parcels, where it is more than one. */
  otherNumbers?: string[]
  trackingUrl: string | null
  /** When the carrier had the goods; null while there is only a label. */
  shippedAt: Instant | null
  /** Nobody said so: it was taken from the making of the package, and a label takes it back. */
  isPresumed?: true
  /** Somebody said that there is a label, and has said no more. */
  isLabelSaid?: true
  expectedDelivery: string | null
  /** The carrier said that it is late and named no other day: the one that it had named is over. */
  isDayVoid?: true
  /** How often the carrier's day was stated anew: a calendar keeps the entry that was moved last. */
  expectedMoves?: number
  status: ShipmentStatus
  statusAt: Instant
  /** The state was known to us only long after: it causes no notice of its own. */
  statusImported?: boolean
  /** When the carrier last spoke of it; absent until it has. */
  carrierWord?: { at: Instant; imported: boolean }
  lines: { id: string; quantity: number }[]
  /** Oldest first. */
  checkpoints: Checkpoint[]
  voided: boolean
  /** When it was taken back, where we heard of that in time. */
  voidedAt?: Instant
  /** How many of which line waited for stock again as it was voided, and were not here to be packed. */
  waitsAgain?: { id: string; quantity: number }[]
  /** It was voided and made once more under its id: since when, and whether under the same number. */
  madeAnew?: { at: Instant; isSame: boolean }
  imported: boolean
}

export type Checkpoint = {
  at: Instant
  status: ShipmentStatus
  message: string
  city: string | null
  region: string | null
  country: string | null
}

/** The day that the carrier names and that still holds. */
export const carrierDay = ({
  expectedDelivery,
  isDayVoid,
}: Pick<Shipment, 'expectedDelivery' | 'isDayVoid'>): string | null =>
  isDayVoid ? null : expectedDelivery

/** Each number under which a carrier may speak of it. */
export const numbersOf = ({ trackingNumber, otherNumbers = [] }: Shipment): string[] =>
  trackingNumber ? [trackingNumber, ...otherNumbers] : otherNumbers
