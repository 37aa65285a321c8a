import type { Crossing } from '../apply-crossing.ts'
import { type OrderState, ownValue, type Shipment, shippedShipments } from '../order.ts'
import { takenBy } from '../removed-units.ts'
import type { Said } from '../said.ts'

/**
 * Packages that had left with units which an update then took off the order, and of which we heard only
 * once its reader had been told of them as gone: an update takes off what has not shipped, so in the
 * order of events nothing was taken off, and the money that was announced does not come. Measured by
 * what was told: the state no longer knows that there was anything to be wrong about.
 */
export const removedTooSoon = (order: OrderState): Crossing[] =>
  tellings(order).flatMap((telling) =>
    Object.keys(telling.told.taken ?? {}).flatMap((id) => crossingOf(order, telling, id)),
  )

function crossingOf(order: OrderState, telling: Said, id: string): Crossing[] {
  const { told, at } = telling
  let excess = (ownValue(told.taken ?? {}, id) ?? 0) - takenOff(order, told.removed ?? [], id)
  if (excess <= 0) return []
  return leftBefore(order, telling).flatMap(({ eventId, shipmentId, imported, lines }) => {
    const quantity = Math.min(excess, lines.find((one) => one.id === id)?.quantity ?? 0)
    excess -= quantity
    const taken = [{ id, quantity, wished: true }]
    return quantity > 0 ? [{ eventId, at, imported, shipmentId, lines: taken }] : []
  })
}

/** The words that told what was taken off, each once, though it went by mail and as a text. */
const tellings = ({ said }: OrderState): Said[] => [
  ...new Map(said.filter(({ told }) => told.taken).map((one) => [one.key, one])).values(),
]

/** How many of the line these updates took, by all that is known of its packages now. */
const takenOff = (order: OrderState, eventIds: readonly string[], id: string): number =>
  takenBy(order)
    .filter(({ removal: { eventId } }) =>
      eventIds.some((one) => one === eventId || one === `${eventId}:voided`),
    )
    .flatMap(({ lines }) => lines)
    .reduce((all, line) => (line.id === id ? all + line.quantity : all), 0)

/** Packages that had left until then, and were not known to the reader. */
const leftBefore = (order: OrderState, { at }: Said): Shipment[] =>
  shippedShipments(order).filter(
    ({ shippedAt, shipmentId }) =>
      (shippedAt ?? '') <= at &&
      !order.said.some((one) => one.at <= at && one.told.shipments.includes(shipmentId)),
  )

/** How many of the line were told as gone by these words, and have left. */
export const goneTooSoon = (order: OrderState, id: string): number =>
  removedTooSoon(order)
    .flatMap(({ lines }) => lines)
    .reduce((all, line) => (line.id === id ? all + line.quantity : all), 0)

/** What the same words told as taken off, and is: with when the last of it was. */
export function staysOff(
  order: OrderState,
  ids: readonly string[],
): { lines: { lineId: string; quantity: number }[]; at: string | null } {
  const wrong = tellings(order).filter((telling) =>
    ids.some((id) => crossingOf(order, telling, id).length > 0),
  )
  const events = wrong.flatMap(({ told }) => told.removed ?? [])
  const lines = order.lines.flatMap(({ id }) => {
    const quantity = takenOff(order, events, id)
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
  const dates = (order.removals ?? [])
    .filter(({ eventId }) => events.includes(eventId))
    .map(({ at }) => at)
  return { lines, at: dates.sort().at(-1) ?? null }
}
