import { dayOf } from './calendar.ts'
import { addHours } from './instant.ts'
import type { OrderState, Shipment } from './order.ts'

/** What a message told of a package beyond its carrier's word. */
export type ToldOfPackage = 'stalled' | 'lost' | 'delayed'

/**
 * What the reader was last told of a package by a message that no carrier had caused, while it still
 * holds. A page that goes on saying "on its way, arriving today" after the mail said "it seems to be
 * lost" has its reader ask which of the two is true.
 *
 * Read from what was said and not worked out from the days again: a kind may be turned off, a
 * message held, and what nobody was told is no news of the page's own.
 */
export function toldOf(
  { said }: Pick<OrderState, 'said'>,
  shipment: Shipment,
  zone: string,
): ToldOfPackage | null {
  if (!QUIET.has(shipment.status)) return null
  const last = said.findLast(({ at, told }) => {
    const state = told.packages?.[shipment.shipmentId]
    if (state === 'stalled' || state === 'lost') return isStillSilent(shipment, at)
    return state === 'delayed' && isStillOverdue(shipment, at, zone)
  })
  return (last?.told.packages?.[shipment.shipmentId] as ToldOfPackage | undefined) ?? null
}

/** What a carrier's silence can be told of; any other state is the carrier's own last word. */
const QUIET: ReadonlySet<Shipment['status']> = new Set([
  'in_transit',
  'out_for_delivery',
  'delayed',
  'exception',
])

/** No silence is told of sooner after a word: a scan that is nearer was heard of after the message. */
const SILENCE_HOURS_MIN = 20

const isStillSilent = ({ carrierWord }: Shipment, at: string) =>
  carrierWord !== undefined && addHours(carrierWord.at, SILENCE_HOURS_MIN) <= at

/** A scan without a new day leaves it as late as it was. */
const isStillOverdue = (
  { status, expectedDelivery }: Shipment,
  at: string,
  zone: string,
): boolean =>
  status === 'in_transit' &&
  expectedDelivery !== null &&
  dayOf(expectedDelivery, zone) < dayOf(at, zone)
