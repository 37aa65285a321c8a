import { dayOf } from '../calendar.ts'
import { addHours, later } from '../instant.ts'
import type { MessageKind } from '../message.ts'
import type { Instant, OrderState } from '../order.ts'
import type { Said } from '../said.ts'
import { carrierDay, type Shipment } from '../shipment.ts'

/** Which word of a package's state it is: keyed by the one before it, where it is not the first. */
export type PackageNews = { key: string; dueAt: Instant }

/**
 * One message a package a state; and one more where the same state comes for another cause: another
 * exception after it had moved on, another silence after a scan, a day told as the new one that moved
 * again or went by. Who was told "new delivery date: Wednesday" would else hear of no Wednesday that
 * passes. An hour after the one before at the soonest: a carrier's estimate may move all day.
 */
export function packageNews(
  { said }: OrderState,
  { shipmentId }: Shipment,
  { kind, dueAt, isAnew }: { kind: MessageKind; dueAt: Instant; isAnew: (last: Said) => boolean },
): PackageNews {
  const first = `${kind}:${shipmentId}`
  const told = said.filter(
    (one) => one.kind === kind && Object.hasOwn(one.told.packages ?? {}, shipmentId),
  )
  const last = told.at(-1)
  if (last && isAnew(last))
    return { key: `${first}:${last.messageId}`, dueAt: later(dueAt, addHours(last.at, 1)) }
  const own = told.findLast(({ key }) => key.startsWith(`${first}:msg_`))
  return { key: own?.key ?? first, dueAt }
}

/** Whether the carrier's word of its state is another one than was told. */
export const isStateAnew =
  (shipment: Shipment) =>
  ({ at, told }: Said): boolean => {
    const { status, statusAt, shipmentId } = shipment
    if (status === 'exception') return statusAt > at
    return status === 'delayed' && isMoved(carrierDay(shipment), told.arrives?.[shipmentId])
  }

/** A later day than was told, or one where none could be; what no message told is no day of its own. */
const isMoved = (day: string | null, told: string | null | undefined): boolean =>
  day !== null && told !== undefined && (told === null || day.slice(0, 10) > told.slice(0, 10))

/** The day that went by is the one that was told as the new one, or was named since none could be. */
export const isDayMissed =
  ({ shipmentId, expectedDelivery }: Shipment, zone: string) =>
  ({ at, told }: Said): boolean =>
    expectedDelivery !== null &&
    dayOf(expectedDelivery, zone) >= dayOf(told.arrives?.[shipmentId] ?? at, zone)
