import { dayOf } from './calendar.ts'
import { type OrderState, shippedShipments } from './order.ts'
import { promiseOutcomes } from './promise-outcome.ts'

/**
 * What the record says to "did it come when we said": every day that was named was kept, one of them
 * was missed, or none was ever named.
 */
export type DateRecord = 'kept' | 'missed' | 'none'
export const DATE_RECORDS = ['kept', 'missed', 'none'] as const satisfies DateRecord[]

/**
 * Held against it are the day told first on which a waiting line would ship, and the day on which the
 * carrier said that a package would come. Of the carrier's days only the last is known; an estimate
 * of ours was never a word given, and does not count.
 */
export function dateRecord(
  order: OrderState,
  { timeZone, readerZone }: { timeZone: string; readerZone: string },
): DateRecord {
  const shipped = promiseOutcomes(order, timeZone).flatMap(({ firstOn, shippedOn }) =>
    shippedOn === null ? [] : [shippedOn <= firstOn],
  )
  const arrived = shippedShipments(order).flatMap(({ status, statusAt, expectedDelivery }) =>
    status === 'delivered' && expectedDelivery
      ? [dayOf(statusAt, readerZone) <= dayOf(expectedDelivery, readerZone)]
      : [],
  )
  const words = [...shipped, ...arrived]
  if (words.length === 0) return 'none'
  return words.every(Boolean) ? 'kept' : 'missed'
}

/** Who brought it, where one carrier alone did: of two, nobody knows whom an answer is about. */
export function soleCarrier(order: OrderState): string | null {
  const carriers = new Set(shippedShipments(order).map(({ carrier }) => carrier?.trim() || null))
  const [first = null] = carriers
  return carriers.size === 1 ? first : null
}
