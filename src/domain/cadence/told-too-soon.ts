import type { Crossing } from '../apply-crossing.ts'
import { namedBy } from '../cancellation-act.ts'
import { type Line, type OrderState, ownValue, type Shipment, shippedShipments } from '../order.ts'
import { wholeCancelled } from '../removed-units.ts'

/**
 * Packages that had left before a cancellation of the merchant's own, and of which we heard only once
 * its reader had been told of more: in its order of events nothing crossed, and yet what she read is
 * no longer so. Told like a package that crossed, or she waits for money that does not come.
 */
export const toldTooSoon = (order: OrderState): Crossing[] =>
  order.lines.flatMap((line) => crossingOf(order, line))

function crossingOf(order: OrderState, line: Line): Crossing[] {
  const { id } = line
  const telling = order.said.findLast(({ told }) => Object.hasOwn(told.cancelled, id))
  const known = (telling && ownValue(telling.told.cancelled, id)) ?? 0
  const excess = known - wholeCancelled(order, id) - crossedUntold(order, id)
  if (!telling || excess <= 0) return []
  // An act of which the package took all leaves none in the state: then the word of it says when.
  const act = order.cancellations.findLast((one) => namedBy(one).some((line) => line.id === id))
  const { at } = act ?? telling
  const shipment = shippedShipments(order).findLast(
    (one) =>
      (isCarriedOut(order, id) || (one.shippedAt ?? '') <= at) &&
      one.lines.some((held) => held.id === id) &&
      !wasToldBefore(order, one, telling.at),
  )
  if (!shipment) return []
  const { eventId, shipmentId, imported } = shipment
  const held = shipment.lines.find((one) => one.id === id)?.quantity ?? 0
  const lines = [{ id, quantity: Math.min(excess, held), wished: true }]
  return [{ eventId, at, imported, shipmentId, lines }]
}

/** An update took off what had been cancelled: what leaves of it then crosses nothing in the state. */
const isCarriedOut = ({ removals = [] }: OrderState, lineId: string): boolean =>
  removals.some(({ lines }) =>
    lines.some(({ id, wasCancelled = 0 }) => id === lineId && wasCancelled > 0),
  )

/** What an act is known to have crossed, and no word has corrected yet: that one is its own. */
const crossedUntold = ({ crossings, said }: OrderState, lineId: string): number =>
  crossings
    .filter(
      ({ eventId }) =>
        !said.some(
          ({ key, told }) =>
            key === `cancellation_declined:${eventId}` || told.crossed?.includes(eventId),
        ),
    )
    .flatMap(({ lines }) => lines)
    .reduce((all, { id, quantity }) => (id === lineId ? all + quantity : all), 0)

const wasToldBefore = ({ said }: OrderState, { shipmentId }: Shipment, at: string) =>
  said.some((one) => one.at <= at && one.told.shipments.includes(shipmentId))
